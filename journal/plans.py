"""Reading a plan beside the dated lessons: computed each time, so it shifts by itself when lessons fall out."""

from dataclasses import dataclass

from journal.models import Lesson, PlanTopic
from journal.rules.plans import lay
from schoolmis import clock
from schoolmis.structure.models import Section


@dataclass(frozen=True)
class Layout:
    """The section's lessons with their topics, and what the year has no lessons for."""

    topics: dict[int, PlanTopic]
    lessons: list[Lesson]
    laid: dict[int, int]
    over: int

    def rows(self) -> list[dict]:
        return [{"lesson": one, "topic": self.topics.get(self.laid.get(one.pk))} for one in self.lessons]

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
    """Two statements."""
    topics = {topic.pk: topic for topic in PlanTopic.objects.filter(plan__section=section)}
    order = [(topic.pk, topic.hours) for topic in topics.values() if topic.position is not None]
    lessons = list(Lesson.objects.filter(section=section, status=Lesson.Status.PLANNED))
    laid, over = lay(order, [(one.pk, one.plan_topic_id, bool(one.topic)) for one in lessons])
    return Layout(topics, lessons, laid, over)


def topic_of(lesson: Lesson) -> PlanTopic | None:
    """The plan's topic for a lesson."""
    whole = layout(lesson.section)
    return whole.topics.get(whole.laid.get(lesson.pk))
