"""Control works of classes: lessons whose work weighs more than an ordinary mark, and those to come by the plans."""

from collections import defaultdict
from datetime import date
from itertools import groupby
from operator import itemgetter

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
    """Works of the days, both within, in the order of classes and days; six statements.

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
    return list(_of_classes(planned.annotate(heft=heft, by_plan=Value(False)).filter(heft__gt=ORDINARY), classes))


def _of_classes(lessons, classes):
    """Once for each class, `of`, that the lesson is for."""
    found = lessons.annotate(of=F("section__group__classes")).filter(of__in=[one.pk for one in classes])
    return found.select_related("section__subject", "section__group", "kind")


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
    topics = defaultdict(list)
    for topic in PlanTopic.objects.filter(plan__section__in=sections, position__isnull=False).select_related("plan"):
        topics[topic.plan.section_id].append(topic)
    rows = Lesson.objects.held().filter(section__in=sections).order_by("section", "date", "number")
    rows = rows.values_list("section", "pk", "plan_topic", "topic", "kind")
    meant = {}
    for section, lessons in groupby(rows, key=itemgetter(0)):
        meant |= _meant(topics[section], list(lessons), known)
    found = list(_of_classes(Lesson.objects.filter(pk__in=meant, date__range=(first, last)), classes))
    for lesson in found:
        lesson.kind, lesson.plan_topic = meant[lesson.pk]
        lesson.topic, lesson.by_plan = lesson.plan_topic.topic, True
    return found


def _meant(topics, lessons, known) -> dict[int, tuple[WorkKind, PlanTopic]]:
    """Of one journal, what the plan lays: {lesson: (kind, topic)} of lessons that have neither yet."""
    by_key = {topic.pk: topic for topic in topics}
    order = [(topic.pk, topic.hours) for topic in topics]
    laid, _over = lay(order, [(pk, given, bool(own)) for _section, pk, given, own, _kind in lessons])
    free = {
        pk: by_key[laid[pk]] for _section, pk, given, _own, kind in lessons if pk in laid and not given and not kind
    }
    said = ((pk, named(topic.topic, known), topic) for pk, topic in free.items())
    return {pk: (kind, topic) for pk, kind, topic in said if kind}


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


def subject_of(section: Section) -> str:
    """The subject, and the group where it is not the class's whole."""
    if section.group.kind != Group.Kind.SUBGROUP:
        return section.subject.name
    return _("%(subject)s, %(group)s") % {"subject": section.subject.name, "group": section.group}


def said(work: Lesson) -> str:
    """«Algebra — control work»."""
    return " — ".join(filter(None, [subject_of(work.section), str(work.kind or "")]))
