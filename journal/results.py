"""Results as papers and pages need them: read in bulk, counted by the indicators' rules."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q

from journal import counting
from journal.rules.indicators import Counts
from schoolmis.access import Role
from schoolmis.access.models import RoleGrant
from schoolmis.structure.models import Group, SchoolClass, Section, Subject, TeachingLoad, Term
from students.models import SHORT, Membership, Placement, Result

NAMES = ("five", "four", "three", "two", "one")


@dataclass
class Line:
    """A student of a class: name, the results by subject, the missed lessons by reason."""

    id: int
    name: str
    sex: str
    results: dict = field(default_factory=dict)
    missed: Counter = field(default_factory=Counter)


def value_of(value, code):
    """A result as papers print it: the number, or its short word."""
    return value if value else SHORT.get(code, None)


def of_period(term: Term | None) -> Q:
    """Results of a term, with those of the half-year that ends with it; of the year for None."""
    if term is None:
        return Q(period=Result.Period.YEAR)
    return Q(period=Result.Period.TERM, term__in=term.ending_together.values("pk"))


def subjects_of(school_class: SchoolClass, students=()) -> list[Subject]:
    """Subjects with marks that the class is taught, in the curriculum's order; each says whether it is `taught` there.

    Those that one of `students` (ids) has results of from another class of the year stand among them.
    """
    taught = Section.objects.filter(group__classes=school_class, subject=OuterRef("pk"))
    has = Result.objects.filter(school_class=school_class, subject=OuterRef("pk"))
    brought = Result.objects.filter(student__in=students, year=school_class.year_id, subject=OuterRef("pk"))
    found = Subject.objects.filter(has_marks=True).annotate(taught=Exists(taught) | Exists(has))
    return list(found.filter(Q(taught=True) | Exists(brought)) if students else found.filter(taught=True))


def seated(school_class: SchoolClass, last) -> list[Line]:
    """Students who sit in the class on `last`, in the alphabet's order; one statement."""
    placed = (
        Placement.objects.filter(school_class=school_class, starts_on__lte=last)
        .filter(Q(ends_on=None) | Q(ends_on__gt=last))
        .order_by("student__person__sort_key")
        .values_list("student_id", "student__person__last_name", "student__person__first_name", "student__person__sex")
    )
    return [Line(pk, f"{surname} {name}".strip(), sex) for pk, surname, name, sex in placed]


def lines(school_class: SchoolClass, term: Term | None) -> list[Line]:
    """Students of a class with their results of a term (of the year for None) and missed lessons; three statements."""
    first, last = (term.starts_on, term.ends_on) if term else (school_class.year.starts_on, school_class.year.ends_on)
    found = {line.id: line for line in seated(school_class, last)}
    results = Result.objects.filter(of_period(term), student__in=found, year=school_class.year_id)
    for student, subject, value, code, own in results.values_list("student_id", "subject_id", "value", "code", "own"):
        found[student].results[subject] = value_of(value, code) or own or None
    for student, absence, count in counting.missed(found, first, last):
        found[student].missed[absence] = count
    return list(found.values())


def placed(year, last) -> dict[int, int | None]:
    """{student: class on the day `last`}, None for who had left by then; one statement.

    Counted where they sit then and not where each result was set: a class's sheet and the school's table agree.
    """
    found = {}
    rows = Placement.objects.filter(school_class__year=year).order_by("starts_on")
    for student, of, first, end in rows.values_list("student_id", "school_class_id", "starts_on", "ends_on"):
        here = first <= last and (end is None or end > last)
        found[student] = of if here else found.get(student)
    return found


def _where(year, term: Term | None):
    """`where(student, the result's class)`: the class to count in, None for nobody's.

    Who has no place at all in the year is of a time before the system: its results say the class.
    """
    known = placed(year, (term or year).ends_on)
    return lambda student, of: known.get(student, of)


def school(year, term: Term | None) -> dict[int, dict[int, dict[int, object]]]:
    """{class: {student: {subject: result}}} of the whole school; two statements."""
    found, where = defaultdict(lambda: defaultdict(dict)), _where(year, term)
    rows = Result.objects.filter(of_period(term), year=year, subject__has_marks=True).order_by()
    for school_class, student, subject, value, code in rows.values_list(
        "school_class_id", "student_id", "subject_id", "value", "code"
    ):
        if of := where(student, school_class):
            found[of][student][subject] = value_of(value, code)
    return found


def school_counts(year, term: Term | None) -> dict[int, list[Counts]]:
    """{class: how many of each mark every student has}; three statements, counted by the database."""
    found, where = defaultdict(dict), _where(year, term)
    period = Q(period=Result.Period.TERM, term__in=list(term.ending_together)) if term else of_period(None)
    marks = {name: Count("pk", filter=Q(value=value)) for name, value in zip(NAMES, (5, 4, 3, 2, 1), strict=True)}
    codes = {"na": Result.Code.NOT_ATTESTED, "failed": Result.Code.FAIL}
    marks |= {name: Count("pk", filter=Q(code=code)) for name, code in codes.items()}
    rows = Result.objects.filter(period, year=year, subject__has_marks=True).order_by()
    for school_class, student, *counts in rows.values_list("school_class_id", "student_id").annotate(**marks):
        if of := where(student, school_class):
            mine = Counts(*counts)
            found[of][student] = found[of][student] + mine if student in found[of] else mine
    return {of: list(students.values()) for of, students in found.items()}


def taught(sections, day) -> dict[int, set[int]]:
    """{group: students} of the sections' groups on `day`: by place, of a subgroup by membership; two statements."""
    groups = Group.objects.filter(pk__in={one.group_id for one in sections})
    whole = Placement.objects.on(day).filter(school_class__groups__in=groups.exclude(kind=Group.Kind.SUBGROUP))
    parts = Membership.objects.on(day).filter(group__in=groups)
    found = defaultdict(set)
    for rows in (whole.values_list("school_class__groups", "student"), parts.values_list("group", "student")):
        for group, student in rows.order_by():
            found[group].add(student)
    return found


def teachers(sections, day) -> dict[int, list[str]]:
    """{section: short names of those who teach it on `day`}; one statement."""
    found = {}
    for load in TeachingLoad.objects.on(day).filter(section__in=sections).select_related("teacher__person"):
        found.setdefault(load.section_id, []).append(load.teacher.person.short_name)
    return found


def homeroom_teachers(classes, day) -> dict[int, str]:
    """{class: name of its homeroom teacher} by the grants in force on `day`."""
    grants = RoleGrant.objects.on(day).filter(role=Role.HOMEROOM, school_class__in=classes)
    return dict(grants.values_list("school_class_id", "user__name"))
