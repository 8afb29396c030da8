"""What is done with the school's bodies: opened, changed, closed; who sits in them from which day (R2-5)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.orders import permissions
from schoolmis.orders.models import Body, Seat
from schoolmis.people.models import Person
from schoolmis.people.names import split_name

FIRST = (
    (Body.Kind.COUNCIL, "Педагогикалык кеңеш", "Педагогический совет"),
    (Body.Kind.PARENTS, "Ата-энелердин жалпы чогулушу", "Общешкольное родительское собрание"),
)


def demanded(permission, by: User, obj=None):
    """The grant that allows the act; the program's own named users need none."""
    return None if by.is_system else permission.demand(by, obj)


def begin(by: User) -> list[Body]:
    """The bodies every school has from its first day."""
    return [open_body(kind, ky, ru, by=by) for kind, ky, ru in FIRST]


def open_body(kind: str, name_ky: str, name_ru="", *, by: User, order=None, starts_on: date | None = None) -> Body:
    """R2-5: a council, commission or association begins; `order` sets it where one does."""
    grant = demanded(permissions.KEEP_BODIES, by)
    with acting(by, grant=grant):
        body = Body(kind=kind, name_ky=name_ky, name_ru=name_ru, order=order)
        body.starts_on = starts_on or body.starts_on
        body.full_clean()
        body.save()
        record("orders.open_body", body, by=by, kind=kind)
    return body


def change_body(body: Body, *, version: int, by: User, **facts) -> Body:
    """Another name or order; whoever saves later than `version` is refused."""
    grant = demanded(permissions.KEEP_BODIES, by)
    with acting(by, grant=grant):
        for name, value in facts.items():
            setattr(body, name, value)
        body.full_clean()
        if not Body.objects.filter(pk=body.pk, version=version).update(version=version + 1, **facts):
            raise ValidationError(
                _("Somebody else has changed this record meanwhile. Compare and save again."), "version"
            )
        record("orders.change_body", body, by=by, fields=sorted(facts))
    body.refresh_from_db()
    return body


def close_body(body: Body, *, on: date, by: User) -> Body:
    """The body is no more from `on`; its seats end with it, its protocols stay."""
    grant = demanded(permissions.KEEP_BODIES, by)
    with acting(by, grant=grant):
        body = Body.objects.select_for_update().get(pk=body.pk)
        if body.ends_on:
            raise ValidationError(_("This body is closed already."), "closed")
        if on < body.starts_on:
            raise ValidationError(_("The last day comes before the first one."), "on")
        Seat.objects.filter(body=body, ends_on=None).update(ends_on=on)
        body.ends_on = on
        body.save(update_fields=["ends_on"])
        record("orders.close_body", body, by=by, on=on)
    return body


def seat(body: Body, people, *, on: date, by: User, post=Seat.Post.MEMBER, order=None) -> list[Seat]:
    """R2-5: people sit in the body from `on`. Who sits there already with another post goes over to this one.

    A chair or a secretary takes over from the former one, who stays as a member.
    """
    grant = demanded(permissions.KEEP_BODIES, by)
    people = list(people)
    with acting(by, grant=grant):
        body = Body.objects.select_for_update().get(pk=body.pk)
        if body.ends_on:
            raise ValidationError(_("This body is closed already."), "closed")
        if on < body.starts_on:
            raise ValidationError({"on": _("The body itself begins later than this day.")})
        if post != Seat.Post.MEMBER and len(people) > 1:
            raise ValidationError({"people": _("A body has one chair and one secretary at a time.")})
        left = _leaving(body, people, post, on)
        rows = [Seat(body=body, person=one, post=post, order=order, starts_on=on) for one in people]
        rows += [Seat(body=body, person=one, order=order, starts_on=on) for one in left]
        Seat.objects.bulk_create(rows)
        record("orders.seat", body, by=by, people=[one.pk for one in people], post=post, on=on)
    return rows


def _leaving(body, people, post, on) -> list[Person]:
    """End the seats that these people had, and that of a former chair or secretary, who is handed back."""
    taken = Q(person__in=people)
    if post != Seat.Post.MEMBER:
        taken |= Q(post=post)
    rows = list(Seat.objects.filter(taken, body=body, ends_on=None).select_related("person"))
    for row in rows:
        if row.starts_on > on:
            raise ValidationError({"on": _("%(name)s sits here from a later day.") % {"name": row.person.short_name}})
        if row.person in people and row.post == post:
            raise ValidationError({"people": _("%(name)s sits here already.") % {"name": row.person.short_name}})
    Seat.objects.filter(pk__in=[row.pk for row in rows]).update(ends_on=on)
    return [row.person for row in rows if row.person not in people]


def end_seat(row: Seat, *, on: date, by: User) -> Seat:
    """The person no longer sits in the body from `on`; that they did stays."""
    grant = demanded(permissions.KEEP_BODIES, by)
    with acting(by, grant=grant):
        row = Seat.objects.select_for_update(of=("self",)).select_related("person", "body").get(pk=row.pk)
        if row.ends_on:
            raise ValidationError(_("This seat has ended already."), "ended")
        if on < row.starts_on:
            raise ValidationError({"on": _("The last day comes before the first one.")})
        row.ends_on = on
        row.save(update_fields=["ends_on"])
        record("orders.end_seat", row.body, by=by, person=row.person_id, on=on)
    return row


def add_outsider(name: str, *, by: User) -> Person:
    """R1-6.2: somebody from outside who sits in a body: the name alone is kept, for nobody has asked for a consent."""
    grant = demanded(permissions.KEEP_BODIES, by)
    last, first, patronymic = split_name(name)
    with acting(by, grant=grant):
        person = Person(last_name=last, first_name=first, patronymic=patronymic)
        person.full_clean(exclude=["sort_key", "folded"])
        person.save()
        record("orders.add_outsider", person, by=by)
    return person
