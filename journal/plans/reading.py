"""Reading a plan beside the dated lessons: computed each time, so it shifts by itself when lessons fall out."""

from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, Sum

from journal.models import Lesson, LostLesson, Plan, PlanTopic
from journal.rules.plans import behind, lay, write
from schoolmis import clock
from schoolmis.structure.models import Section, TeachingLoad, Term


@dataclass(frozen=True)
class Layout:
    """The section's lessons with their topics, those not held, and what the year has no lessons for."""

    topics: dict[int, PlanTopic]
    lessons: list[Lesson]
    laid: dict[int, int]
    over: int
    lost: list[LostLesson] = field(default_factory=list)

    def rows(self) -> list[dict]:
        """Lessons and those not held, by their days."""
        rows = [{"lesson": one, "topic": self.topics.get(self.laid.get(one.pk))} for one in self.lessons]
        rows += [{"lesson": one.lesson, "lost": one} for one in self.lost]
        return sorted(rows, key=lambda row: (row["lesson"].date, row["lesson"].number))

    def by_term(self, terms: list[Term]) -> list[dict]:
        """The rows of each term, with what stands above them; the term of today is the open one."""
        rows, today = self.rows(), clock.today()
        found = []
        for term in terms:
            of = [row for row in rows if term.starts_on <= row["lesson"].date <= term.ends_on]
            lost = sum(1 for row in of if "lost" in row)
            is_now = term.starts_on <= today <= term.ends_on
            found.append({"term": term, "rows": of, "held": len(of) - lost, "lost": lost, "is_now": is_now})
        return found

    @property
    def hours(self) -> int:
        return sum(topic.hours for topic in self.topics.values() if topic.position is not None)

    @property
    def given(self) -> int:
        return sum(1 for lesson in self.lessons if lesson.plan_topic_id)

    @property
    def due(self) -> int:
        """Topics of the plan that past lessons stand for and that are not entered yet."""
        past = {lesson.pk for lesson in self.lessons if lesson.date < clock.today() and not lesson.plan_topic_id}
        return len(past & self.laid.keys())


def layout(section: Section) -> Layout:
    """Three statements."""
    topics = {topic.pk: topic for topic in PlanTopic.objects.filter(plan__section=section)}
    order = [(topic.pk, topic.hours) for topic in topics.values() if topic.position is not None]
    lessons = list(Lesson.objects.held().filter(section=section))
    laid, over = lay(order, [(one.pk, one.plan_topic_id, bool(one.topic)) for one in lessons])
    lost = LostLesson.objects.filter(lesson__section=section, restored_at=None).select_related("lesson")
    return Layout(topics, lessons, laid, over, list(lost))


def topic_of(lesson: Lesson) -> PlanTopic | None:
    """The plan's topic for a lesson."""
    whole = layout(lesson.section)
    return whole.topics.get(whole.laid.get(lesson.pk))


def text_of(plan: Plan | None) -> str:
    """The plan as `rules.plans.read` understands it."""
    return write(plan.topics.exclude(position=None)) if plan else ""


def begun_with(section: Section, plan: Plan) -> str:
    """The text of `plan` behind the topics that `section` has been given already, which stay in its plan."""
    given = Lesson.objects.filter(section=section, plan_topic__isnull=False).values("plan_topic")
    kept = list(PlanTopic.objects.filter(pk__in=given).exclude(position=None))
    return write(behind(kept, plan.topics.exclude(position=None)))


def to_copy(section: Section):
    """Plans of the same subject in the same grade, last years' and colleagues', the newest first, with `hours` and
    `loads_then`; two statements.

    `section` is one of policy.sections().
    """
    alike = Section.objects.filter(subject=section.subject_id, group__classes__grade=section.grade)
    plans = Plan.objects.filter(section__in=alike.exclude(pk=section.pk))
    plans = plans.annotate(hours=Sum("topics__hours", filter=Q(topics__position__isnull=False))).filter(hours__gt=0)
    loads = TeachingLoad.objects.filter(revoked_by=None).select_related("teacher__person").order_by("starts_on")
    return (
        plans.select_related("section__subject", "section__group__year")
        .prefetch_related(Prefetch("section__loads", loads, "loads_then"))
        .order_by("-section__group__year__starts_on", "section__group__name")
    )
