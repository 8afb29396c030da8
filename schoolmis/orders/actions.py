"""What is done with orders: drafted, changed, signed, revoked, annulled; and the opening order of an installation."""

from copy import copy
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.orders import cited, kinds, permissions, reading, rules
from schoolmis.orders.models import Counter, Order, Series
from schoolmis.ui.dates import date_dated


@dataclass(frozen=True)
class MayDraft:
    """The right to draft one kind: the general one, or the one its kind names (the deputy's teaching load)."""

    kind: kinds.Kind

    def allows(self, user, obj=None):
        general = permissions.DRAFT.allows(user)
        return self.kind.draft.allows(user) if not general and self.kind.draft else general

    def demand_any(self, user):
        decision = self.allows(user)
        return decision.grant if decision else permissions.DRAFT.demand(user)


def may_draft(kind: kinds.Kind) -> MayDraft:
    return MayDraft(kind)


def draft_order(kind: str, *, by: User, payload=None, revokes=None, **texts) -> Order:
    """Write a draft of `kind`; its number and date come with the signature."""
    of = kinds.registry[kind]
    grant = None if by.is_system else may_draft(of).demand_any(by)
    wording = dict(zip(("title_ky", "title_ru", "text_ky", "text_ru"), of.texts, strict=True))
    wording = {"series": of.series} | wording | texts
    with acting(by, grant=grant):
        order = Order(kind=kind, payload=payload or {}, revokes=revokes, drafted_by=by, **wording)
        open_basis(order)
        order.save(force_insert=True)
        record("orders.draft", order, by=by, kind=kind)
    return order


def open_basis(order: Order) -> None:
    """R7-3.5: neither language of the basis says the number of a paper on health."""
    rules.basis_is_open(f"{order.basis_ky} {order.basis_ru}", kinds.of(order).closed(order))


def change_order(order: Order, *, by: User, version: int, **changes) -> Order:
    """Change a draft; whoever saved later than `version` is shown both texts."""
    grant = may_draft(kinds.of(order)).demand_any(by)
    with acting(by, grant=grant):
        open_basis(_with(order, changes))
        changed = Order.objects.filter(pk=order.pk, version=version, status=Order.Status.DRAFT).update(
            version=version + 1, **changes
        )
        if not changed:
            raise ValidationError(_("Somebody else has changed this order meanwhile, or it is signed."), "version")
        record("orders.change", order, by=by, fields=sorted(changes))
    order.refresh_from_db()
    return order


def _with(order, changes):
    changed = copy(order)
    for name, value in changes.items():
        setattr(changed, name, value)
    return changed


def sign_order(order: Order, *, by: User, on: date | None = None) -> Order:
    """Give the number, freeze the text and carry the order out, all in one transaction (R3-5.1b, R7-3)."""
    opening = by.is_system and order.series == Series.OPENING
    grant = None if opening else permissions.SIGN.demand(by)
    return _sign(order, by=by, on=on or clock.today(), grant=grant)


def may_be_signed(order: Order, on: date) -> None:
    """What is asked of an order of any kind; its own kind asks the rest."""
    last = Order.objects.filter(series=order.series, number__isnull=False).order_by("-date").first()
    rules.may_sign(order.status, on, last and last.date, order.title_ky)
    if order.annulled_at:
        raise ValidationError(_("This draft is annulled."), "annulled")
    open_basis(order)
    cited.decided_before(order, on)


def hindrance(order: Order) -> str:
    """What signing today would refuse, beside the button before it is pressed; empty where nothing hinders."""
    if why := kinds.of(order).ready(order):
        return why
    try:
        may_be_signed(order, clock.today())
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def locked_counter(series: str, year: int) -> Counter:
    """The lock of signing, always taken before that of an order's row.

    The series is locked, not the year's row: at the turn of the year the dates of two numbers stand in one order too.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"orders.{series}"])
    Counter.objects.get_or_create(series=series, year=year)
    return Counter.objects.select_for_update().get(series=series, year=year)


def _sign(order, *, by, on, grant=None):
    with acting(by, grant=grant, reason=str(order.pk)):
        counter = locked_counter(order.series, on.year)
        order = Order.objects.select_for_update().get(pk=order.pk)
        may_be_signed(order, on)
        order.number = 0 if order.series == Series.OPENING else counter.next_number
        order.date, order.status = on, Order.Status.SIGNED
        order.signed_by, order.signed_name, order.signed_at = by, by.name or str(by), clock.now()
        order.save(update_fields=["number", "date", "status", "signed_by", "signed_name", "signed_at"])
        if order.series != Series.OPENING:
            counter.next_number += 1
            counter.save(update_fields=["next_number"])
        kinds.of(order).apply(order, by)
        reading.put_in_list(order, reading.concerned(order), by=by)
        record("orders.sign", order, by=by, number=order.label, on=on)
    return order


def annul_draft(order: Order, *, by: User) -> Order:
    """A draft nobody needs stays in the table, annulled."""
    grant = may_draft(kinds.of(order)).demand_any(by)
    with acting(by, grant=grant):
        draft = Order.objects.filter(pk=order.pk, status=Order.Status.DRAFT, annulled_at=None)
        if not draft.update(annulled_at=clock.now()):
            raise ValidationError(_("A signed order is undone only by another order."), "signed")
        order.refresh_from_db()
        record("orders.annul", order, by=by)
    return order


def revoke_order(
    order: Order, *, basis_ky: str, basis_ru: str = "", papers=(), by: User, on: date | None = None
) -> Order:
    """Draft and sign the order that undoes `order`: compensating rows, nothing removed (R3-5.1b).

    `papers`: the documents of its basis, [{code, number, on}].
    """
    grant = permissions.REVOKE.demand(by)
    on = on or clock.today()
    with transaction.atomic():
        # What amends or undoes an order waits for its row: one at a time.
        locked_counter(_series_of_revocation(order), on.year)
        order = Order.objects.select_for_update().get(pk=order.pk)
        return _revoke(order, (basis_ky, basis_ru), list(papers), by, on, grant)


def _series_of_revocation(order):
    return order.series if order.series != Series.OPENING else Series.GENERAL


def _revoke(order, basis, papers, by, on, grant):
    revoked = Order.objects.filter(revokes=order).exclude(status="draft").exists()
    rules.may_revoke(order.status, revoked, kinds.rests(order))
    title_ru = order.title_ru or order.title_ky
    dated_ky, dated_ru = (f"{date_dated(order.date, language)} № {order.label}" for language in ("ky", "ru"))
    second = draft_order(
        "revoke",
        by=by,
        payload={"basis": papers} if papers else {},
        basis_ky=basis[0],
        basis_ru=basis[1],
        revokes=order,
        series=_series_of_revocation(order),
        text_ky=f"{dated_ky} «{order.title_ky}» буйрук күчүн жоготту деп эсептелсин.",
        text_ru=f"Считать утратившим силу приказ {dated_ru} «{title_ru}».",
    )
    return _sign(second, by=by, on=on, grant=grant)


def set_next_number(series: str, year: int, number: int, *, by: User) -> Counter:
    """A series goes on from the paper book's next number; set once, before its first order of the year."""
    grant = permissions.SIGN.demand(by)
    with acting(by, grant=grant):
        counter, _new = Counter.objects.get_or_create(series=series, year=year)
        if Order.objects.filter(series=series, date__year=year).exists():
            raise ValidationError(_("This series has orders already: its numbers go on by themselves."), "started")
        counter.next_number = number
        counter.save(update_fields=["next_number"])
        record("orders.set_next_number", counter, by=by, number=number)
    return counter
