"""The school's own facts: profile, subjects, rooms, bells."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.people import places
from schoolmis.structure import hooks, permissions
from schoolmis.structure.actions.entitled import entitled
from schoolmis.structure.curriculum import SUBJECTS, bells
from schoolmis.structure.models import Bell, Premises, Room, SchoolProfile, Subject


def open_school(name_ky: str, name_ru: str = "", *, grades=(1, 11), by: User, **facts) -> SchoolProfile:
    """The one school of this installation, with the country's subjects and the bells of two shifts."""
    if school := SchoolProfile.objects.first():
        sentence = _("This installation serves a school already: “%(name)s”.")
        raise ValidationError(sentence % {"name": school.name}, "exists")
    facts |= _named(facts.get("district"))
    with acting(by, grant=entitled(permissions.PROFILE, by)):
        school = SchoolProfile.objects.create(
            pk=1, name_ky=name_ky.strip(), name_ru=name_ru.strip(), grade_from=grades[0], grade_to=grades[1], **facts
        )
        record("structure.open_school", school, by=by, grades=list(grades))
        add_subjects(by=by)
        add_bells(by=by)
    return school


def close_opening(on: date, *, by: User) -> None:
    """The opening register is complete (design §5); whoever may sign order № 0 as executed is entitled there."""
    with acting(by):
        SchoolProfile.objects.filter(opening_closed_on=None).update(opening_closed_on=on)
        record("structure.close_opening", SchoolProfile.objects.get(), by=by, on=on)


def change_profile(school: SchoolProfile, *, by: User, **facts) -> SchoolProfile:
    """R5-3a: the facts of the school, kept in one place; region and district by the official list (R1-1.2c)."""
    return _change(school, permissions.PROFILE, "structure.change_profile", by, facts | _named(facts.get("district")))


def _named(code) -> dict:
    """Names of the district and of its region in both languages."""
    place = places.places().get(code)
    if place is None:
        return {}
    region = places.places().get(place.region, place)
    return {
        "district_ky": place.ky,
        "district_ru": place.ru,
        "region_ky": region.ky,
        "region_ru": region.ru,
    }


@transaction.atomic
def change_premises(*, version: int, by: User, **facts) -> Premises:
    """R1-2.2b: buildings and equipment, the source of table H; `version` is what the reader saw."""
    entitled(permissions.PROFILE, by)
    premises = Premises.objects.select_for_update().filter(pk=1).first() or Premises(pk=1)
    if premises.version != version:
        raise ValidationError(_("Somebody has changed this meanwhile. Look at it again."), "stale")
    former = {name: getattr(premises, name) for name in facts}
    changed = {name: value for name, value in facts.items() if value != former[name]}
    if changed:
        with acting(by, grant=entitled(permissions.PROFILE, by)):
            for name, value in changed.items():
                setattr(premises, name, value)
            premises.version += 1
            premises.full_clean()
            premises.save()
            told = {"former": {name: str(former[name]) for name in changed}}
            record("structure.change_premises", premises, by=by, **told, now={n: str(v) for n, v in changed.items()})
    return premises


def add_subjects(*, by: User) -> None:
    """The subjects of the country's schools; those that are there stay as they are."""
    with acting(by, grant=entitled(permissions.SUBJECTS, by)):
        Subject.objects.bulk_create(
            [
                Subject(code=code, name_ky=ky, name_ru=ru, has_marks=marks, order=place * 10)
                for place, (code, ky, ru, marks) in enumerate(SUBJECTS, 1)
            ],
            ignore_conflicts=True,
        )
        record("structure.add_subjects", by=by, count=len(SUBJECTS))


def add_subject(code: str, name_ky: str, name_ru: str, *, order=500, has_marks=True, by: User) -> Subject:
    with acting(by, grant=entitled(permissions.SUBJECTS, by)):
        subject = Subject(code=code, name_ky=name_ky, name_ru=name_ru, order=order, has_marks=has_marks)
        subject.full_clean()
        subject.save()
        record("structure.add_subject", subject, by=by, code=code)
    return subject


def change_subject(subject: Subject, *, by: User, **facts) -> Subject:
    return _change(subject, permissions.SUBJECTS, "structure.change_subject", by, facts)


def add_room(name: str, *, lessons_at_once: int = 1, by: User) -> Room:
    with acting(by, grant=entitled(permissions.BELLS, by)):
        room = Room(name=name.strip(), lessons_at_once=lessons_at_once)
        room.full_clean()
        room.save()
        record("structure.add_room", room, by=by)
    return room


def change_room(room: Room, *, by: User, **facts) -> Room:
    """R1-4.1/2: a room holds fewer lessons at once only where the timetable leaves it room."""
    with acting(by, grant=entitled(permissions.BELLS, by)):
        holds = facts.get("lessons_at_once", room.lessons_at_once)
        stuck = hooks.too_many_in(room, holds) if holds < room.lessons_at_once else []
        if stuck:
            raise ValidationError({"lessons_at_once": stuck})
        return _change(room, permissions.BELLS, "structure.change_room", by, facts)


def add_bells(*, by: User) -> None:
    with acting(by, grant=entitled(permissions.BELLS, by)):
        Bell.objects.bulk_create(
            [Bell(shift=shift, number=number, starts_at=start, ends_at=end) for shift, number, start, end in bells()],
            ignore_conflicts=True,
        )
        record("structure.add_bells", by=by)


def change_bell(bell: Bell, *, by: User, **facts) -> Bell:
    """A bell given its times; a new one when `bell` is not saved yet."""
    return _change(bell, permissions.BELLS, "structure.change_bell", by, facts)


def _change(row, permission, act, by, facts):
    """Set what differs, check it, book it with the former values; nothing is written when nothing changed."""
    grant = entitled(permission, by, None)
    changed = {name: value for name, value in facts.items() if row.pk is None or getattr(row, name) != value}
    if not changed:
        return row
    former = {name: str(getattr(row, name)) for name in changed} if row.pk else {}
    with acting(by, grant=grant):
        for name, value in changed.items():
            setattr(row, name, value)
        row.full_clean()
        row.save(update_fields=list(changed) if row.pk else None)
        record(act, row, by=by, former=former, now={name: str(value) for name, value in changed.items()})
    return row
