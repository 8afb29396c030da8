"""Results of the year as a kind of import: students downwards and subjects across, or a list (R3-3j)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis.imports.headings import NUMBER
from schoolmis.imports.kinds import Kind, declare_notes, register
from schoolmis.imports.reading import Row, Table
from schoolmis.imports.records import declare
from schoolmis.imports.staging import FIELDS, Staged, StagedRow, State
from schoolmis.imports.year import import_year
from schoolmis.people import cells, faults
from schoolmis.people.faults import Book
from schoolmis.people.names import fold
from schoolmis.structure.models import AcademicYear, Subject
from schoolmis.structure.rules import Outcome, class_label, parse_class
from students import permissions
from students.actions.results import PERIODS, write_results
from students.models import Placement, Result
from students.rules.results import read_result

HEADING = Row(1, ("Классы", "Аты-жөнү", "Предмет", "Жыйынтык"))
WITHIN = 15
NAMED = {"аты жону", "фио", "ф и о", "окуучу", "ученик", "фамилия имя"}

faults.declare(
    faults.REFUSED,
    {
        "result_of_teacher": _("The teacher has set %(value)s in the journal; what stands there stays."),
        "result_student": _("There is no “%(value)s” in this class."),
        "result_two": _("Several students of this class are called “%(value)s”."),
        "result_subject": _("The school has no subject “%(value)s”."),
        "result_text": _("“%(value)s” is not a mark: 2–5, н/а, осв, зч, нзч."),
        "result_repeated": _("This student's result of the subject stands in row %(other)s."),
    },
)
FIELDS["result"] = _("Result")


def subject_names() -> dict[str, Subject]:
    found = {}
    for one in Subject.objects.filter(has_marks=True):
        found |= {fold(one.name_ky): one, fold(one.name_ru): one, fold(one.code): one}
    return found


def unfold(table: Table) -> Table | None:
    """Students × subjects turned into a list; None where the table is no such thing."""
    names = subject_names()
    for place, row in enumerate(table.rows[:WITHIN]):
        heads = {at: fold(cells.text(cell)) for at, cell in enumerate(row.cells) if isinstance(cell, str)}
        subjects = {at: row.cells[at] for at, told in heads.items() if told in names}
        name = next((at for at, told in heads.items() if told in NAMED), None)
        if name is None or len(subjects) < 1 or any("предмет" in told for told in heads.values()):
            continue
        label = next((at for at, told in heads.items() if told.startswith("класс")), None)
        made = Table(table.name, [*table.rows[:place], HEADING._replace(number=row.number)])
        of = class_told(table, place)
        for one in table.rows[place + 1 :]:
            who = cells.text(one.cells[name]) if name < len(one.cells) else ""
            if len(who.split()) < 2:
                continue
            school_class = one.cells[label] if label is not None and label < len(one.cells) else of
            for at, subject in subjects.items():
                told = one.cells[at] if at < len(one.cells) else None
                if told is not None and str(told).strip():
                    made.rows.append(Row(one.number, (school_class, who, subject, told)))
        return made if len(made.rows) > place + 1 else None
    return None


def class_told(table: Table, place: int) -> str:
    """The class that a sheet or the lines above its heading name; empty where none is."""
    if parse_class(table.name):
        return table.name
    for row in table.rows[:place]:
        for cell in row.cells:
            for word in cells.text(cell).split() if isinstance(cell, str) else ():
                if parse_class(word.strip('«»"“”,.')):
                    return word.strip('«»"“”,.')
    return ""


declare(
    "results",
    [
        ("class", r"^класс(ы|тар|тары)?$|^класс |^кл$|^class$"),
        ("name", r"^аты жону$|^фио\b|^ф и о$|^окуучу\w*$|^ученик\w*$|^name$"),
        ("subject", r"предмет|^дисциплин|^subject$"),
        ("result", r"^жыйынтык|^баа|^жылдык|^отметк|^оценк|^итог|^результат|^result$"),
        ("index", NUMBER),
    ],
    [{"name", "subject", "result"}],
    example="Аты-жөнү, Алгебра, Физика … (ФИО, Алгебра, Физика …)",
    unfold=unfold,
)
declare_notes({"results_set": _("Results written: %(n)s")})


def asked(_by) -> dict:
    years = AcademicYear.objects.filter(closed_on=None)
    return {
        "period": forms.ChoiceField(
            label=_("Period"), choices=[(one.value, one.label) for one in PERIODS], initial=Result.Period.YEAR
        ),
        "year": forms.ChoiceField(label=_("Academic year"), choices=[(one.pk, str(one)) for one in years]),
    }


class Roll:
    """Who sat in which class of the year, and the results of the period that are there; `term`: of which term."""

    def __init__(self, year, period, term=None):
        self.year, self.period, self.term = year, period, term
        self.names, self.subjects, self.classes = {}, subject_names(), {}
        places = Placement.objects.filter(school_class__year=year).select_related("school_class", "student__person")
        for one in places.order_by("starts_on"):
            self.classes[one.student_id] = one.school_class
        for one in places:
            if self.classes[one.student_id] == one.school_class:
                key = (one.school_class.grade, one.school_class.letter)
                for name in {str(one.student), f"{one.student.person.last_name} {one.student.person.first_name}"}:
                    self.names.setdefault((key, fold(name)), set()).add(one.student_id)
        results = Result.objects.filter(year=year, period=period, term=term)
        self.now = {(one.student_id, one.subject_id): one for one in results}

    def refuses(self, student, subject, stored, book) -> None:
        """What else speaks against a result that would be written is noted in the row's book."""
        if stored and stored.section_id and stored.text:
            book.note("result", "result_of_teacher", value=stored.text)


def prepare(found) -> Staged:
    """Compare the file's results with those that stand; nothing is written."""
    told = found.options.get("year", "")
    year = AcademicYear.objects.filter(pk=told).first() if str(told).isdecimal() else None
    year = year or import_year()
    period = found.options.get("period") or Result.Period.YEAR
    found.options |= {"year": str(year.pk), "period": str(period)}
    return compare(found, Roll(year, period))


def compare(found, roll) -> Staged:
    """Each line beside what stands on the roll."""
    staged, seen = Staged(plan=roll), {}
    for record in found.of("results"):
        book = Book(record.sheet, record.row)
        row = _row(record, roll, book, seen)
        refused = book.refused
        row.faults = book.closed()
        row.state = State.REFUSED if refused else row.state
        staged.rows.append(row)
        staged.outcomes.append(Outcome(record, None if refused else row, row.faults))
    return staged


def _row(record, roll, book, seen) -> StagedRow:
    label = cells.text(record.get("class")) or record.section
    who, subject = cells.text(record.get("name")), cells.text(record.get("subject"))
    row = StagedRow("results", record.sheet, record.row, title=f"{who} · {subject}"[:200])
    of = parse_class(label)
    row.place = class_label(*of) if of else label[:20]
    if of is None:
        book.note("class", "class_unknown" if label else "class_missing", **({"value": label} if label else {}))
        return row
    ids, taught = roll.names.get((of, fold(who)), ()), roll.subjects.get(fold(subject))
    if len(ids) != 1:
        book.note("name", "result_two" if ids else "result_student", value=who)
    if taught is None:
        book.note("subject", "result_subject", value=subject)
    try:
        value, code = read_result(record.get("result"))
    except Exception:  # noqa: BLE001 the sentence is the fault's own
        book.note("result", "result_text", value=cells.text(record.get("result"))[:10])
        return row
    if book.refused:
        return row
    key = (next(iter(ids)), taught.pk)
    if (other := seen.setdefault(key, book.place)) != book.place:
        book.note("subject", "result_repeated", other=book.other(other))
        return row
    stored = roll.now.get(key)
    before = stored.text if stored else ""
    text = str(value) if value else Result(code=code).text
    if before == text or not text:
        row.state = State.UNCHANGED
    else:
        row.state = State.CHANGED if before else State.NEW
        row.changes = [("result", before, text)]
        row.plan = (*key, text, stored.version if stored else 0)
        roll.refuses(*key, stored, book)
    return row


def to_write(staged: Staged) -> list[tuple]:
    """[(student, subject, text, version)] of the rows that change something."""
    return [row.plan for row in staged.rows if row.plan and row.state in (State.NEW, State.CHANGED)]


def import_results(staged: Staged, by, progress) -> list:
    """R3-3j: all the results of the file or none."""
    from schoolmis.audit.book import acting
    from students.actions.keeping import demanded

    grant = demanded(permissions.IMPORT_RESULTS, by)
    with acting(by, grant=grant):
        n = write_results(staged.plan.year, staged.plan.classes, staged.plan.period, to_write(staged), by)
    progress(len(staged.rows), len(staged.rows))
    return [("results_set", {"n": n})]


RESULTS = register(
    Kind(
        "results",
        _("Results of the year"),
        ("results",),
        permissions.IMPORT_RESULTS,
        prepare=prepare,
        apply=import_results,
        hint=_("Students downwards and subjects across, a sheet for each class; as the program itself exports"),
        asks=asked,
        page="students:results_index",
        by_place=True,
    )
)
