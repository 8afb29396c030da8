"""The plan of a section, and its topic put into a lesson."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal import control_works, permissions, plans
from journal.actions.lessons import change_lesson
from journal.models import Lesson, Plan, PlanTopic
from journal.rules.control_works import named
from journal.rules.plans import Line
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure.models import Section


def save_plan(section: Section, lines: list[Line], *, version: int, by: User) -> Plan:
    """R1-4.1/2: the plan becomes `lines`; a topic given in a lesson stays, and who saves second is told.

    A plan approved stays so, changed; one that waits or was returned is written anew.
    """
    grant = permissions.KEEP.demand(by, section)
    with acting(by, grant=grant):
        Section.objects.select_for_update(of=("self",)).get(pk=section.pk)
        plan = Plan.objects.filter(section=section).first()
        if (plan.version if plan else 0) != version:
            raise ValidationError(_("Somebody else has changed this plan meanwhile."), "version")
        if plan is None:
            plan = Plan.objects.create(section=section)
        else:
            plan.version += 1
            if plan.status != Plan.Status.APPROVED:
                plan.status = Plan.Status.DRAFT
            plan.save(update_fields=["version", "status"])
        _write(plan, lines)
        record("journal.save_plan", section, by=by, topics=len(lines), hours=sum(line.hours for line in lines))
    return plan


def _write(plan: Plan, lines: list[Line]) -> None:
    """The topic that is written alike stays the same row, wherever it moves; the others leave the plan."""
    old = {}
    for topic in plan.topics.exclude(position=None).order_by("-position"):
        old.setdefault(topic.topic, []).append(topic)
    new, kept = [], []
    for position, line in enumerate(lines, 1):
        same = old.get(line.topic)
        topic = same.pop() if same else PlanTopic(plan=plan)
        topic.position, topic.part, topic.topic = position, line.part, line.topic
        topic.hours, topic.homework = line.hours, line.homework
        (kept if topic.pk else new).append(topic)
    out = [topic for rest in old.values() for topic in rest]
    given = Lesson.objects.filter(plan_topic__in=out).values_list("plan_topic__topic", flat=True).first()
    if given:
        raise ValidationError(_("“%(topic)s” is given in a lesson already and stays in the plan.") % {"topic": given})
    for topic in out:
        topic.position = None
    PlanTopic.objects.bulk_update(kept + out, ["position", "part", "hours", "homework"])
    PlanTopic.objects.bulk_create(new)


def enter_topic(lesson: Lesson, *, by: User) -> Lesson:
    """R1-4.1/2: the plan's topic enters the lesson, its homework too where none is written.

    So does the kind of work that the topic begins with, where the lesson has none and no mark whose weight it changes.
    """
    permissions.MARK.demand(by, lesson.section)
    if lesson.topic:
        raise ValidationError(_("This lesson has its topic already."), "full")
    topic = plans.topic_of(lesson)
    if topic is None:
        raise ValidationError(_("The plan has no topic for this lesson."), "none")
    given = {"topic": topic.topic, "homework": lesson.homework or topic.homework, "plan_topic": topic}
    if lesson.kind_id is None and not lesson.cells.exclude(first=None).exists():
        given["kind"] = named(topic.topic, control_works.kinds())
    return change_lesson(lesson, version=lesson.version, by=by, **given)


def enter_topics(section: Section, lessons: list[int], *, by: User) -> dict:
    """R1-4.1/2: the plan's topics enter lessons, as the page's queue sends them; answers as docs/journal-grid.md says.

    A lesson that has the plan's topic stays as it is, so that a request sent twice changes nothing. Where another
    topic stands it stays, and the plan keeps its own for the next lesson.
    """
    permissions.MARK.demand(by, section)
    found = Lesson.objects.held().filter(section=section, part=0).select_related("section", "kind").in_bulk(lessons)
    answer = {"saved": [], "clash": [], "refused": []}
    for pk in lessons:
        lesson = found.get(pk)
        if lesson is None:
            answer["refused"].append({"l": pk, "code": "out", "message": _("This lesson is not in the journal.")})
            continue
        try:
            lesson = lesson if lesson.plan_topic_id else enter_topic(lesson, by=by)
        except ValidationError as error:
            if error.code not in ("full", "version"):
                answer["refused"].append({"l": pk, "code": error.code, "message": " ".join(error.messages)})
                continue
            lesson.refresh_from_db()  # somebody was quicker
        kind = "saved" if lesson.plan_topic_id else "clash"
        told = {"topic": lesson.topic, "homework": lesson.homework, "v": lesson.version}
        if lesson.kind_id:
            told |= {"kind": lesson.kind.short, "heavy": control_works.is_one(lesson)}
        answer[kind].append({"l": pk, **told})
    return answer
