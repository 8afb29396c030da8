"""The demo's weekly timetable: set by the deputy on the first day of the year."""

from collections import defaultdict
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import transaction

from journal.actions import fill_version, move, place, publish_version, set_teacher_hours, start_version, take_off
from journal.models import Weeks
from journal.seed import seed
from schoolmis import demo
from schoolmis.demo import plan, week
from schoolmis.structure.models import Room, Section, TeachingLoad

ROOMS = {"inf": "Комп. 1", "phy": "Лаб. 1", "che": "Лаб. 2", "mus": "Муз. зал", "tec": "Устакана", "ped": "Спортзал"}
HOLDS = {"Спортзал": 3}
PINNED = {"CLS": 1, plan.JOINT[1]: 5}  # the class hour ends Monday, the elective ends Friday


@demo.part(order=40)
def timetable(progress, story):
    """Lessons without clashes, laid on the school days of the year."""
    progress("Timetable and lessons")
    seed(story.installer)
    rooms = {}
    for family, name in ROOMS.items():
        rooms[family] = Room.objects.get_or_create(name=name, defaults={"lessons_at_once": HOLDS.get(name, 1)})[0].pk
    slots = set()
    for (_class, (day, number)), item in weeks(story).items():
        for section, course in item.journals:
            slots.add((section.pk, day, number, rooms.get(course.teacher.split("-")[0])))
    by = story.deputy
    whole = start_version(story.year, "Негизги жүгүртмө", starts_on=story.year.starts_on, copied=False, by=by)
    fill_version(whole, sorted(slots, key=lambda one: one[:3]), source="", by=by)
    publish_version(whole, by=story.installer)


@demo.part(order=90)
def draft(progress, story):
    """The next half-year's timetable on the board, some lessons still to be placed."""
    day = story.year.terms.filter(number=3).values_list("starts_on", flat=True).first() or story.year.starts_on
    begun = start_version(story.year, "II жарым жылдык", starts_on=day, by=story.deputy)
    loose = list(begun.places.filter(weekday=5, number__gte=5)[:12])
    for one in loose:
        take_off(one, by=story.deputy)
    _in_turn(begun, loose, story.deputy)


@demo.part(order=91)
def hours(progress, story):
    """A methodical day of one teacher; another teaches elsewhere too, and the draft does not know it yet."""
    held = defaultdict(list)
    for load in TeachingLoad.objects.on(story.today).filter(section__group__year=story.year).order_by("teacher", "pk"):
        shift = load.section.group.classes.first().shift
        held[load.teacher] += [(slot.weekday, shift, slot.number) for slot in load.section.slots.on(story.today)]
    held = {who: there for who, there in held.items() if there}
    free = ((who, day) for who, there in held.items() for day in range(1, 6) if day not in {one[0] for one in there})
    methodist, day = next(free)
    set_teacher_hours(story.year, methodist, [(day, 0, 0)], version=0, by=story.deputy)
    elsewhere = next(who for who in reversed(held) if who != methodist)
    day, shift, number = min(held[elsewhere])
    hours = {(of, shift, at) for of in (day, day % 5 + 1) for at in (1, 2)} - set(held[elsewhere])
    set_teacher_hours(story.year, elsewhere, hours | {(day, shift, number)}, version=0, by=story.deputy)


def _in_turn(begun, loose, by):
    """One lesson of those to be placed shares an hour with another of its class, in weeks that take turns."""
    waiting = Section.objects.filter(pk__in=[one.section_id for one in loose], group__kind="class")
    for section in waiting.prefetch_related("group__classes"):
        mates = begun.places.filter(section__group=section.group, weekday__lt=5).exclude(section=section)
        for mate in mates.select_related("section"):
            with suppress(ValidationError), transaction.atomic():
                move(mate, weekday=mate.weekday, number=mate.number, weeks=Weeks.FIRST, by=by)
                place(begun, section, mate.weekday, mate.number, weeks=Weeks.SECOND, by=by)
                return


def weeks(story) -> dict:
    """{(class, (day, number)): week.Item} with the story's sections as journals."""
    free, pinned = {}, {}
    for key in story.classes:
        by_subject = defaultdict(list)
        for section, course in story.sections:
            if key in course.classes:
                by_subject[course.subject].append((section, course))
        there = week.places(sum(pairs[0][1].hours for pairs in by_subject.values()))
        free[key] = []
        for subject, pairs in by_subject.items():
            item = week.Item(subject, tuple(pairs), tuple(course.teacher for _section, course in pairs))
            if subject in PINNED:
                pinned[key, max(place for place in there if place[0] == PINNED[subject])] = item
            else:
                free[key] += [item] * pairs[0][1].hours
    return week.fill(free, {key: plan.SHIFT[key[0]] for key in free}, pinned, "week")
