"""Two records of one person become one, with a trace; or are said to be two people (R1-1.2c, R1-1.2d).

Everything that hangs on the other record goes to the kept one, whichever app it belongs to: the tables are asked,
not named. Nothing is removed: the emptied record stays, points to the kept one, and stands in no list.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.people.models import Address, Comparison, Consent, Person
from students import permissions
from students.actions.keeping import demanded
from students.models import Guardianship, Health, Photo, Student
from students.rules import records

FACTS = ("last_name", "first_name", "patronymic", "sex", "born_on", "pin", "phone", "second_phone", "email", "address")
FILLED = FACTS[3:]
"""What the kept record takes over where it has nothing of its own."""
OWN = {"people.comparison", "people.person", "students.student"}
"""Tables that speak of the records themselves and do not move."""


def merge_people(kept: Person, other: Person, *, reason: str, by: User) -> Comparison:
    """`other` turns out to be `kept`: what it holds moves, both old states stay readable."""
    grant = demanded(permissions.MERGE, by)
    if not reason.strip():
        raise ValidationError({"reason": ValidationError(_("Say why."), "reason")})
    with acting(by, reason=reason, grant=grant):
        kept, other = _locked(kept, other)
        kept_student, other_student = (Student.objects.filter(person=one).first() for one in (kept, other))
        records.may_merge(kept.pin, other.pin, _spells(kept_student), _spells(other_student))
        before = {"kept": _state(kept, kept_student), "other": _state(other, other_student)}
        _close_doubles(kept, other, kept_student, other_student)
        moved = {}
        if other_student and kept_student:
            _move_all(other_student, kept_student, moved)
            _one_number(kept_student, other_student)
        elif other_student:
            Student.objects.filter(pk=other_student.pk).update(person=kept)
            moved["students.student"] = [other_student.pk]
        _move_all(other, kept, moved)
        _fill(kept, other)
        row = Comparison.objects.create(
            kept=kept, other=other, same=True, reason=reason, before=before, moved=moved, by=by
        )
        subject = kept_student or other_student or kept
        record("students.merge", subject, by=by, other=other.pk, comparison=row.pk, why=reason)
    return row


def tell_apart(one: Person, other: Person, *, reason: str, by: User) -> Comparison:
    """They look alike and are two people: the pair is not asked about again."""
    grant = demanded(permissions.MERGE, by)
    if not reason.strip():
        raise ValidationError({"reason": ValidationError(_("Say why."), "reason")})
    with acting(by, reason=reason, grant=grant):
        row = Comparison.objects.create(kept=one, other=other, same=False, reason=reason, by=by)
        record("students.tell_apart", one, by=by, other=other.pk, why=reason)
    return row


def _locked(kept, other):
    if kept.pk == other.pk:
        raise ValidationError(_("One record is not compared with itself."), "same")
    rows = {one.pk: one for one in Person.objects.select_for_update().filter(pk__in=[kept.pk, other.pk]).order_by("pk")}
    kept, other = rows[kept.pk], rows[other.pk]
    if kept.merged_into_id or other.merged_into_id:
        raise ValidationError(_("This record is merged already."), "merged")
    if hasattr(kept, "employee") or hasattr(other, "employee"):
        raise ValidationError(_("Records of staff are not merged here."), "staff")
    return kept, other


def _spells(student):
    return list(student.enrolments.values_list("starts_on", "ends_on")) if student else []


def _state(person, student) -> dict:
    """The record as it stands, in plain text."""
    state = {name: str(getattr(person, name) or "") for name in FACTS}
    return state | ({"file_number": student.file_number or ""} if student else {})


def _close_doubles(kept, other, kept_student, other_student):
    """Where both records hold the one thing that a person has once, the other's ends today."""
    today, now = clock.today(), clock.now()

    def ended(rows):
        rows.update(ends_on=Greatest(F("starts_on"), today))

    open_of = lambda person: Consent.objects.filter(person=person, ends_on=None)  # noqa: E731
    ended(open_of(other).filter(purpose__in=open_of(kept).values("purpose")))
    homes = Address.objects.filter(ends_on=None)
    ended(homes.filter(person=other, kind__in=homes.filter(person=kept).values("kind")))
    links = Guardianship.objects.filter(ends_on=None)
    ended(links.filter(guardian=other, student__in=links.filter(guardian=kept).values("student")))
    if kept_student and other_student:
        ended(links.filter(student=other_student, guardian__in=links.filter(student=kept_student).values("guardian")))
        if links.filter(student=kept_student, is_main=True).exists():
            links.filter(student=other_student).update(is_main=False)
        if Health.objects.filter(student=kept_student, ends_on=None).exists():
            ended(Health.objects.filter(student=other_student, ends_on=None))
        if Photo.objects.filter(student=kept_student, ended_at=None).exists():
            Photo.objects.filter(student=other_student, ended_at=None).update(ended_at=now)


def _move_all(source, target, moved: dict) -> None:
    for relation in type(source)._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if relation.many_to_many or model._meta.label_lower in OWN:
            continue
        rows = model._base_manager.filter(Q(**{name: source}))
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        if not ids:
            continue
        try:
            with transaction.atomic():
                rows.update(**{name: target})
        except IntegrityError as clash:
            words = {"what": model._meta.verbose_name, "n": len(ids)}
            raise ValidationError(
                _("Both records hold “%(what)s” for the same days: put that right first.") % words, "clash"
            ) from clash
        moved[model._meta.label_lower] = moved.get(model._meta.label_lower, []) + ids


def _one_number(kept, other):
    """The kept record has a number of the alphabet book; the other's is never given again: it stays where it was."""
    if kept.file_number is None and other.file_number:
        number = other.file_number
        Student.objects.filter(pk=other.pk).update(file_number=None)
        Student.objects.filter(pk=kept.pk).update(file_number=number)


def _fill(kept, other):
    fresh = {name: getattr(other, name) for name in FILLED if getattr(other, name) and not getattr(kept, name)}
    if other.user_id and kept.user_id:
        User.objects.filter(pk=other.user_id).update(is_active=False)
    elif other.user_id:
        fresh["user_id"] = other.user_id
    empty = {"pin": None, "phone": "", "second_phone": "", "email": "", "address": "", "born_on": None}
    user = {"user_id": None} if "user_id" in fresh else {}
    Person.objects.filter(pk=other.pk).update(merged_into=kept, version=F("version") + 1, **empty, **user)
    Person.objects.filter(pk=kept.pk).update(version=F("version") + 1, **fresh)
    kept.refresh_from_db()
