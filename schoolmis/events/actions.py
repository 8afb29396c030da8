"""The acts of events: added, changed, called off; none is erased (R1-4.1/2)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.events import permissions, rules
from schoolmis.events.models import Event, EventKind, Whom

NAMES_CLASSES = (Whom.CLASSES, Whom.PARENTS)


def add_event(*, by: User, classes=(), **facts) -> Event:
    """R1-4.1/2: an event of the school stands beside its lessons; a homeroom teacher adds those of her class.

    `facts`: fields of Event.
    """
    grant = None if by.is_system else permissions.KEEP.demand(by)
    with acting(by, grant=grant):
        event = Event(made_by=by, made_at=clock.now(), changed_at=clock.now())
        _write(event, facts, classes)
        _reaches(event, by)
        record("events.add", event, by=by, on=event.starts_on, kind=event.kind_id)
    return event


def change_event(event: Event, *, version: int, by: User, classes=(), **facts) -> Event:
    """R1-4.1/2: `version` is what the reader saw; the former values stay in the history."""
    grant = None if by.is_system else permissions.KEEP.demand(by, event)
    with acting(by, grant=grant):
        event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
        rules.may_change(event.is_off, event.version, version)
        former = {name: str(getattr(event, name)) for name in facts if getattr(event, name) != facts[name]}
        before = _named(event)
        event.version, event.changed_at = event.version + 1, clock.now()
        _write(event, facts, classes)
        _reaches(event, by)
        if before != (after := _named(event)):
            former["classes"] = before
        if not former:
            raise ValidationError(_("Nothing is changed."), "same")
        now = {name: after if name == "classes" else str(getattr(event, name)) for name in former}
        record("events.change", event, by=by, former=former, now=now)
    return event


def call_off_event(event: Event, why: str, *, by: User) -> Event:
    """R1-4.1/2: the event does not take place; it stays in the calendar with the reason."""
    grant = permissions.KEEP.demand(by, event)
    if not why.strip():
        raise ValidationError({"why": _("Say why: those who meant to come read it.")})
    with acting(by, reason=why.strip(), grant=grant):
        event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
        rules.may_change(event.is_off, event.version, event.version)
        event.called_off_at, event.called_off_by, event.why_off = clock.now(), by, why.strip()
        event.version, event.changed_at = event.version + 1, clock.now()
        event.full_clean(exclude=["kind", "room", "responsible"])
        event.save()
        record("events.call_off", event, by=by, why=event.why_off)
    return event


def add_kind(*, by: User, **facts) -> EventKind:
    return _keep_kind(EventKind(), "events.add_kind", by, facts)


def change_kind(kind: EventKind, *, by: User, **facts) -> EventKind:
    """A kind that is not in use is not offered; the events that have it keep it."""
    return _keep_kind(kind, "events.change_kind", by, facts)


def _keep_kind(kind, act, by, facts):
    with acting(by, grant=permissions.KINDS.demand(by)):
        for name, value in facts.items():
            setattr(kind, name, value)
        kind.full_clean()
        kind.save()
        record(act, kind, by=by)
    return kind


def _write(event, facts, classes) -> None:
    """What is meant for others than grades or classes names none."""
    for name, value in facts.items():
        setattr(event, name, value)
    for name in ("title_ky", "title_ru", "place", "note"):
        setattr(event, name, getattr(event, name).strip())
    classes = list(classes) if event.whom in NAMES_CLASSES else []
    if event.whom != Whom.GRADES:
        event.grade_from = event.grade_to = None
    rules.may_be_held(event.starts_on, event.ends_on, event.begins_at, event.ends_at)
    rules.may_be_for(event.whom, event.grade_from, event.grade_to, len(classes))
    rules.may_take_lessons(event.whom, event.lesson_from, event.lesson_to)
    event.full_clean(exclude=["made_by", "room", "responsible"])
    event.save()
    event.classes.set(classes)


def _reaches(event, by) -> None:
    """The right reaches the event as it is written now: else nothing of it stays."""
    if not by.is_system:
        permissions.KEEP.demand(by, event)


def _named(event) -> list[str]:
    return [str(one) for one in event.classes.all()]
