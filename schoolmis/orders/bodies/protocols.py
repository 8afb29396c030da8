"""What is done with protocols: drafted, changed, signed under the next number, annulled; a scan kept (R2-5)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.models import RoleGrant
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.files.actions import keep_file
from schoolmis.orders import permissions
from schoolmis.orders.bodies import rules
from schoolmis.orders.bodies.actions import demanded
from schoolmis.orders.models import Attendance, Body, Decision, Protocol, ProtocolCounter, Seat
from schoolmis.people.models import Person

HEAD = ("held_on", "chair", "secretary", "guests", "present_count")
POINT = ("question", "heard", "spoke", "decided", "votes_for", "votes_against", "abstained")


def draft_protocol(body: Body, *, held_on: date, chair, secretary, by: User, **more) -> Protocol:
    """A draft of one sitting: who sits in the body on that day is put down as present.

    `more`: guests, present_count, points (a list of dicts), absent ({person's id: reason}).
    """
    grant = demanded(permissions.KEEP_PROTOCOLS, by)
    points, absent = more.pop("points", ()), more.pop("absent", {})
    if body.ends_on and held_on >= body.ends_on:
        raise ValidationError({"held_on": _("The body did not exist on this day.")})
    with acting(by, grant=grant):
        facts = {"held_on": held_on, "chair": chair, "secretary": secretary, **more}
        protocol = Protocol.objects.create(body=body, school_year=rules.school_year(held_on), drafted_by=by, **facts)
        _write_attendance(protocol, absent)
        _write_points(protocol, points)
        record("orders.draft_protocol", protocol, by=by)
    return protocol


def officers(body: Body, held_on: date, by: User) -> tuple:
    """(chair, secretary) with which a new draft begins: those of the body, else the director and whoever writes it."""
    seats = Seat.objects.on(held_on).filter(body=body).exclude(post=Seat.Post.MEMBER).select_related("person")
    found = {row.post: row.person for row in seats}
    mine = Person.objects.filter(user=by.pk).first()
    heads = RoleGrant.objects.on(held_on).filter(role=Role.DIRECTOR)
    head = None if Seat.Post.CHAIR in found else Person.objects.filter(user__in=heads.values("user")).first()
    return found.get(Seat.Post.CHAIR, head or mine), found.get(Seat.Post.SECRETARY, mine)


def change_protocol(protocol: Protocol, *, version: int, by: User, absent: dict, points: list, **head) -> Protocol:
    """Change a draft. Whoever saves later than `version` is refused and shown both."""
    grant = demanded(permissions.KEEP_PROTOCOLS, by)
    with acting(by, grant=grant):
        year = rules.school_year(head["held_on"])
        draft = Protocol.objects.filter(pk=protocol.pk, version=version, status="draft", annulled_at=None)
        if not draft.update(version=version + 1, school_year=year, **head):
            sentence = _("Somebody else has changed this protocol meanwhile, or it is signed.")
            raise ValidationError(sentence, "version")
        protocol.refresh_from_db()
        _write_attendance(protocol, absent)
        _write_points(protocol, points)
        record("orders.change_protocol", protocol, by=by)
    return protocol


def _write_attendance(protocol, absent):
    """Who sat in the body on the day, present or absent with the reason; rows of others are dropped, never removed."""
    seated = set(Seat.objects.on(protocol.held_on).filter(body=protocol.body_id).values_list("person_id", flat=True))
    known = {row.person_id: row for row in protocol.attendances.all()}
    for row in known.values():
        row.is_dropped = row.person_id not in seated
        row.is_present, row.reason = row.person_id not in absent, absent.get(row.person_id, "")
    Attendance.objects.bulk_update(known.values(), ["is_dropped", "is_present", "reason"])
    Attendance.objects.bulk_create(
        Attendance(protocol=protocol, person_id=one, is_present=one not in absent, reason=absent.get(one, ""))
        for one in sorted(seated - set(known))
    )


def _write_points(protocol, points):
    """The points in their order: the first ones are written over, a point too many is dropped, never removed."""
    stored = list(protocol.decisions.filter(is_dropped=False).order_by("number"))
    for number, (row, facts) in enumerate(zip(stored, points, strict=False), 1):
        row.number = number
        for name in POINT:
            setattr(row, name, facts.get(name, getattr(row, name)))
    for row in stored[len(points) :]:
        row.is_dropped = True
    Decision.objects.bulk_update(stored, ["number", "is_dropped", *POINT])
    Decision.objects.bulk_create(
        Decision(protocol=protocol, number=number, **facts)
        for number, facts in enumerate(points[len(stored) :], len(stored) + 1)
    )


def sign_protocol(protocol: Protocol, *, by: User) -> Protocol:
    """R2-5: number and freeze the protocol that chair and secretary have signed; its decisions may now be cited."""
    grant = demanded(permissions.KEEP_PROTOCOLS, by)
    with acting(by, grant=grant, reason=str(protocol.pk)):
        year = rules.school_year(protocol.held_on)
        ProtocolCounter.objects.get_or_create(body_id=protocol.body_id, school_year=year)
        counter = ProtocolCounter.objects.select_for_update().get(body_id=protocol.body_id, school_year=year)
        protocol = Protocol.objects.select_for_update(of=("self",)).select_related("body").get(pk=protocol.pk)
        if protocol.school_year != year:
            raise ValidationError(_("Somebody else has changed this protocol meanwhile, or it is signed."), "version")
        ready(protocol)
        protocol.number, protocol.status = counter.next_number, Protocol.Status.SIGNED
        protocol.signed_at = clock.now()
        protocol.save(update_fields=["number", "status", "signed_at"])
        counter.next_number += 1
        counter.save(update_fields=["next_number"])
        record("orders.sign_protocol", protocol, by=by, number=protocol.number, on=protocol.held_on)
    return protocol


def ready(protocol: Protocol) -> None:
    """ValidationError says why a draft cannot be signed yet."""
    if protocol.annulled_at:
        raise ValidationError(_("This draft is annulled."), "annulled")
    if protocol.status != Protocol.Status.DRAFT:
        raise ValidationError(_("This protocol is signed already."), "signed")
    if protocol.chair_id == protocol.secretary_id:
        raise ValidationError(_("Chair and secretary of the meeting are two people."), "secretary")
    signed = Protocol.objects.filter(body=protocol.body_id, school_year=protocol.school_year, status="signed")
    last = signed.order_by("-number").first()
    rules.may_number(protocol.held_on, clock.today(), last and last.held_on)
    seats, present = counted(protocol)
    rules.may_decide(seats, present)
    points = list(protocol.decisions.filter(is_dropped=False))
    rules.may_cite([(point.number, point.decided) for point in points])
    for point in points:
        rules.may_count(point.number, point.votes, present)


def counted(protocol: Protocol) -> tuple[int, int]:
    """(seats, how many were present): by name where the body has seats, by a number where it has none."""
    rows = [row for row in protocol.attendances.all() if not row.is_dropped]
    return len(rows), sum(row.is_present for row in rows) if rows else protocol.present_count or 0


def annul_protocol(protocol: Protocol, *, by: User) -> Protocol:
    """A draft that is not to be: it stays in the list, annulled."""
    grant = demanded(permissions.KEEP_PROTOCOLS, by)
    with acting(by, grant=grant):
        protocol = Protocol.objects.select_for_update(of=("self",)).select_related("body").get(pk=protocol.pk)
        if protocol.status != Protocol.Status.DRAFT or protocol.annulled_at:
            raise ValidationError(_("Only a draft is annulled; a signed protocol stays."), "signed")
        protocol.annulled_at = clock.now()
        protocol.save(update_fields=["annulled_at"])
        record("orders.annul_protocol", protocol, by=by)
    return protocol


def keep_scan(protocol: Protocol, upload, *, by: User) -> Protocol:
    """R1-1.1: the paper with the signatures, kept beside the protocol once and for all."""
    grant = demanded(permissions.KEEP_PROTOCOLS, by)
    with acting(by, grant=grant):
        protocol = Protocol.objects.select_for_update(of=("self",)).select_related("body").get(pk=protocol.pk)
        if protocol.annulled_at or protocol.scan_id and protocol.status == Protocol.Status.SIGNED:
            raise ValidationError(_("The scan is there already; it stays."), "scan")
        protocol.scan = keep_file(upload, by=by)
        protocol.save(update_fields=["scan"])
        record("orders.keep_protocol_scan", protocol, by=by, file=protocol.scan_id)
    return protocol


def set_next_number(body: Body, school_year: int, number: int, *, by: User) -> ProtocolCounter:
    """A school that starts in the middle of a year goes on from its paper book; set before the first protocol."""
    grant = demanded(permissions.KEEP_PROTOCOLS, by)
    with acting(by, grant=grant):
        counter, _new = ProtocolCounter.objects.get_or_create(body=body, school_year=school_year)
        counter = ProtocolCounter.objects.select_for_update().get(pk=counter.pk)
        if Protocol.objects.filter(body=body, school_year=school_year, status="signed").exists():
            raise ValidationError(_("This body has protocols of this year already: the numbers go on by themselves."))
        counter.next_number = number
        counter.save(update_fields=["next_number"])
        record("orders.set_protocol_number", body, by=by, number=number, school_year=school_year)
    return counter
