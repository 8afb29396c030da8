"""A whole calendar: lessons, the events that are meant for its reader, vacations and holidays; eight weeks ahead."""

from datetime import timedelta

from django.utils.translation import gettext as _

from journal.feeds import lessons
from journal.feeds.shape import Entry, Feed, at
from schoolmis import clock
from schoolmis.access import STAFF, Role
from schoolmis.access.grants import grants_of
from schoolmis.events import audience
from schoolmis.events.reading import between
from schoolmis.structure.calendar import covers
from schoolmis.structure.models import DayOff, SchoolProfile
from students.models import Placement, Student

BEFORE, AHEAD = timedelta(days=7), timedelta(weeks=8)


def own(user) -> Feed:
    """What concerns the reader: a teacher's lessons, children's lessons, or a student's own."""
    day = clock.today()
    first, last = day - BEFORE, day + AHEAD
    grants = grants_of(user)
    ids = {grant.student for grant in grants if grant.role in (Role.GUARDIAN, Role.STUDENT)}
    is_staff = any(grant.role in STAFF for grant in grants)
    entries = lessons.of_teacher(user, first, last) if is_staff else []
    grades = None
    if ids:
        entries += lessons.of_children(_children(grants, ids), first, last)
        placed = Placement.objects.on(day).filter(student__in=ids)
        grades = list(placed.values_list("school_class__grade", "school_class__programme"))
    entries += _events(audience.meant_for(user), first, last) + _days_off(None if is_staff else grades, first, last)
    return Feed(_named(_("my calendar")), day, entries)


def of_class(school_class) -> Feed:
    """The timetable of a class with its events and vacations."""
    day = clock.today()
    first, last = day - BEFORE, day + AHEAD
    entries = lessons.of_class(school_class, first, last)
    entries += _events(audience.of_class(school_class, parents=False), first, last)
    entries += _days_off([(school_class.grade, school_class.programme)], first, last)
    return Feed(_named(str(school_class)), day, entries)


def _named(what: str) -> str:
    school = SchoolProfile.objects.first()
    return f"{school.name}: {what}" if school else what


def _children(grants, ids) -> dict[int, str]:
    """{student: first name}; a student's own lessons need none."""
    selves = {grant.student for grant in grants if grant.role == Role.STUDENT}
    rows = Student.objects.filter(pk__in=ids).values_list("pk", "person__first_name").order_by("person__born_on", "pk")
    return {pk: "" if pk in selves else name for pk, name in rows}


def _events(which, first, last) -> list[Entry]:
    return [_event(one) for one in between(first, last, which).select_related("room")]


def _event(one) -> Entry:
    start, end, days = one.starts_on, one.ends_on, 1
    if one.begins_at:
        start, days = at(one.starts_on, one.begins_at), (one.ends_on - one.starts_on).days + 1
        end = at(one.starts_on, one.ends_at) if one.ends_at else None
    title = _("Called off: %(title)s") % {"title": one.title} if one.is_off else one.title
    note = one.why_off if one.is_off else one.note
    stamps = {"sequence": one.version - 1, "changed": one.changed_at, "days": days, "is_off": one.is_off}
    return Entry(f"event-{one.pk}", start, end, title, one.where, note, **stamps)


def _days_off(grades, first, last) -> list[Entry]:
    """Vacations and holidays; `grades`: (grade, programme) of those who ask, None for all of the school's."""
    found = DayOff.objects.filter(starts_on__lte=last, ends_on__gte=first)
    mine = [one for one in found if grades is None or any(covers(one, one.starts_on, *whose) for whose in grades)]
    return [Entry(f"dayoff-{one.pk}", one.starts_on, one.ends_on, str(one), is_free=True) for one in mine]
