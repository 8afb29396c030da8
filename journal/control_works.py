"""Control works of classes: lessons whose work weighs more than an ordinary mark, and those to come by the plans."""

from collections import defaultdict
from datetime import date

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from journal.models import Lesson, PlanTopic, WorkKind
from journal.norms import Norms
from journal.rules.control_works import ORDINARY, is_control, is_crowded, named
from journal.rules.plans import lay
from schoolmis import clock
from schoolmis.structure.models import Group, SchoolClass, Section


def is_one(lesson: Lesson) -> bool:
    return is_control(lesson.weight or (lesson.kind.weight if lesson.kind_id else ORDINARY))


def works(classes, first: date, last: date) -> list[Lesson]:
    """Works of the days, both within, in the order of classes and days; five statements.

    `of` is the class. Those `by_plan` stand in no lesson yet: kind and topic are the plan's, laid on the day for now.
    """
    found = [*_set(classes, first, last), *_by_plan(classes, max(first, clock.today()), last)]
    return sorted(found, key=lambda work: (work.of, work.date, work.number, work.part))


def kinds(**only) -> list[tuple[WorkKind, tuple[str, str]]]:
    """Kinds of work with their names, as `rules.control_works.named` asks for them."""
    return [(kind, (kind.name_ky, kind.name_ru)) for kind in WorkKind.objects.filter(archived=False, **only)]


def _set(classes, first, last) -> list[Lesson]:
    planned = Lesson.objects.filter(status=Lesson.Status.PLANNED, date__range=(first, last))
    heft = Coalesce("weight", "kind__weight", Value(ORDINARY))
    found = planned.annotate(of=F("section__group__classes"), heft=heft, by_plan=Value(False))
    found = found.filter(of__in=[one.pk for one in classes], heft__gt=ORDINARY)
    return list(found.select_related("section__subject", "section__group", "kind"))


def _by_plan(classes, first, last) -> list[Lesson]:
    """Lessons without a topic and a kind on which a plan lays a topic that is named as a control work."""
    known = kinds(weight__gt=ORDINARY)
    if first > last or not known:
        return []
    begins = Q()
    for _kind, names in known:
        for name in filter(None, names):
            begins |= Q(plan__topics__topic__istartswith=name, plan__topics__position__isnull=False)
    sections = Section.objects.filter(begins, group__classes__in=classes).distinct()
    topics, lessons = defaultdict(list), defaultdict(list)
    for topic in PlanTopic.objects.filter(plan__section__in=sections, position__isnull=False).select_related("plan"):
        topics[topic.plan.section_id].append(topic)
    held = Lesson.objects.held().filter(section__in=sections).annotate(of=F("section__group__classes"))
    for lesson in held.select_related("section__subject", "section__group").order_by("date", "number"):
        lessons[lesson.section_id, lesson.of].append(lesson)
    asked, found = {one.pk for one in classes}, []
    for (section, of), own in lessons.items():
        if of in asked:
            found += [one for one in _laid(topics[section], own, known) if first <= one.date <= last]
    return found


def _laid(topics, lessons, known):
    """The lessons that the plan has a control work for, with its kind and topic put on them, unsaved."""
    by_key = {topic.pk: topic for topic in topics}
    order = [(topic.pk, topic.hours) for topic in topics]
    laid, _over = lay(order, [(one.pk, one.plan_topic_id, bool(one.topic)) for one in lessons])
    for lesson in lessons:
        topic = by_key.get(laid.get(lesson.pk))
        if topic is None or lesson.plan_topic_id or lesson.kind_id:
            continue
        if kind := named(topic.topic, known):
            lesson.kind, lesson.topic, lesson.plan_topic, lesson.by_plan = kind, topic.topic, topic, True
            yield lesson


def crowded(found: list[Lesson], classes) -> set[tuple[int, date]]:
    """(class, day) with control works in more subjects than the norm of the grade says; one statement."""
    subjects, norms = defaultdict(set), Norms()
    limits = {of.pk: norms.limits(of.grade) for of in classes}
    for work in found:
        subjects[work.of, work.date].add(work.section.subject_id)
    return {place for place, of_day in subjects.items() if is_crowded(len(of_day), limits[place[0]])}


def beside(lesson: Lesson) -> list[tuple[SchoolClass, list[str], bool]]:
    """(class, its works of the day in other subjects, whether one more is too many), for classes that have some.

    Of a day that is over nothing is told.
    """
    if lesson.date < clock.today():
        return []
    classes, subject = list(SchoolClass.objects.filter(groups=lesson.section.group_id)), lesson.section.subject_id
    others = [work for work in works(classes, lesson.date, lesson.date) if work.section.subject_id != subject]
    norms, found = Norms(), []
    for of in classes:
        own = [work for work in others if work.of == of.pk]
        if own:
            subjects = {work.section.subject_id for work in own}
            found.append((of, [said(work) for work in own], is_crowded(len(subjects) + 1, norms.limits(of.grade))))
    return found


def subject_of(work: Lesson) -> str:
    """The subject, and the group where it is not the class's whole."""
    group = work.section.group
    if group.kind != Group.Kind.SUBGROUP:
        return work.section.subject.name
    return _("%(subject)s, %(group)s") % {"subject": work.section.subject.name, "group": group.name}


def said(work: Lesson) -> str:
    """«Algebra — control work»."""
    return f"{subject_of(work)} — {work.kind}" if work.kind_id else subject_of(work)
