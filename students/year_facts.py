"""What the end of a year is decided from, read for the whole school in a few statements."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import F, Q

from schoolmis import clock
from schoolmis.structure.models import SchoolClass, Section
from students.models import (
    AcademicDebt,
    ClassStep,
    Exemption,
    GradeStep,
    Placement,
    PromotionPolicy,
    Result,
    YearDecision,
    YearEnd,
)
from students.rules import promotion as rules
from students.rules.importing import halves


@dataclass
class Pupil:
    """One student of the year: the class, the facts, the class of the next year that is proposed when promoted."""

    id: int
    school_class: SchoolClass
    facts: rules.Facts
    target: SchoolClass | None = None
    same: SchoolClass | None = None
    """The next year's class of the same grade, for those who repeat."""


@dataclass
class Table:
    """The roll-over table: {(programme, grade): (to grade, programme)}, per class what differs, next year's classes."""

    steps: dict = field(default_factory=dict)
    classes: dict = field(default_factory=dict)
    next_classes: dict = field(default_factory=dict)

    @classmethod
    def of(cls, year_end: YearEnd) -> "Table":
        steps = {
            (one.programme, one.grade): (one.to_grade, one.to_programme)
            for one in GradeStep.objects.filter(year_end=year_end)
        }
        classes = {one.school_class_id: one for one in ClassStep.objects.filter(year_end=year_end)}
        found = SchoolClass.objects.filter(year=year_end.next_year_id) if year_end.next_year_id else ()
        return cls(steps, classes, {(one.grade, one.letter): one for one in found})

    def to_grade(self, school_class) -> int | None:
        own = self.classes.get(school_class.pk)
        if own and own.to_grade:
            return own.to_grade
        return self.steps.get((school_class.programme, school_class.grade), (None, 0))[0]

    def to_programme(self, school_class) -> int:
        return self.steps.get((school_class.programme, school_class.grade), (None, school_class.programme))[1]

    def letters(self, school_class) -> list[str]:
        own = self.classes.get(school_class.pk)
        return own.letters.split() if own else [school_class.letter]

    def targets(self, school_class, count: int) -> list[SchoolClass | None]:
        """The next class of each of `count` students in the order of the alphabet: one class, or it is split."""
        grade = self.to_grade(school_class)
        places = [self.next_classes.get((grade, letter)) for letter in self.letters(school_class)]
        return [place for place, part in zip(places, halves(range(count), len(places)), strict=True) for _one in part]

    def same_grade(self, school_class) -> SchoolClass | None:
        own = self.next_classes.get((school_class.grade, school_class.letter))
        return own or next(
            (one for key, one in sorted(self.next_classes.items()) if key[0] == school_class.grade), None
        )


def policy_now() -> rules.Policy:
    stored = PromotionPolicy.now()
    return rules.Policy(stored.unmarked_to, stored.most_debts, stored.exams_required)


def subjects_of(classes) -> dict[int, frozenset]:
    """{class: subjects with marks that it is taught, or has a year's result in}."""
    found = defaultdict(set)
    taught = Section.objects.filter(group__classes__in=classes, subject__has_marks=True)
    for school_class, subject in taught.values_list("group__classes", "subject").distinct():
        found[school_class].add(subject)
    results = Result.objects.filter(school_class__in=classes, period=Result.Period.YEAR, subject__has_marks=True)
    for school_class, subject in results.order_by().values_list("school_class", "subject").distinct():
        found[school_class].add(subject)
    return {pk: frozenset(subjects) for pk, subjects in found.items()}


def gather(year_end: YearEnd, students=None, *, settled=False) -> dict[int, Pupil]:
    """{student: Pupil} of all who sit in a class of the year today and have no order of its end yet.

    `students` narrows to some; `settled=True` reads those too who have an order.
    """
    table, year = Table.of(year_end), year_end.year
    places = Placement.objects.filter(school_class__year=year).exclude(ends_on=F("starts_on"))
    if settled:
        decided = YearDecision.objects.filter(year_end=year_end).values_list("student_id", "school_class_id")
        wanted = dict(decided.filter(student__in=students) if students is not None else decided)
        classes = SchoolClass.objects.in_bulk(set(wanted.values()))
        rows = [(student, classes[school_class]) for student, school_class in wanted.items()]
    else:
        done = YearDecision.objects.filter(year_end=year_end, order__isnull=False).values("student")
        places = places.on(clock.today()).exclude(student__in=done)
        if students is not None:
            places = places.filter(student__in=students)
        places = places.select_related("school_class").order_by(
            "school_class__grade", "school_class__letter", "student__person__sort_key"
        )
        rows = [(place.student_id, place.school_class) for place in places]
    return _pupils(year, table, rows, whole=students is None)


def of_year(year, students) -> dict[int, Pupil]:
    """{student: Pupil} of `students` in their classes of `year`, before the end of the year is begun."""
    places = Placement.objects.filter(school_class__year=year, student__in=students).exclude(ends_on=F("starts_on"))
    rows = [(one.student_id, one.school_class) for one in places.on(clock.today()).select_related("school_class")]
    return _pupils(year, Table(), rows, whole=False)


def _pupils(year, table, rows, whole) -> dict[int, Pupil]:
    ids = None if whole else [student for student, _class in rows]
    classes = {school_class.pk: school_class for _student, school_class in rows}
    required, results, exams = subjects_of(classes), *_results(year, ids)
    debts, exempt, jumped = _debts(year, ids), _exempt(year, ids), _jumped(ids)
    by_class = defaultdict(list)
    for student, school_class in rows:
        by_class[school_class.pk].append(student)
    found = {}
    for pk, members in by_class.items():
        school_class = classes[pk]
        targets, same = table.targets(school_class, len(members)), table.same_grade(school_class)
        for student, target in zip(members, targets, strict=True):
            mine = debts[student]
            facts = rules.Facts(
                grade=school_class.grade,
                programme=school_class.programme,
                to_grade=table.to_grade(school_class),
                required=required.get(pk, frozenset()) - exempt[student],
                results=results[student],
                exams=exams[student],
                owed=frozenset(mine["owed"]),
                old=frozenset(mine["old"]),
                cleared=frozenset(mine["cleared"]),
                jumped=student in jumped,
            )
            found[student] = Pupil(student, school_class, facts, target, same)
    return found


def _results(year, ids):
    """The final result of a subject stands before the year's; results of the attestation apart."""
    results, finals, exams = defaultdict(dict), defaultdict(dict), defaultdict(dict)
    rows = Result.objects.filter(year=year, subject__has_marks=True).exclude(period=Result.Period.TERM)
    if ids is not None:
        rows = rows.filter(student__in=ids)
    kept = {Result.Period.YEAR: results, Result.Period.FINAL: finals, Result.Period.EXAM: exams}
    for student, subject, period, value, code in rows.order_by().values_list(
        "student_id", "subject_id", "period", "value", "code"
    ):
        if value or code:
            kept[period][student][subject] = (value, code)
    for student, own in finals.items():
        results[student] |= own
    return results, exams


def _debts(year, ids):
    found = defaultdict(lambda: {"owed": set(), "old": set(), "cleared": set()})
    rows = AcademicDebt.objects.exclude(outcome=AcademicDebt.Outcome.ANNULLED)
    rows = rows.filter(Q(year=year) | Q(closed_on=None) | Q(outcome=AcademicDebt.Outcome.NOT_CLEARED))
    if ids is not None:
        rows = rows.filter(student__in=ids)
    for student, subject, of, period, outcome in rows.order_by("pk").values_list(
        "student_id", "subject_id", "year_id", "period", "outcome"
    ):
        if of == year.pk and outcome == AcademicDebt.Outcome.CLEARED:
            if period != Result.Period.TERM:
                found[student]["cleared"].add(subject)
        elif of == year.pk:
            found[student]["owed"].add(subject)
        elif not outcome:
            found[student]["old"].add(subject)
    return found


def _exempt(year, ids):
    found = defaultdict(set)
    rows = Exemption.objects.on(min(clock.today(), year.ends_on))
    if ids is not None:
        rows = rows.filter(student__in=ids)
    for student, subject in rows.values_list("student_id", "subject_id"):
        found[student].add(subject)
    return found


def _jumped(ids) -> set[int]:
    """Who has skipped a grade from one year to the next already."""
    rows = Placement.objects.exclude(ends_on=F("starts_on"))
    if ids is not None:
        rows = rows.filter(student__in=ids)
    grades = defaultdict(dict)
    for student, year, grade in rows.order_by("starts_on").values_list(
        "student_id", "school_class__year__starts_on__year", "school_class__grade"
    ):
        grades[student][year] = grade
    return {
        student
        for student, by_year in grades.items()
        if any(by_year.get(year + 1, grade) > grade + 1 for year, grade in by_year.items())
    }
