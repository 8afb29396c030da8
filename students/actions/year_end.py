"""The end of the year in one run: proposals, the council's decisions, draft orders (R7-2.1 – R7-2.5)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record, record_all
from schoolmis.orders.actions import annul_draft, draft_order
from schoolmis.orders.models import Order
from students import permissions
from students.actions.keeping import Conflict, demanded
from students.actions.roll_over import drafts_of, locked
from students.actions.year_papers import DOCUMENTS, cited
from students.models import CHOSEN, Outcome, YearDecision, YearEnd
from students.rules import promotion as rules
from students.year_facts import gather, policy_now

BATCH = 500
WRITTEN = ["school_class", "proposed", "outcome", "reasons", "target", "is_edited", "is_dropped", "version"]


def _no_drafts(year_end) -> None:
    if drafts_of(year_end).exists():
        raise ValidationError(_("Orders are drafted already: discard the drafts first."), "drafts")


def propose_outcomes(year_end: YearEnd, *, by: User, progress=lambda done, total: None) -> dict[str, int]:
    """R7-2.1, R7-2.4: a proposal for every student of the year who has no order yet; {outcome: how many}.

    What the council has edited stays as long as the student's facts still allow it. All or nothing.
    """
    grant = demanded(permissions.PROMOTE, by)
    with acting(by, grant=grant):
        year_end = locked(year_end)
        if not year_end.confirmed_on:
            raise ValidationError(_("The director confirms the roll-over table first."), "table")
        _no_drafts(year_end)
        pupils, policy = gather(year_end), policy_now()
        stored = {one.student_id: one for one in YearDecision.objects.filter(year_end=year_end)}
        fresh, total = [], len(pupils)
        for done, (pk, pupil) in enumerate(pupils.items()):
            now = stored.pop(pk, None)
            row = _proposed(year_end, pupil, now, policy)
            if row is not now:
                fresh.append(row)
            if done % 100 == 0:
                progress(done, total)
        for gone in stored.values():
            if gone.order_id is None and not gone.is_dropped:
                gone.is_dropped, gone.version = True, gone.version + 1
                fresh.append(gone)
        _write(fresh)
        YearEnd.objects.filter(pk=year_end.pk).update(computed_at=clock.now())
        counts: dict[str, int] = {}
        for outcome in YearDecision.objects.filter(year_end=year_end, is_dropped=False).values_list(
            "outcome", flat=True
        ):
            counts[outcome] = counts.get(outcome, 0) + 1
        record("students.propose_outcomes", year_end, by=by, written=len(fresh), **counts)
        progress(total, total)
    return counts


def _write(rows) -> None:
    made = [row for row in rows if row.pk is None]
    YearDecision.objects.bulk_create(made, batch_size=BATCH)
    YearDecision.objects.bulk_update([row for row in rows if row.pk and row not in made], WRITTEN, batch_size=BATCH)


def _proposed(year_end, pupil, now, policy) -> YearDecision:
    """The decision as it should stand; `now` itself where nothing changes."""
    proposal = rules.propose(pupil.facts, policy)
    reasons = [[reason.code, list(reason.subjects)] for reason in proposal.reasons]
    row = YearDecision(
        year_end=year_end,
        student_id=pupil.id,
        school_class=pupil.school_class,
        proposed=proposal.outcome,
        outcome=proposal.outcome,
        reasons=reasons,
        target=target_of(proposal.outcome, pupil),
    )
    if now is None:
        return row
    if now.is_edited and _allowed(now, pupil, policy):
        row.outcome, row.target, row.is_edited = now.outcome, now.target, True
    same = ("school_class_id", "proposed", "outcome", "reasons", "target_id", "is_edited", "is_dropped")
    if all(getattr(row, name) == getattr(now, name) for name in same):
        return now
    row.pk, row.version, row._state.adding = now.pk, now.version + 1, False
    return row


def target_of(outcome: str, pupil):
    """The next class that goes with an outcome; nobody is put anywhere before it is decided."""
    if outcome in (Outcome.BLOCKED, Outcome.SECONDARY):
        return None
    return pupil.same if outcome == Outcome.REPEAT else pupil.target


def _allowed(decision, pupil, policy) -> bool:
    try:
        check(decision, pupil, policy)
    except ValidationError:
        return False
    return True


def check(decision: YearDecision, pupil, policy) -> None:
    """What the council decided holds by the rules and by the documents."""
    documents = {name: getattr(decision, name) for name in DOCUMENTS}
    rules.may_decide(decision.outcome, pupil.facts, policy, **documents)
    target = decision.target
    rules.may_go_to(decision.outcome, pupil.facts, target.grade if target else None)
    if target and target.year_id != decision.year_end.next_year_id:
        raise ValidationError({"target": ValidationError(_("The next class is a class of the next year."), "year")})


def decide(
    decision: YearDecision,
    *,
    outcome: str,
    version: int,
    by: User,
    target=None,
    note="",
    scan=None,
    papers=None,
    **documents,
) -> YearDecision:
    """R7-2.1, R7-2.5: the council decides of one student, with the documents the outcome asks for.

    `papers`: rows with number and day, or applications of the register; `documents`: what is written of them in words.
    """
    grant = demanded(permissions.PROMOTE, by)
    with acting(by, grant=grant):
        year_end = locked(decision.year_end)
        decision = (
            YearDecision.objects.select_for_update(of=("self",)).select_related("student__person").get(pk=decision.pk)
        )
        if decision.version != version:
            raise Conflict({"outcome": decision.get_outcome_display()}, decision.version)
        if decision.order_id:
            raise ValidationError(_("An order has carried this out: only an order of revocation undoes it."), "order")
        _no_drafts(year_end)
        decision.year_end = year_end
        pupil = gather(year_end, [decision.student_id]).get(decision.student_id)
        if pupil is None:
            raise ValidationError(_("The student is in no class of this year any more."), "gone")
        decision.outcome, decision.note, decision.is_edited = outcome, note.strip(), True
        decision.target = target
        if papers is not None:
            documents = cited(outcome, decision.student, papers)
        for name, value in documents.items():
            setattr(decision, name, value.strip() if name in DOCUMENTS else value)
        if scan is not None:
            decision.scan = scan
        check(decision, pupil, policy_now())
        decision.version += 1
        decision.save()
        record(
            "students.decide_year",
            decision.student,
            by=by,
            outcome=str(outcome),
            target=str(target or ""),
            note=decision.note,
        )
    return decision


def cite_decision(
    year_end: YearEnd,
    *,
    protocol: str,
    decided_on: date,
    debts_due_on: date | None,
    version: int,
    by: User,
    decision=None,
) -> YearEnd:
    """R7-2.1: the decision of the pedagogical council that the orders rest on."""
    grant = demanded(permissions.PROMOTE, by)
    with acting(by, grant=grant):
        year_end = locked(year_end)
        if year_end.version != version:
            raise Conflict({"protocol": year_end.protocol, "decided_on": year_end.decided_on}, year_end.version)
        _no_drafts(year_end)
        if decision is not None:
            protocol, decided_on = str(decision), decision.protocol.held_on
        if not protocol.strip():
            raise ValidationError(
                {"protocol": ValidationError(_("Write the number and date of the protocol (R7-2.1)."), "protocol")}
            )
        if not year_end.year.starts_on <= decided_on <= clock.today():
            raise ValidationError(
                {
                    "decided_on": ValidationError(
                        _("The council has decided between the first day of the year and today (R7-2.1)."), "day"
                    )
                }
            )
        if debts_due_on and debts_due_on < clock.today():
            raise ValidationError(
                {"debts_due_on": ValidationError(_("The last day of clearing a debt is to come (R7-2.3)."), "past")}
            )
        year_end.decision, year_end.protocol, year_end.decided_on = decision, protocol.strip()[:200], decided_on
        year_end.debts_due_on, year_end.version = debts_due_on, year_end.version + 1
        year_end.save(update_fields=["decision", "protocol", "decided_on", "debts_due_on", "version"])
        record("students.cite_council", year_end, by=by, protocol=year_end.protocol, decided_on=decided_on)
    return year_end


def draft_orders(year_end: YearEnd, *, by: User) -> list[Order]:
    """Draft an order for each outcome; nothing changes before they are signed. Who is not decided is left out."""
    from students.orders.year_texts import KIND_OF, draft_of

    grant = demanded(permissions.PROMOTE, by)
    with acting(by, grant=grant):
        year_end = locked(year_end)
        if not year_end.confirmed_on or not year_end.computed_at:
            raise ValidationError(_("The proposals are computed first."), "computed")
        rules.may_carry_out(clock.today(), year_end.decided_on, max(year_end.starts_on, clock.today()))
        _no_drafts(year_end)
        rows = list(
            YearDecision.objects.filter(year_end=year_end, order=None, is_dropped=False)
            .exclude(outcome=Outcome.BLOCKED)
            .select_related("student__person", "target", "school_class", "year_end")
            .order_by("school_class__grade", "school_class__letter", "student__person__sort_key")
        )
        if not rows:
            raise ValidationError(_("Nobody is decided yet."), "nobody")
        _all_hold(year_end, rows)
        if any(row.outcome == Outcome.CONDITIONAL for row in rows) and not year_end.debts_due_on:
            raise ValidationError(_("Set the day by which debts are cleared (R7-2.4)."), "due")
        made = []
        for outcome in KIND_OF:
            those = [row for row in rows if row.outcome == outcome]
            if those:
                kind, facts = draft_of(year_end, outcome, those)
                made.append(draft_order(kind, by=by, **facts))
        record("students.draft_year_orders", year_end, by=by, orders=[order.pk for order in made])
    return made


def _all_hold(year_end, rows) -> None:
    """Every decision holds by the facts of now; the first ten that do not are named."""
    pupils, policy, wrong = gather(year_end), policy_now(), []
    gone = _("in no class of this year any more")
    for row in rows:
        pupil = pupils.get(row.student_id)
        if pupil is None:
            wrong.append(f"{row.student}: {gone}")
            continue
        try:
            check(row, pupil, policy)
        except ValidationError as refused:
            wrong.append(f"{row.student}, {row.school_class}: {' '.join(refused.messages)}")
    if wrong:
        raise ValidationError(
            [*wrong[:10], *([_("and %(n)s more") % {"n": len(wrong) - 10}] if len(wrong) > 10 else [])]
        )


def discard_drafts(year_end: YearEnd, *, by: User) -> int:
    """Until they are signed the drafts may be discarded and all decided anew; they stay in the list, annulled."""
    grant = demanded(permissions.PROMOTE, by)
    with acting(by, grant=grant):
        year_end = locked(year_end)
        drafts = list(drafts_of(year_end))
        for order in drafts:
            annul_draft(order, by=by)
        record("students.discard_year_orders", year_end, by=by, orders=[order.pk for order in drafts])
    return len(drafts)


def book_outcomes(decisions, order, by) -> None:
    """Each student's promotion in the book."""
    record_all(
        "students.promote",
        [
            (row.student, {"order": order.pk, "outcome": row.outcome, "school_class": str(row.target or "")})
            for row in decisions
        ],
        by=by,
    )


__all__ = ["CHOSEN", "cite_decision", "decide", "discard_drafts", "draft_orders", "propose_outcomes"]
