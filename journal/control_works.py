"""Control works of classes, held and to come: the works of lessons that weigh more than an ordinary mark."""

from collections import defaultdict
from datetime import date

from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from journal.models import Lesson
from journal.norms import Norms
from journal.rules.control_works import ORDINARY, is_control, is_crowded
from schoolmis.structure.models import Group, SchoolClass


def is_one(lesson: Lesson) -> bool:
    return is_control(lesson.weight or (lesson.kind.weight if lesson.kind_id else ORDINARY))


def works(classes, first: date, last: date) -> list[Lesson]:
    """Works of the days, both within, in the order of classes and days; `of` is the class. One statement."""
    planned = Lesson.objects.filter(status=Lesson.Status.PLANNED, date__range=(first, last))
    heft = Coalesce("weight", "kind__weight", Value(ORDINARY))
    found = planned.annotate(of=F("section__group__classes"), heft=heft).filter(
        of__in=[one.pk for one in classes], heft__gt=ORDINARY
    )
    return list(
        found.select_related("section__subject", "section__group", "kind").order_by("of", "date", "number", "part")
    )


def crowded(found: list[Lesson], classes) -> set[tuple[int, date]]:
    """(class, day) with control works in more subjects than the norm of the grade says; one statement."""
    subjects, norms = defaultdict(set), Norms()
    limits = {of.pk: norms.limits(of.grade) for of in classes}
    for work in found:
        subjects[work.of, work.date].add(work.section.subject_id)
    return {place for place, of_day in subjects.items() if is_crowded(len(of_day), limits[place[0]])}


def beside(lesson: Lesson) -> list[tuple[SchoolClass, list[str], bool]]:
    """(class, its works of the day in other subjects, whether one more is too many), for classes that have some."""
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
