"""Versions of the timetable: begun, filled on the board or in bulk, published from a day on, or dropped (R1-4.1/2)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import F

from journal import permissions
from journal.actions.timetable import set_timetable
from journal.courses import Courses
from journal.models import Place, Slot, TimetableVersion
from journal.rules import versions as rules
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure.models import AcademicYear, Room, SchoolProfile, Section

KEEP = object()


def _grant(by: User):
    return None if by.is_system else permissions.TIMETABLE.demand(by)


def _locked(version: TimetableVersion) -> TimetableVersion:
    """The draft as it stands, nobody else's hand on it until the act is over; its `version` grows."""
    found = TimetableVersion.objects.select_for_update(of=("self",)).filter(pk=version.pk).first()
    rules.may_change(found is not None and found.is_draft)
    TimetableVersion.objects.filter(pk=version.pk).update(version=F("version") + 1)
    return found


def start_version(
    year: AcademicYear, name: str, *, starts_on: date, by: User, copied: bool = True, source="", notes=""
) -> TimetableVersion:
    """A draft from `starts_on`: a copy of the timetable in force that day, or an empty one."""
    with acting(by, grant=_grant(by)):
        rules.may_begin(starts_on, year.starts_on, year.ends_on)
        version = TimetableVersion(
            year=year, name=name, starts_on=starts_on, made_by=by, made_at=clock.now(), source=source, notes=notes
        )
        version.full_clean(exclude=["made_by"])
        version.save()
        places = []
        if copied:
            slots = Slot.objects.on(starts_on).filter(section__group__year=year)
            fixed = set(
                Place.objects.filter(version__year=year, version__status="published", fixed=True).values_list(
                    "section_id", "weekday", "number"
                )
            )
            places = [
                Place(version=version, section_id=s, weekday=d, number=n, room_id=r, fixed=(s, d, n) in fixed)
                for s, d, n, r in slots.values_list("section_id", "weekday", "number", "room_id")
            ]
            Place.objects.bulk_create(places)
        record("journal.start_version", version, by=by, starts_on=starts_on, places=len(places))
    return version


def place(
    version: TimetableVersion, section: Section, weekday: int, number: int, *, by: User, room: Room | None = None
) -> Place:
    """Put a lesson of `section`; whoever would be in two places at once is named with both lessons."""
    with acting(by, grant=_grant(by)):
        version = _locked(version)
        courses = Courses.of(version.year, version.starts_on)
        others = _slots(version)
        rules.may_have_more(str(section), section.hours, sum(1 for s, *_rest in others if s == section.pk))
        here = (section.pk, weekday, number, room.pk if room else None)
        _refuse(courses, others, here)
        made = Place(version=version, section=section, weekday=weekday, number=number, room=room)
        made.full_clean(exclude=["version", "section", "room"])
        made.save()
        record("journal.place", version, by=by, section=section, day=weekday, number=number)
    return made


def move(one: Place, *, by: User, weekday: int, number: int, room=KEEP, fixed: bool | None = None) -> Place:
    """A place goes to another hour or room, or is fixed where it is."""
    with acting(by, grant=_grant(by)):
        version = _locked(one.version)
        found = version.places.select_related("section").filter(pk=one.pk).first()
        rules.is_still_there(found is not None)
        before = f"{found.weekday}/{found.number}"
        found.weekday, found.number = weekday, number
        found.room = found.room if room is KEEP else room
        found.fixed = found.fixed if fixed is None else fixed
        courses = Courses.of(version.year, version.starts_on)
        _refuse(courses, _slots(version, but=found.pk), (found.section_id, weekday, number, found.room_id))
        found.full_clean(exclude=["version", "section", "room"])
        found.save()
        record("journal.move", version, by=by, section=found.section, before=before, now=f"{weekday}/{number}")
    return found


def take_off(one: Place, *, by: User) -> None:
    """A lesson leaves its place; it stands among those to be placed again."""
    with acting(by, grant=_grant(by)):
        version = _locked(one.version)
        found = version.places.select_related("section").filter(pk=one.pk).first()
        rules.is_still_there(found is not None)
        record("journal.take_off", version, by=by, section=found.section, day=found.weekday, number=found.number)
        found.delete()


def fill_version(version: TimetableVersion, slots, *, source: str, by: User) -> list[dict]:
    """Replace all places of a draft: `slots` are (section, weekday, number, room or None[, fixed]) by ids.

    What comes from a file or a run may clash: it is kept, shown in red on the board, and not published so.
    Returns the clashes (`journal.rules.timetable.clashes`).
    """
    with acting(by, grant=_grant(by)):
        version = _locked(version)
        courses = Courses.of(version.year, version.starts_on)
        rows = [(*slot, False)[:5] for slot in slots]
        rules.stand_once([row[:3] for row in rows], courses.sections)
        version.places.all().delete()
        Place.objects.bulk_create(
            Place(version=version, section_id=s, weekday=d, number=n, room_id=r, fixed=fixed)
            for s, d, n, r, fixed in rows
        )
        TimetableVersion.objects.filter(pk=version.pk).update(source=source[:200])
        record("journal.fill_version", version, by=by, source=source, places=len(rows))
    return courses.clashes([row[:4] for row in rows])


def publish_version(version: TimetableVersion, *, by: User, starts_on: date | None = None) -> tuple[int, int]:
    """The draft becomes the timetable from its day on; returns how many lessons were made and dropped.

    Lessons that have something written stay where they are.
    """
    with acting(by, grant=_grant(by)):
        version = _locked(version)
        starts_on = starts_on or version.starts_on
        rules.may_begin(starts_on, version.year.starts_on, version.year.ends_on)
        done = set_timetable(version.year, _slots(version), starts_on=starts_on, by=by)
        TimetableVersion.objects.filter(year=version.year, status="published").update(status="replaced")
        TimetableVersion.objects.filter(pk=version.pk).update(status="published", starts_on=starts_on)
        record("journal.publish_version", version, by=by, starts_on=starts_on, made=done[0], dropped=done[1])
    return done


def drop_version(version: TimetableVersion, *, by: User) -> None:
    """A draft goes away; what was published stays."""
    with acting(by, grant=_grant(by)):
        version = _locked(version)
        record("journal.drop_version", version, by=by, places=version.places.count())
        version.delete()


def _slots(version, but=None) -> list[tuple]:
    return list(version.places.exclude(pk=but).values_list("section_id", "weekday", "number", "room_id"))


def _refuse(courses: Courses, others, here) -> None:
    """Refuse what cannot stand `here`: outside the school's week or the shift, or beside what stands already."""
    section, weekday, number, _room = here
    week = SchoolProfile.objects.values_list("study_days", flat=True).first() or 5
    rules.is_in_week(weekday, week, number, courses.last_lesson(section))
    found = courses.against(others, here)
    if found:
        raise ValidationError([courses.say(clash) for clash in found])
