"""A school of one table behind the grid's contract (docs/journal-grid.md): what the real server promises, in memory.

It outlives its HTTP server, so that a test can stop the one and start it again.
"""

import threading
from dataclasses import dataclass, field

from journal.rules.marks import counted, parse


@dataclass
class Cell:
    t: str = ""
    v: int = 0
    by: str = ""
    key: str = ""
    c: str = ""


@dataclass
class School:
    students: int = 28
    lessons: int = 24
    today: int = 14
    user: int | None = 17
    names: dict = field(default_factory=lambda: {17: "Токтосунова А.", 18: "Сатыбалдиева Г."})
    cells: dict = field(default_factory=dict)
    writes: list = field(default_factory=list)
    posts: list = field(default_factory=list)
    out: set = field(default_factory=set)
    locked: set = field(default_factory=set)
    works: dict = field(default_factory=dict)
    topics: dict = field(default_factory=dict)
    topic_kinds: dict = field(default_factory=dict)
    by_plan: dict = field(default_factory=dict)
    needs_reason: set = field(default_factory=set)
    scale: dict | None = None
    broken: int = 0
    swallow: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def cell(self, section, column, student):
        return self.cells.setdefault((section, str(column), int(student)), Cell())

    def put(self, section, column, student, t, by=18):
        """Somebody else writes a cell."""
        cell = self.cell(section, column, student)
        cell.t, cell.v, cell.by, cell.key = t, cell.v + 1, self.names[by], "other"

    def save(self, section, body, name):
        answer = {"saved": [], "clash": [], "refused": []}
        with self.lock:
            for sent in body["cells"]:
                column = sent.get("l", sent.get("r"))
                where = {k: sent[k] for k in ("l", "r", "s") if k in sent}
                if sent.get("taken"):
                    self.writes.append((section, column, None, "taken"))
                    answer["saved"].append(where)
                    continue
                if sent.get("topic"):
                    kind = self.enter(section, column)
                    told = {"topic": self.topics[column], "homework": ""}
                    if self.topics[column] in self.topic_kinds:
                        told |= {"kind": self.topic_kinds[self.topics[column]], "heavy": True}
                    answer[kind].append({**where, **told})
                    continue
                cell = self.cell(section, column, sent["s"])
                now = {**where, "t": cell.t, "v": cell.v}
                text, note = sent.get("t", cell.t), sent.get("c", cell.c)
                if cell.key == body["key"] or (text, note) == (cell.t, cell.c):
                    answer["saved"].append(now)
                elif column in self.locked:
                    answer["refused"].append({**now, "code": "locked", "message": "The term is closed."})
                elif column in self.needs_reason and not sent.get("reason"):
                    answer["refused"].append(
                        {**now, "code": "reason", "message": "After three days a change needs a reason."}
                    )
                elif sent["v"] != cell.v:
                    answer["clash"].append({**now, "by": cell.by, "at": "12:40", "c": cell.c})
                else:
                    cell.t, cell.c, cell.v, cell.by, cell.key = text, note, cell.v + 1, name, body["key"]
                    self.writes.append((section, column, sent["s"], text))
                    average, hint = self.average(section, sent["s"])
                    answer["saved"].append({**where, "t": cell.t, "v": cell.v, "avg": average, "hint": hint})
        return answer

    def enter(self, section, lesson):
        """The plan's topic where none stands; another one stays."""
        if not self.topics[lesson]:
            self.topics[lesson] = self.by_plan[lesson]
            self.writes.append((section, lesson, None, "topic"))
        return "saved" if self.topics[lesson] == self.by_plan[lesson] else "clash"

    def average(self, section, student):
        marks = [
            mark
            for (sec, col, s), cell in self.cells.items()
            if (sec, s) == (section, student) and col.isdigit() and (content := parse(cell.t))
            for mark in counted(content.first, content.second, content.retake)
        ]
        if not marks:
            return "", ""
        average = sum(marks) / len(marks)
        return f"{average:.2f}".replace(".", ","), str(int(average + 0.5))
