"""The register of the micro-district's children: kept, corrected, checked, matched with our own students, counted."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from students import permissions
from students.actions.keeping import Conflict, demanded
from students.education import Where
from students.models import DistrictCensus, DistrictChild, Enrolment, Student
from students.rules import district, keeping

FIELDS = ("last_name", "first_name", "patronymic", "sex", "born_on", "pin", "address")
TOLD = ("where", "place", "reason", "note", "checked_on")


def _clean(data: dict) -> dict:
    """Stored form; what the place rules out is emptied: a reason belongs to who is not in education."""
    data = {key: ("" if value is None and key not in ("pin", "checked_on") else value) for key, value in data.items()}
    data = keeping.cleaned(data)
    if data["where"] != Where.NOWHERE:
        data["reason"] = ""
    if data["where"] in (Where.HERE, Where.NOWHERE):
        data["place"] = ""
    district.may_keep(
        data["born_on"], data["where"], data["reason"], clock.today(), data["place"], data.get("checked_on")
    )
    return data


def keep_child(data: dict, *, by: User, match=True) -> DistrictChild:
    """Enter a child; who is our own student is found at once, unless a whole list is matched afterwards."""
    grant = demanded(permissions.DISTRICT, by)
    data = _clean(data)
    with acting(by, grant=grant):
        child = DistrictChild(**data)
        child.student = _Own().find(child) if match else None
        if child.student and child.student.on_roll:
            child.where, child.place, child.reason = Where.HERE, "", ""
        _once(lambda: child.save(force_insert=True))
        record("students.keep_child", child, by=by)
    return child


def change_child(child: DistrictChild, *, version: int, by: User, **changes) -> DistrictChild:
    """Correct what is known; who saves later than `version` is shown both (Conflict)."""
    grant = demanded(permissions.DISTRICT, by)
    whole = {name: getattr(child, name) for name in (*FIELDS, *TOLD)} | changes
    whole = _clean(whole)
    with acting(by, grant=grant):
        stored = DistrictChild.objects.select_for_update().get(pk=child.pk)
        fresh = {name: value for name, value in whole.items() if (getattr(stored, name) or "") != (value or "")}
        if fresh and stored.version != version:
            raise Conflict({name: getattr(stored, name) for name in fresh}, stored.version)
        if fresh:
            _once(lambda: DistrictChild.objects.filter(pk=child.pk).update(version=version + 1, **fresh))
            record("students.change_child", child, by=by, fields=sorted(fresh))
    child.refresh_from_db()
    return child


def check_children(children, *, on: date, by: User) -> int:
    """Somebody has been there: where each of `children` learns is as the register says."""
    grant = permissions.DISTRICT.demand(by)
    if on > clock.today():
        raise ValidationError({"on": ValidationError(_("This day has not come yet."), "future")})
    with acting(by, grant=grant):
        pks = [one.pk for one in children]
        count = DistrictChild.objects.filter(pk__in=pks, ends_on=None).update(checked_on=on)
        record("students.check_children", None, by=by, count=count, on=on)
    return count


def end_child(child: DistrictChild, *, on: date, note="", by: User) -> DistrictChild:
    """The family has moved away: the row stays, and counts no more."""
    grant = permissions.DISTRICT.demand(by)
    if child.ends_on:
        raise ValidationError(_("This child is out of the register already."), "ended")
    with acting(by, grant=grant):
        child.ends_on, child.note = on, note or child.note
        child.save(update_fields=["ends_on", "note"])
        record("students.end_child", child, by=by, on=on, note=note)
    return child


def match_children(*, by: User) -> int:
    """Find our own students in the register by PIN, or by name and birth date; who is on the roll learns here."""
    grant = demanded(permissions.DISTRICT, by)
    own, changed = _Own(), 0
    with acting(by, grant=grant):
        for child in DistrictChild.objects.select_for_update().filter(ends_on=None):
            student = own.find(child) if child.student_id is None else own.by_id.get(child.student_id)
            here = bool(student and student.on_roll)
            if student and (child.student_id != student.pk or (here and child.where != Where.HERE)):
                child.student = student
                if here:
                    child.where, child.place, child.reason = Where.HERE, "", ""
                child.version += 1
                child.save(update_fields=["student", "where", "place", "reason", "version"])
                changed += 1
        record("students.match_children", None, by=by, count=changed)
    return changed


class _Own:
    """Students of this school, to be found by PIN or by name and birth date; each is one child of the register."""

    def __init__(self):
        on_roll = Enrolment.objects.on(clock.today()).filter(student=OuterRef("pk"))
        students = Student.objects.select_related("person").annotate(on_roll=Exists(on_roll))
        self.by_id = {one.pk: one for one in students}
        taken = set(DistrictChild.objects.exclude(student=None).values_list("student", flat=True))
        free = [one for one in self.by_id.values() if one.pk not in taken]
        self.by_pin = {one.person.pin: one for one in free if one.person.pin}
        self.by_name = {}
        for one in free:
            key = district.key_of(one.person.last_name, one.person.first_name, one.person.born_on)
            self.by_name.setdefault(key, []).append(one)

    def find(self, child):
        return district.own_student(child, self.by_pin, self.by_name)


def take_census(*, on: date, by: User) -> DistrictCensus:
    """The year's census: the numbers of the register frozen with their day; once a year."""
    grant = permissions.DISTRICT.demand(by)
    if on > clock.today():
        raise ValidationError({"on": ValidationError(_("This day has not come yet."), "future")})
    with acting(by, grant=grant):
        children = DistrictChild.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on))
        children = [one for one in children if district.of_age(one.born_on, on)]
        lines = district.summary([(one.born_on, one.sex, one.where) for one in children], on)
        unchecked = sum(not one.checked_on or one.checked_on.year != on.year for one in children)
        try:
            with transaction.atomic():
                census = DistrictCensus.objects.create(
                    year=on.year, taken_on=on, counts=[list(line) for line in lines], unchecked=unchecked, taken_by=by
                )
        except IntegrityError as twice:
            raise ValidationError(_("The census of this year is taken already."), "taken") from twice
        record("students.take_census", census, by=by, children=len(children), unchecked=unchecked)
    return census


def _once(save) -> None:
    """What the database refuses as twice the same child is said in its words."""
    try:
        with transaction.atomic():
            save()
    except IntegrityError as twice:
        for constraint in DistrictChild._meta.constraints:
            if constraint.name in str(twice):
                raise ValidationError(constraint.violation_error_message, "known") from twice
        raise
