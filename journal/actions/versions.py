"""Versions of the timetable: begun, filled on the board or in bulk, published from a day on, or dropped (R1-4.1/2)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from journal import permissions, week_changes
from journal.actions.timetable import demand_no_clash, set_timetable, silent
from journal.courses import Courses
from journal.models import Place, Slot, TimetableVersion, Weeks
from journal.rules import versions as rules
from journal.rules.timetable import Spot
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.jobs.models import Job
from schoolmis.jobs.queue import enqueue
from schoolmis.structure.models import AcademicYear, Room, SchoolProfile, Section

KEEP = object()
PUBLISH = "journal.publish"


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
            published = Place.objects.filter(version__year=year, version__status="published", fixed=True)
            fixed = {spot[:3] for spot in published.spots()}
            places = _put(version, [spot._replace(fixed=spot[:3] in fixed) for spot in slots.spots()])
        record("journal.start_version", version, by=by, starts_on=starts_on, places=len(places))
    return version


def place(
    version: TimetableVersion,
    section: Section,
    weekday: int,
    number: int,
    *,
    by: User,
    room: Room | None = None,
    weeks: int = Weeks.EVERY,
) -> Place:
    """Put a lesson of `section`; whoever would be in two places at once is named with both lessons."""
    with acting(by, grant=_grant(by)):
        version = _locked(version)
        courses = Courses.of(version.year, version.starts_on)
        others = version.places.spots()
        rules.may_have_more(
            str(section), section.hours, [one.weeks for one in others if one.section == section.pk], weeks
        )
        _refuse(courses, others, Spot(section.pk, weekday, number, room.pk if room else None, weeks=weeks))
        made = Place(version=version, section=section, weekday=weekday, number=number, room=room, weeks=weeks)
        made.full_clean(exclude=["version", "section", "room"])
        made.save()
        record("journal.place", version, by=by, section=section, day=weekday, number=number)
    return made


def move(
    one: Place, *, by: User, weekday: int, number: int, room=KEEP, fixed: bool | None = None, weeks: int | None = None
) -> Place:
    """A place goes to another hour, room or weeks, or is fixed where it is."""
    with acting(by, grant=_grant(by)):
        version = _locked(one.version)
        found = version.places.select_related("section").filter(pk=one.pk).first()
        rules.is_still_there(found is not None)
        before = f"{found.weekday}/{found.number}"
        found.weekday, found.number = weekday, number
        found.room = found.room if room is KEEP else room
        found.fixed = found.fixed if fixed is None else fixed
        others = version.places.exclude(pk=found.pk).spots()
        if weeks not in (None, found.weeks):
            found.weeks = weeks
            standing = [one.weeks for one in others if one.section == found.section_id]
            rules.may_have_more(str(found.section), found.section.hours, standing, weeks)
        here = Spot(found.section_id, weekday, number, found.room_id, weeks=found.weeks)
        _refuse(Courses.of(version.year, version.starts_on), others, here)
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
    """Replace all places of a draft: `slots` are Spots or their beginnings, (section, weekday, number, room or None).

    What comes from a file or a run may clash: it is kept, shown in red on the board, and not published so.
    Returns the clashes (`journal.rules.timetable.clashes`).
    """
    with acting(by, grant=_grant(by)):
        version = _locked(version)
        courses = Courses.of(version.year, version.starts_on)
        rows = [Spot(*slot) for slot in slots]
        rules.stand_once(rows, courses.sections)
        version.places.all().delete()
        _put(version, rows)
        TimetableVersion.objects.filter(pk=version.pk).update(source=source[:200])
        record("journal.fill_version", version, by=by, source=source, places=len(rows))
    return courses.clashes(rows)


@transaction.atomic
def order_publication(version: TimetableVersion, *, by: User) -> Job:
    """R1-4.1/2: the draft is published in the background; asked again while it goes on, it is the same job.

    What would be refused is refused at once.
    """
    grant = permissions.TIMETABLE.demand(by)
    drafts = TimetableVersion.objects.select_for_update(of=("self",)).select_related("year", "job")
    found = drafts.filter(pk=version.pk).first()
    rules.may_change(found is not None and found.is_draft)
    if found.job and found.job.is_going:
        return found.job
    rules.may_begin(found.starts_on, found.year.starts_on, found.year.ends_on)
    demand_no_clash(found.year, found.places.spots(), found.starts_on)
    with acting(by, grant=grant):
        title = _("Publishing the timetable “%(name)s”") % {"name": found.name}
        made = enqueue(PUBLISH, owner=by, title=title, version=found.pk, seen=found.version)
        TimetableVersion.objects.filter(pk=found.pk).update(job=made)
        record("journal.order_publication", found, by=by, job=made.pk)
    return made


def publish_version(
    version: TimetableVersion, *, by: User, starts_on: date | None = None, seen: int | None = None, tell=silent
) -> tuple[int, int]:
    """The draft becomes the timetable from its day on; returns how many lessons were made and dropped.

    Lessons that have something written stay where they are. Those whose own week changes are told, by whoever is not
    the installation. `seen`: the draft's version that was looked at; `tell(done, total)`.
    """
    with acting(by, grant=_grant(by)):
        version = _locked(version)
        rules.is_as_seen(version.version, seen)
        starts_on = starts_on or version.starts_on
        rules.may_begin(starts_on, version.year.starts_on, version.year.ends_on)
        before, after = Slot.objects.from_day(version.year, starts_on).spots(), version.places.spots()
        done = set_timetable(version.year, after, starts_on=starts_on, by=by, tell=tell)
        if not by.is_system:
            week_changes.tell(before, after, starts_on, by=by)
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


def _put(version, spots: list[Spot]) -> list[Place]:
    return Place.objects.bulk_create(
        Place(
            version=version,
            section_id=spot.section,
            weekday=spot.weekday,
            number=spot.number,
            room_id=spot.room,
            fixed=spot.fixed,
            weeks=spot.weeks,
        )
        for spot in spots
    )


def _refuse(courses: Courses, others, here) -> None:
    """Refuse what cannot stand `here`: outside the school's week or the shift, or beside what stands already."""
    week = SchoolProfile.objects.values_list("study_days", flat=True).first() or 5
    rules.is_in_week(here.weekday, week, here.number, courses.last_lesson(here.section))
    found = courses.against(others, here)
    if found:
        raise ValidationError([courses.say(clash) for clash in found])
