"""Which journal, lesson and student a line means, and what the journal's own rules say to the mark."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import permissions, policy
from journal.actions.cells import Sent, look_at_cells, save_cells, stored
from journal.imports.marks.words import day_told, mark_told
from journal.models import Lesson
from journal.roster import members
from schoolmis.imports.staging import FIELDS, Staged, StagedRow, State
from schoolmis.imports.year import import_year
from schoolmis.people import cells, faults
from schoolmis.people.faults import Book
from schoolmis.people.names import fold
from schoolmis.structure.models import Group
from schoolmis.structure.rules import Outcome, class_label, parse_class
from students.imports.results import subject_names

faults.declare(
    faults.REFUSED,
    {
        "mark_journal_missing": gettext_lazy(
            "The file names no class and subject: choose the journal beside the file."
        ),
        "mark_journal": gettext_lazy("You fill no journal “%(value)s”."),
        "mark_student": gettext_lazy("There is no “%(value)s” in this journal."),
        "mark_two": gettext_lazy("Several students of this journal are called “%(value)s”."),
        "mark_day": gettext_lazy("“%(value)s” is no day of this academic year."),
        "mark_no_lesson": gettext_lazy("The journal has no lesson on %(value)s. Its lessons near that day: %(near)s."),
        "mark_which_lesson": gettext_lazy(
            "There are several lessons on %(value)s: write the number, one of %(numbers)s."
        ),
        "mark_repeated": gettext_lazy("This student's mark of the lesson stands in row %(other)s."),
        "mark_refused": gettext_lazy("%(told)s"),
    },
)
FIELDS["mark"] = gettext_lazy("Mark")
FIELDS["comment"] = gettext_lazy("Comment")


def mine(by):
    """The journals of the year that `by` fills, with their classes."""
    found = policy.sections().filter(group__year=import_year())
    return (
        permissions.MARK.visible(by, found)
        .distinct()
        .prefetch_related("group__classes")
        .order_by("group__name", "subject__order")
    )


@dataclass
class Journal:
    """A journal with what its lines are looked up in."""

    section: object
    lessons: dict = field(default_factory=lambda: defaultdict(list))
    names: dict = field(default_factory=lambda: defaultdict(set))
    lines: dict = field(default_factory=dict)
    """{(lesson, student): (row, Sent)}"""

    @classmethod
    def of(cls, section, year) -> "Journal":
        made = cls(section)
        held = Lesson.objects.filter(section=section, status=Lesson.Status.PLANNED).order_by("date", "number", "part")
        for pk, day, number, part in held.values_list("pk", "date", "number", "part"):
            made.lessons[day].append((f"{number}+{part}" if part else str(number), pk))
        for one in members(section, year.starts_on, year.ends_on):
            for name in _spellings(one):
                made.names[fold(name)].add(one.id)
        return made

    @property
    def title(self) -> str:
        return f"{self.section.group} · {self.section.subject}"


def _spellings(member) -> set[str]:
    """How a teacher's own table may call a student: in full or without the patronymic, turned round, by initials."""
    last, first, father = member.last_name, member.first_name, member.patronymic
    initials = {f"{last} {first[:1]}", f"{last} {first[:1]} {father[:1]}".strip()}
    return {member.name, f"{member.name} {father}".strip(), f"{first} {last}", f"{first} {father} {last}"} | initials


class Journals:
    """The sender's journals by class and subject, read when a line names them."""

    def __init__(self, by, year, chosen: str):
        self.year, self.read, self.by_place = year, {}, defaultdict(list)
        self.subjects = subject_names()
        self.sections = list(mine(by))
        self.chosen = next((one for one in self.sections if str(one.pk) == str(chosen)), None)
        for one in self.sections:
            for of in one.group.classes.all():
                self.by_place[(of.grade, of.letter), one.subject_id].append(one)

    def open(self, section) -> Journal:
        if section.pk not in self.read:
            self.read[section.pk] = Journal.of(section, self.year)
        return self.read[section.pk]

    def meant(self, label, group, subject, who) -> list[Journal]:
        """Journals a line may mean; of several subgroups the one where the student sits."""
        if self.chosen:
            return [self.open(self.chosen)]
        of, taught = parse_class(label), self.subjects.get(fold(subject))
        found = [self.open(one) for one in self.by_place.get((of, taught and taught.pk), ())]
        named = [one for one in found if group and fold(group) in one.section.group.names]
        if not named and group:
            parts = [one for one in found if one.section.group.kind == Group.Kind.SUBGROUP]
            named = [one for one in parts if fold(one.section.group.name).endswith(f" {fold(group)}")]
        found = named or found
        return [one for one in found if fold(who) in one.names] or found[:1]


def prepare(found) -> Staged:
    """Compare the file's marks with the journals of the sender; nothing is written."""
    year = import_year()
    reason = str(found.options.get("reason") or "").strip()
    journals, staged = Journals(found.by, year, found.options.get("section") or ""), Staged()
    found.options |= {"section": str(journals.chosen.pk) if journals.chosen else "", "reason": reason}
    read = [_line(record, journals, reason) for record in found.of("marks")]
    for journal in journals.read.values():
        _look(journal, found.by)
    for record, row, book in read:
        refused = book.refused
        row.faults = book.closed()
        row.state = State.REFUSED if refused else row.state
        staged.rows.append(row)
        staged.outcomes.append(Outcome(record, None if refused else row, row.faults))
    used = [one for one in journals.read.values() if one.lines]
    staged.plan = used
    if used:
        staged.notes = [("marks_of", {"names": ", ".join(one.title for one in used)})]
    staged.notes += found.notes()
    return staged


def _line(record, journals, reason) -> tuple:
    """(record, its row, its faults); what may be looked at stands among the lines of its journal."""
    book = Book(record.sheet, record.row)
    label, group = cells.text(record.get("class")) or record.section, cells.text(record.get("group"))
    who, subject, day = (cells.text(record.get(name)) for name in ("name", "subject", "date"))
    row = StagedRow("marks", record.sheet, record.row, title=" · ".join(filter(None, [who, day, subject]))[:200])
    of = parse_class(label)
    row.place = class_label(*of) if of else label[:20]
    told = record, row, book
    if not journals.chosen and not (of and subject):
        book.note("class", "mark_journal_missing")
        return told
    meant = journals.meant(label, group, subject, who)
    if not meant:
        book.note("subject", "mark_journal", value=" · ".join(filter(None, [label, group, subject])))
        return told
    journal = meant[0]
    row.place = row.place or str(journal.section.group)[:20]
    ids = journal.names.get(fold(who), ())
    if len(ids) != 1 or len(meant) > 1:
        book.note("name", "mark_two" if ids else "mark_student", value=who)
    lesson = _lesson(journal, record, journals.year, book)
    text = mark_told(record.get("mark"))
    comment = cells.text(record.get("comment")) if "comment" in record.values else None
    if not text and not comment:
        row.state = State.UNCHANGED
        return told
    if book.refused:
        return told
    place = lesson, next(iter(ids))
    if place in journal.lines:
        earlier = journal.lines[place][0]
        book.note("name", "mark_repeated", other=book.other((earlier.sheet, earlier.row)))
        return told
    journal.lines[place] = row, Sent(*place, 0, text or None, comment or None, reason), book
    return told


def _lesson(journal, record, year, book) -> int | None:
    written = record.get("date")
    day = written.date() if isinstance(written, datetime) else written if isinstance(written, date) else None
    day = day or day_told(cells.text(written), year)
    if day is None or not year.starts_on <= day <= year.ends_on:
        book.note("date", "mark_day", value=cells.text(written)[:20])
        return None
    there, number = journal.lessons.get(day, []), cells.text(record.get("number"))
    fits = [pk for of, pk in there if of == number] if number else [pk for of, pk in there if "+" not in of]
    if len(fits) == 1:
        return fits[0]
    if there and len(fits) != 1:
        said = {"value": f"{day:%d.%m.%Y}", "numbers": ", ".join(of for of, _pk in there)}
        book.note("number" if number else "date", "mark_which_lesson", **said)
        return None
    near = sorted(sorted(journal.lessons, key=lambda one: abs(one - day))[:4])
    book.note("date", "mark_no_lesson", value=f"{day:%d.%m.%Y}", near=", ".join(f"{one:%d.%m}" for one in near) or "—")
    return None


def _look(journal, by) -> None:
    """What each line would change, by the journal's own rules: scale, days of belonging, corrections, closed terms."""
    if not journal.lines:
        return
    now = stored(list(journal.lines), policy.scale_for(journal.section))
    for place, (_row, sent, _book) in journal.lines.items():
        sent.version = now[place].version if place in now else 0
    answer = look_at_cells(journal.section, [sent for _row, sent, _book in journal.lines.values()], by=by)
    for cell in answer["refused"]:
        _row, _sent, book = journal.lines[cell["l"], cell["s"]]
        book.note("mark", "mark_refused", told=cell["message"])
    for cell in answer["saved"]:
        journal.lines[cell["l"], cell["s"]][0].state = State.UNCHANGED
    for place, text in answer["writes"].items():
        row, sent, _book = journal.lines[place]
        before = now.get(place)
        row.state = State.CHANGED if before and before.text else State.NEW
        if text != (before.text if before else ""):
            row.changes.append(("mark", before.text if before else "", text))
        if sent.comment is not None and sent.comment != (before.comment if before else ""):
            row.changes.append(("comment", before.comment if before else "", sent.comment))


def import_marks(staged: Staged, by, progress) -> list:
    """R3-3j, R1-4.1/2: all the marks of the file or none, each by the act of the grid."""
    done = 0
    for journal in staged.plan:
        sent = [sent for row, sent, _book in journal.lines.values() if row.state in (State.NEW, State.CHANGED)]
        answer = save_cells(journal.section, sent, key=uuid.uuid4().hex, by=by) if sent else {"saved": []}
        if len(answer["saved"]) < len(sent):
            raise ValidationError(
                _("The school's records have changed since this preview. Look at it once more and confirm.")
            )
        done += len(sent)
        progress(done, len(staged.rows))
    return [("marks_set", {"n": done})]
