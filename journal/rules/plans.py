"""Pure rules of calendar-thematic plans (R1-4.1/2, R3-4.1/2)."""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST = 40


@dataclass(frozen=True)
class Line:
    """One topic as it is written in the plan."""

    topic: str
    hours: int = 1
    homework: str = ""
    part: str = ""


def read(text: str) -> tuple[list[Line], list[int]]:
    """R1-4.1/2: topics pasted from a spreadsheet (topic, hours, homework by tabs; «#» begins a part), wrong lines."""
    lines, wrong, part = [], [], ""
    for number, row in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in row.split("\t")]
        if not any(cells):
            continue
        if cells[0].startswith("#"):
            part = cells[0].lstrip("# ")
            if len(part) > 200:
                wrong.append(number)
            continue
        topic, hours, homework = (*cells, "", "")[:3]
        told = hours or "1"
        fits = told.isascii() and told.isdigit() and 1 <= int(told[:4]) <= LONGEST
        if not fits or not topic or len(topic) > 250 or len(homework) > 500:
            wrong.append(number)
            continue
        lines.append(Line(topic, int(told), homework, part))
    return lines, wrong


def write(lines) -> str:
    """The text that `read` understands."""
    rows, part = [], ""
    for line in lines:
        if line.part != part:
            part = line.part
            rows.append(f"# {part}")
        rows.append("\t".join([line.topic, str(line.hours), line.homework]).rstrip("\t"))
    return "\n".join(rows)


def behind(kept, lines) -> list:
    """R1-4.1/2: the topics given already, then `lines` without those that are the same ones."""
    given, rest = Counter(line.topic for line in kept), []
    for line in lines:
        if given[line.topic]:
            given[line.topic] -= 1
        else:
            rest.append(line)
    return [*kept, *rest]


def lay(topics, lessons) -> tuple[dict, int]:
    """R1-4.1/2: {lesson: topic} of the lessons held in order, and the hours that do not fit any more.

    `topics`: (topic, hours) in order; `lessons`: (lesson, topic given or None, whether the teacher wrote another
    topic). A topic given keeps its lesson, a lesson with another topic is passed over.
    """
    given = Counter(topic for _lesson, topic, _own in lessons if topic)
    left = [topic for topic, hours in topics for _hour in range(max(hours - given[topic], 0))]
    laid, turn = {}, 0
    for lesson, topic, own in lessons:
        if topic:
            laid[lesson] = topic
        elif not own and turn < len(left):
            laid[lesson] = left[turn]
            turn += 1
    return laid, len(left) - turn


def compare(old: str, new: str) -> list[tuple[str, str, str]]:
    """R1-4.1/2: two texts of a plan side by side: ("same" | "changed" | "out" | "in", old line, new line) each."""
    one, two = ([line.replace("\t", " · ") for line in text.splitlines()] for text in (old, new))
    rows = []
    for what, i, j, k, m in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        left, right = one[i:j], two[k:m]
        for at in range(max(len(left), len(right))):
            was, now = left[at] if at < len(left) else "", right[at] if at < len(right) else ""
            sign = (
                "same" if what == "equal" else "changed" if at < min(len(left), len(right)) else "out" if was else "in"
            )
            rows.append((sign, was, now))
    return rows


def may_drop(written: bool, closed: bool) -> str:
    """R1-4.1/2: why a lesson cannot be taken out as not held: "written", "closed", or "" when it can."""
    return "closed" if closed else "written" if written else ""
