"""The demo's calendar-thematic plans, and lessons of this year that were not held."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from itertools import groupby

from django.db.models import F
from django.utils import timezone

from journal.models import Lesson, LostLesson, Plan, PlanTopic
from journal.rules.plans import Line, write
from schoolmis import demo
from schoolmis.audit.book import acting, record
from schoolmis.demo import lessons as words

BATCH = 5000
ILL = ("mat-2", "bio-1", "kyr-1")  # teachers who were ill for some days of this autumn
REMARK = {
    "ky": "Текшерүү иштерине саат калтырыңыз, экинчи чейректин темаларын кыскартыңыз.",
    "ru": "Оставьте часы на контрольные работы, сократите темы второй четверти.",
}


@demo.part(order=45)
def plans(progress, story):
    """A plan for nearly every journal, most approved; a few lessons lost, so that some plans do not fit any more."""
    progress("Plans")
    dates = defaultdict(list)
    year = Lesson.objects.held().filter(section__group__year=story.year)
    for section, day in year.order_by("date", "number").values_list("section_id", "date"):
        dates[section].append(day)
    made, lines = [], {}
    for section, course in story.sections:
        rng = story.rng(f"plan {section.pk}")
        if rng.random() < 0.05 or not dates[section.pk]:
            continue
        language = story.classes[course.classes[0]].language
        found = list(_lines(story, course, language, dates[section.pk]))
        if sum(line.hours for line in found) < len(dates[section.pk]):
            continue  # a subject without topics in these grades
        lines[section.pk] = found
        made.append(_plan(story, rng, section, course, language, found))
    with acting(story.deputy):
        Plan.objects.bulk_create(made)
        rows = [
            PlanTopic(plan=plan, position=at, topic=line.topic, hours=line.hours, part=line.part)
            for plan in made
            for at, line in enumerate(lines[plan.section_id], 1)
        ]
        PlanTopic.objects.bulk_create(rows, batch_size=BATCH)
        record("journal.kept", by=story.deputy, plans=len(made), topics=len(rows))
    story.plan_topics = defaultdict(list)
    for row in rows:
        story.plan_topics[row.plan.section_id] += [row.pk] * row.hours
    _lose(story)


def _lines(story, course, language, days):
    """The year's topics in order, a part for each term."""
    terms = list(story.year.terms.all())

    def of(turn):
        term = next((str(term) for term in terms if term.starts_on <= days[turn] <= term.ends_on), "")
        return words.topic_at(course, language, turn)[1], term

    for (topic, part), turns in groupby(range(len(days)), of):
        if topic:
            yield Line(topic, min(len(list(turns)), 40), "", part)


def _plan(story, rng, section, course, language, lines) -> Plan:
    plan, chance = Plan(section=section), rng.random()
    begun = timezone.make_aware(datetime.combine(story.year.starts_on, time(9, rng.randint(0, 59))))
    if chance > 0.92:
        return plan
    plan.submitted_by, plan.submitted_at = story.users_of(course.teacher), begun + timedelta(days=rng.randint(0, 4))
    plan.status = Plan.Status.SUBMITTED
    if chance > 0.82:
        return plan
    plan.decided_by, plan.decided_at = story.deputy, plan.submitted_at + timedelta(days=2)
    if chance > 0.79:
        plan.status, plan.remark = Plan.Status.RETURNED, REMARK[language]
        return plan
    plan.status, plan.approved_version, plan.approved_text = Plan.Status.APPROVED, 1, write(lines)
    if chance > 0.76 and len(lines) > 6:
        plan.version, plan.approved_text = 2, write([*lines[:3], *lines[4:6], lines[3], *lines[6:]])
    return plan


def _lose(story):
    """Teachers ill for three days; a cold afternoon without the last lessons."""
    rng, rows = story.rng("lost lessons"), []
    past = Lesson.objects.held().filter(section__group__year=story.year, date__lt=story.today)
    held = sorted(set(past.values_list("date", flat=True)))
    if len(held) < 20:
        return
    for teacher in ILL:
        mine = [section.pk for section, course in story.sections if course.teacher == teacher]
        first = rng.randrange(5, len(held) - 8)
        lessons = past.filter(section__in=mine, date__in=held[first : first + 3])
        rows += [LostLesson(lesson=one, reason=LostLesson.Reason.ILLNESS, made_by=story.deputy) for one in lessons]
    cold = past.filter(date=held[-6], number__gte=6)
    words_ = "жылуулук берилген жок"
    known = {row.lesson_id for row in rows}
    rows += [
        LostLesson(lesson=one, reason=LostLesson.Reason.BUILDING, words=words_, made_by=story.deputy)
        for one in cold
        if one.pk not in known
    ]
    with acting(story.deputy):
        LostLesson.objects.bulk_create(rows)
        lost = Lesson.objects.filter(pk__in=[row.lesson_id for row in rows])
        lost.update(status=Lesson.Status.DROPPED, version=F("version") + 1)
        record("journal.drop_day", by=story.deputy, name="", lessons=len(rows))
