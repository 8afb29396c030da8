"""What the school has decided about marks; every process knows a change within half a minute."""

from django.core.cache import cache
from django.db.models.expressions import RawSQL

from journal.models import GradingPolicy, ResultPolicy, Scale
from journal.rules import results as rules
from schoolmis.structure.models import SchoolProfile, Section
from students.hooks import final_by


def _scales():
    return list(GradingPolicy.objects.values_list("programme", "grade_from", "grade_to", "year_from", "scale"))


def scale_of(programme: int, grade: int, year: int) -> str:
    """The scale of a grade: the newest policy row that covers it; five points where none does."""
    rows = cache.get_or_set("journal-scales", _scales, 30)
    covering = [row for row in rows if row[0] == programme and row[1] <= grade <= row[2] and row[3] <= year]
    return max(covering, key=lambda row: row[3])[4] if covering else Scale.FIVE


PROPOSALS = "journal-proposals"


def _proposals() -> rules.Policy:
    one = ResultPolicy.objects.first()
    if one is None:
        return rules.Policy()
    passing = frozenset(one.passing.values_list("pk", flat=True))
    return rules.Policy(one.round_up, one.year_by, one.final_by, passing)


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
    """Sections with what the policy asks about them: subject, group, year, the lowest class's grade and programme.

    Plain SQL: this stands in every save, and composing two subqueries costs more than running them.
    """
    return Section.objects.select_related("subject", "group__year").annotate(
        grade=RawSQL(LOWEST.format("grade"), []), programme=RawSQL(LOWEST.format("programme"), [])
    )


def scale_for(section: Section) -> str:
    """Scale of one of `sections()`; a joint class has its lowest grade's."""
    if not section.subject.has_marks:
        return Scale.NONE
    return scale_of(section.programme or 11, section.grade or 5, section.group.year.starts_on.year)
