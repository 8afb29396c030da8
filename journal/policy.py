"""What the school has decided about marks; every process knows a change within half a minute."""

from functools import cache as once
from typing import NamedTuple

from django.core.cache import cache
from django.db import connection
from django.db.models.expressions import RawSQL

from journal.models import GradingPolicy, ResultPolicy
from journal.models import Scale as Stored
from journal.rules import results as rules
from journal.rules import scales
from journal.rules.scales import Scale, Value
from schoolmis.access.permission import missing
from schoolmis.structure.models import AcademicYear, Group, SchoolProfile, Section, Subject
from students.hooks import final_by

GRADING = "journal-grading"


class Row(NamedTuple):
    """Where a scale holds; None: everywhere."""

    scale: int
    section: int | None
    subject: int | None
    programme: int | None
    low: int | None
    high: int | None
    since: int


def read_grading() -> tuple[list[Row], dict[int, Scale]]:
    """As `grading`, from the database itself; two statements and one for the values."""
    names = ("scale_id", "section_id", "subject_id", "programme", "grade_from", "grade_to", "year_from")
    return list(map(Row._make, GradingPolicy.objects.values_list(*names))), {
        one.pk: as_rules(one) for one in Stored.objects.prefetch_related("values")
    }


def as_rules(stored: Stored) -> Scale:
    """A scale as the rules know it; five points and none are always the same."""
    if stored.kind in {scales.FIVE, scales.NONE}:
        return scales.FIVE_POINTS if stored.kind == scales.FIVE else scales.NO_MARKS
    bands = (stored.five_from, stored.four_from, stored.three_from)
    return Scale(
        stored.pk,
        stored.kind,
        stored.bottom,
        stored.top,
        bands if stored.five_from is not None else (),
        stored.own_results,
        tuple(Value(v.text, v.number, v.name_ky, v.name_ru, v.tone) for v in stored.values.all()),
        stored.name_ky,
        stored.name_ru,
    )


def grading() -> tuple[list[Row], dict[int, Scale]]:
    """Where each scale holds, and {id: scale}."""
    return cache.get_or_set(GRADING, read_grading, 30)


def scale_by(pk: int | None) -> Scale:
    """The scale in which a cell's marks stand."""
    return scales.FIVE_POINTS if pk is None else grading()[1][pk]


def scale_of(
    programme: int,
    grade: int,
    year: int,
    subject: int | None = None,
    section: int | None = None,
    *,
    among=None,
    named=False,
) -> Scale:
    """The scale in force: the most exact row that covers it, then the newest; five points where none does.

    `among`: what `grading` has said, read once for many. `named`: a subject without marks, which has a scale only
    where the subject or the journal is named.
    """
    rows, known = among or grading()
    found, best = None, ()
    for scale, of_section, of_subject, of_programme, low, high, since in rows:
        if (
            since > year
            or (named and of_section is None and of_subject is None)
            or (of_section is not None and of_section != section)
            or (of_subject is not None and of_subject != subject)
            or (of_programme is not None and of_programme != programme)
            or (low is not None and not low <= grade <= high)
        ):
            continue
        exact = (of_section is not None, of_subject is not None, low is not None, of_programme is not None, since)
        if exact >= best:
            found, best = scale, exact
    if found is None:
        return scales.NO_MARKS if named else scales.FIVE_POINTS
    return known[found]


PROPOSALS = "journal-proposals"


def _proposals() -> rules.Policy:
    one = ResultPolicy.objects.first()
    if one is None:
        return rules.Policy()
    passing = frozenset(one.passing.values_list("pk", flat=True))
    described = frozenset(one.described.values_list("pk", flat=True))
    told = one.round_up, one.year_by, one.final_by, passing, one.late, one.decided, one.texts, described
    return rules.Policy(*told)


def proposals() -> rules.Policy:
    """How year and final marks are made, and which subjects are passed or not."""
    return cache.get_or_set(PROPOSALS, _proposals, 30)


@final_by
def final_way() -> str:
    """For the protocols of the attestation, which make final marks by the same rule."""
    return proposals().final_by


def free_days() -> int:
    """Days in which a mark is corrected without a reason."""
    return cache.get_or_set(
        "journal-free-days", lambda: SchoolProfile.objects.values_list("correction_days", flat=True).first() or 3, 30
    )


LOWEST = """select k.{} from structure_group_classes g join structure_schoolclass k on k.id = g.schoolclass_id
where g.group_id = structure_section.group_id order by k.grade limit 1"""


def sections():
    """Sections with what the policy asks about them: subject, group, year, the lowest class's grade and programme."""
    return Section.objects.select_related("subject", "group__year").annotate(
        grade=RawSQL(LOWEST.format("grade"), []), programme=RawSQL(LOWEST.format("programme"), [])
    )


PARTS = (Section, Subject, Group, AcademicYear)


@once
def _one_section() -> str:
    columns = [f"{part._meta.db_table}.{field.column}" for part in PARTS for field in part._meta.concrete_fields]
    columns += [f"({LOWEST.format(name)})" for name in ("grade", "programme")]
    return f"""select {", ".join(columns)} from structure_section
        join structure_subject on structure_subject.id = structure_section.subject_id
        join structure_group on structure_group.id = structure_section.group_id
        join structure_academicyear on structure_academicyear.id = structure_group.year_id
        where structure_section.id = %s"""


def section_for(permission, user, pk: int) -> Section:
    """The one of `sections()` that `user` may do this to, or 404.

    Composed once per process: this stands in every save, and composing it costs ten times what the database needs.
    """
    if not permission.reaches(user, pk):
        return permission.get(user, sections(), pk=pk)
    with connection.cursor() as cursor:
        row = cursor.execute(_one_section(), [pk]).fetchone()
    if row is None:
        raise missing()
    values, made = iter(row), []
    for part in PARTS:
        names = [field.attname for field in part._meta.concrete_fields]
        made.append(part.from_db(connection.alias, names, [next(values) for _name in names]))
    section, section.subject, section.group, year = made
    section.group.year = year
    section.grade, section.programme = values
    return section


def scale_for(section: Section, among=None) -> Scale:
    """Scale of one of `sections()`; a joint class has its lowest grade's."""
    year = section.group.year.starts_on.year
    where = section.programme or 11, section.grade or 5, year, section.subject_id, section.pk
    return scale_of(*where, among=among, named=not section.subject.has_marks)


def scales_for(sections, among=None) -> dict[int, Scale]:
    """{section: its scale} of some of `sections()`, the policy read once."""
    among = among or grading()
    return {one.pk: scale_for(one, among) for one in sections}
