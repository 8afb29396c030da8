"""Saving cells of the grid: each once, none over somebody else's (design §4, §8)."""

from dataclasses import dataclass

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from journal import locks, permissions, policy
from journal.cells import averages, text_of
from journal.roster import members
from journal.rows import mean_text
from journal.rules.scales import FIVE, NONE
from journal.substitutes import reach as standing_in
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure.models import Section

# One statement for the whole batch. A row of another version is left alone and not returned: its writer was first.
UPSERT = """
insert into journal_cell as c
    (lesson_id, student_id, first, second, retake, absence, late, comment, version, scale_id,
    key, entered_by_id, entered_at)
select * from unnest(%s::bigint[], %s::bigint[], %s::int2[], %s::int2[], %s::bool[], %s::text[], %s::int2[],
    %s::text[], %s::int[], %s::bigint[]),
    (select %s::text, %s::bigint, %s::timestamptz) as who
on conflict (lesson_id, student_id) do update set first = excluded.first, second = excluded.second,
    retake = excluded.retake, absence = excluded.absence, late = excluded.late, comment = excluded.comment,
    version = excluded.version, scale_id = excluded.scale_id,
    key = excluded.key, entered_by_id = excluded.entered_by_id, entered_at = excluded.entered_at
where c.version = excluded.version - 1
returning lesson_id, student_id, version
"""
STORED = """
select c.lesson_id, c.student_id, c.first, c.second, c.absence, c.late, c.retake, c.comment, c.version, c.key,
    u.name, c.entered_at
from unnest(%s::bigint[], %s::bigint[]) as sent (lesson, student)
join journal_cell c on c.lesson_id = sent.lesson and c.student_id = sent.student
join accounts_user u on u.id = c.entered_by_id
"""


@dataclass
class Stored:
    """A cell as it stands in the database now."""

    text: str = ""
    comment: str = ""
    version: int = 0
    key: str = ""
    by: str = ""
    at: object = None
    absence: str = ""


@dataclass
class Sent:
    """A cell as the teacher sent it: `text` or `comment` is None where it does not change."""

    lesson: int
    student: int
    version: int
    text: str | None = None
    comment: str | None = None
    reason: str = ""

    @property
    def place(self):
        return self.lesson, self.student


def stored(places, scale) -> dict[tuple[int, int], Stored]:
    """What stands at (lesson, student) now; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(STORED, [[lesson for lesson, _ in places], [student for _, student in places]])
        return {
            (lesson, student): Stored(text_of(*content, scale), comment, version, key, by, at, content[2])
            for lesson, student, *content, comment, version, key, by, at in cursor.fetchall()
        }


class Batch:
    """Sorts what was sent into saved, clash and refused, and writes what may be written."""

    def __init__(self, section: Section, sent: list[Sent], key: str, by: User):
        may_mark = permissions.MARK.allows(by, section)
        self.may_mark, self.grant = may_mark.ok, may_mark.grant or permissions.REFINE.demand(by, section)
        self.section, self.key, self.by, self.scale = section, key, by, policy.scale_for(section)
        self.sent = {cell.place: cell for cell in sent}
        self.reach = standing_in.reach(permissions.MARK, by, section) if may_mark else standing_in.Reach()
        self.refines = not self.reach.is_whole and permissions.REFINE.allows(by, section).ok
        self.saved, self.clash, self.refused, self.writes = [], [], [], {}

    def refuse(self, cell, now, code, message):
        self.refused.append(
            {"l": cell.lesson, "s": cell.student, "t": now.text, "v": now.version, "code": code, "message": message}
        )

    def keep(self, cell, text, version):
        self.saved.append({"l": cell.lesson, "s": cell.student, "t": text, "v": version})

    def conflict(self, cell, now):
        at = timezone.localtime(now.at)
        at = f"{at:%H:%M}" if at.date() == clock.today() else f"{at:%d.%m %H:%M}"
        self.clash.append(
            {
                "l": cell.lesson,
                "s": cell.student,
                "t": now.text,
                "v": now.version,
                "by": now.by,
                "at": at,
                "c": now.comment,
            }
        )


def save_cells(section: Section, sent: list[Sent], *, key: str, by: User) -> dict:
    """R1-4.1/2: marks, absences and comments of one of policy.sections(). Answers as docs/journal-grid.md says.

    The same `key` sent again changes nothing; a cell changed by another since `version` is a clash and stays as it is.
    """
    batch = Batch(section, sent, key, by)
    reason = next((cell.reason for cell in batch.sent.values() if cell.reason), "")
    with acting(by, reason=reason, grant=batch.grant):
        locks.hold_terms()
        lessons, roster = _sort_all(batch)
        if batch.writes:
            _write(batch)
            record(
                "journal.mark",
                section,
                by=by,
                name="",
                cells=[[s["l"], s["s"], s["t"]] for s in batch.saved if (s["l"], s["s"]) in batch.writes][:60],
            )
    _add_averages(batch, lessons, roster)
    return {"saved": batch.saved, "clash": batch.clash, "refused": batch.refused}


def look_at_cells(section: Section, sent: list[Sent], *, by: User) -> dict:
    """What `save_cells` would answer, and nothing written: what it would write stands under "writes" by place."""
    batch = Batch(section, sent, "", by)
    _sort_all(batch)
    texts = {place: content.text for place, (content, _comment, _cell) in batch.writes.items()}
    return {"saved": batch.saved, "clash": batch.clash, "refused": batch.refused, "writes": texts}


def _sort_all(batch) -> tuple[dict, dict]:
    """Every cell of the batch; the lessons and the students it speaks of."""
    lessons = locks.columns(batch.section, {lesson for lesson, _student in batch.sent})
    days = [column.date for column in lessons.values()]
    roster = {m.id: m for m in members(batch.section, min(days), max(*days, clock.today()))} if days else {}
    mine = [place for place in batch.sent if place[0] in lessons]  # of another journal nothing is told
    now = stored(mine, batch.scale)
    for cell in batch.sent.values():
        found = now.get(cell.place, Stored()), lessons.get(cell.lesson), roster.get(cell.student)
        _sort(batch, cell, *found)
    return lessons, roster


def _sort(batch, cell, now, column, member) -> None:
    """One cell: refused, already so, in conflict, or to be written."""
    may_mark = batch.may_mark
    text = now.text if cell.text is None else cell.text
    content = batch.scale.parse(text, column and column.most)
    comment = now.comment if cell.comment is None else cell.comment.strip()[:300]
    if column is None or member is None or not member.belongs(column.date):
        return batch.refuse(cell, now, "out", _("This student is not in this lesson."))
    if member.is_exempt(column.date):
        return batch.refuse(cell, now, "out", _("This student is exempt from the subject."))
    if column.part and content and (content.absence or content.late is not None):
        return batch.refuse(cell, now, "text", _("Absences stand in the lesson's own column."))
    if content is None or (cell.text is None and cell.comment is None):
        return batch.refuse(cell, now, "text", _no_mark(batch.scale, cell, column))
    if content.first and batch.scale.kind == NONE:
        return batch.refuse(cell, now, "scale", _("This class studies without marks."))
    if now.key == batch.key and now.key:
        return batch.keep(cell, now.text, now.version)
    if now.version != cell.version:
        if now.text == content.text and now.comment == comment:
            return batch.keep(cell, now.text, now.version)
        return batch.conflict(cell, now)
    if now.text == content.text and now.comment == comment:
        return batch.keep(cell, now.text, now.version)
    if not batch.reach.covers(column.date, column.number):
        if not batch.refines:
            return batch.refuse(cell, now, "denied", standing_in.why())
        may_mark = False
    if not may_mark and not (now.absence and content.absence):
        return batch.refuse(cell, now, "denied", _("A homeroom teacher changes only the reason of an absence."))
    state = column.state(changes=bool(now.text) and now.text != content.text and may_mark)
    if state.code == "locked" or (state.code == "reason" and not cell.reason.strip()):
        return batch.refuse(cell, now, state.code, locks.sentence(state))
    batch.writes[cell.place] = (content, comment, cell)
    return None


def _no_mark(scale, cell, column) -> str:
    said = _("“%(text)s” is not a mark.") % {"text": (cell.text or "")[:10]}
    return said if scale.kind in {FIVE, NONE} else f"{said} {scale.refusal(column.most)}"


def _write(batch) -> None:
    """Write in one order of rows, so that two batches never wait for each other crosswise."""
    rows = sorted(batch.writes.items())

    def scale(content):
        return None if content.first is None else batch.scale.id

    columns = zip(
        *(
            (*place, c.first, c.second, c.retake, c.absence, c.late, comment, cell.version + 1, scale(c))
            for place, (c, comment, cell) in rows
        ),
        strict=True,
    )
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [*map(list, columns), batch.key, batch.by.pk, clock.now()])
        written = {(lesson, student): version for lesson, student, version in cursor.fetchall()}
    lost = [place for place, _row in rows if place not in written]
    now = stored(lost, batch.scale) if lost else {}
    for place, (content, comment, cell) in rows:
        if place in written:
            batch.keep(cell, content.text, written[place])
        elif now[place].text == content.text and now[place].comment == comment:
            batch.keep(cell, content.text, now[place].version)
        else:
            batch.conflict(cell, now[place])


def _add_averages(batch, lessons, roster) -> None:
    """The new average and proposal beside each saved cell, over the term of its lesson."""
    students = {cell["s"] for cell in batch.saved if (cell["l"], cell["s"]) in batch.writes}
    if not students or not batch.scale.averaged:
        return
    newest = max((lessons[lesson] for lesson, student in batch.writes if student in students), key=lambda of: of.date)
    mine = [roster[student] for student in students]
    found = averages(batch.section, *newest.term, mine, scale=batch.scale) if newest.term else {}
    for cell in batch.saved:
        if cell["s"] in students:
            mean = found.get(cell["s"])
            hint = batch.scale.proposed(mean, policy.proposals())
            cell.update(avg=mean_text(mean) if mean is not None else "", hint=hint)
