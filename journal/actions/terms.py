"""A term's way: checked, results, council, closed, and back; a journal of it opened again on request (R1-5.1b)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import closing, locks, permissions
from journal.models import Closing, Reopening, ReopenRequest, TermState, TermStep
from journal.rules import closing as rules
from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.grants import holders
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.notices import kinds
from schoolmis.notices.actions import notify
from schoolmis.structure.models import Section, Term
from students.actions import Conflict

ASKED = kinds.register("journal.reopen_asked", gettext_lazy("%(name)s asks to open %(section)s, %(term)s again"))
READY = kinds.register(
    "journal.reopen_ready", gettext_lazy("%(section)s, %(term)s is ready and closed again: %(name)s")
)
ANSWERED = {
    ReopenRequest.Status.APPROVED: kinds.register(
        "journal.reopen_approved", gettext_lazy("%(section)s, %(term)s is open again until %(until)s")
    ),
    ReopenRequest.Status.REFUSED: kinds.register(
        "journal.reopen_refused", gettext_lazy("%(section)s, %(term)s is not opened again: %(answer)s")
    ),
}


def advance_term(term: Term, to: str, *, version: int, by: User, decision=None) -> TermState:
    """R1-5.1b: the next step, when nothing is missing for it. The last one closes the term for the whole school."""
    grant = permissions.CLOSE.demand(by)
    with acting(by, grant=grant):
        locks.close_terms()
        stored = _locked(term, version)
        rules.may_step(stored.state, to, closing.facts_of(term, stored, decision=decision))
        if to == TermState.State.COUNCIL:
            _may_cite(decision, term)
        _step(stored, to, by, decision=decision)
        if to == TermState.State.CLOSED:
            _close(term, by)
    return stored


def return_term(term: Term, *, reason: str, version: int, by: User) -> TermState:
    """R1-5.1b: a term under way, or closed, is open again; the reason stays with it."""
    grant = permissions.CLOSE.demand(by)
    with acting(by, grant=grant, reason=reason):
        locks.close_terms()
        stored = _locked(term, version)
        rules.may_return(stored.state, reason)
        if stored.state == TermState.State.CLOSED:
            facts = {"reopened_at": clock.now(), "reason": reason}
            Closing.objects.filter(term__in=term.ending_together, reopened_at=None).update(**facts)
            record("journal.reopen_term", term, by=by, reason=reason)
        _step(stored, TermState.State.OPEN, by, reason=reason)
    return stored


def _locked(term, version) -> TermState:
    """The term's row, made where it is not there yet; whoever saw an older one is told."""
    before = closing.state_of(term)
    if before.pk is None:
        before.version = 1
        before.save()
        version = version or 1
    stored = TermState.objects.select_for_update().get(term=term)
    if stored.version != version:
        raise Conflict({"state": stored.get_state_display()}, stored.version)
    return stored


def _may_cite(decision, term) -> None:
    """A signed protocol of the pedagogical council, held in the term or after it (domain §4.9)."""
    if decision.protocol.body.kind != "council":
        raise ValidationError({"decision": _("The pedagogical council decides on the results of a term.")}, "body")
    if decision.protocol.held_on < term.starts_on:
        raise ValidationError({"decision": _("The council sat before this term began.")}, "early")


def _step(stored, to, by, *, reason="", decision=None) -> None:
    former, stored.state = stored.state, to
    stored.decision = decision or (None if to == TermState.State.OPEN else stored.decision)
    stored.version += 1
    stored.save()
    TermStep.objects.create(of=stored, former=former, state=to, reason=reason, decision=decision, by=by)
    record("journal.term_step", stored.term, by=by, former=former, state=str(to), reason=reason)


def _close(term: Term, by: User) -> None:
    """From now on the term's marks change only where a section is opened again; with it the half-year that ends."""
    with acting(by):
        locks.close_terms()
        for one in term.ending_together:
            _closing, new = Closing.objects.get_or_create(term=one, reopened_at=None, defaults={"closed_by": by})
            if new:
                record("journal.close_term", one, by=by)


def ask_reopening(section: Section, term: Term, *, reason: str, by: User) -> ReopenRequest:
    """R1-5.1b: the teacher asks the deputy head to open one journal of a closed term again."""
    grant = permissions.ASK_REOPEN.demand(by, section)
    if not locks.term_lock(section, term).closed:
        raise ValidationError(_("This term is not closed."), "open")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the journal is opened again.")})
    with acting(by, grant=grant):
        asked = ReopenRequest(section=section, term=term, reason=reason.strip(), asked_by=by)
        asked.full_clean()
        asked.save()
        record("journal.ask_reopening", section, by=by, term=term.pk, reason=reason)
        deputies = User.objects.filter(holders(Role.DEPUTY), is_active=True)
        notify(deputies, ASKED, by=by, url=reverse("journal:terms"), name=by.name, section=section, term=term)
    return asked


def answer_reopening(asked: ReopenRequest, *, by: User, until: date | None = None, answer: str = "") -> ReopenRequest:
    """R1-5.1b: opened until a day, or refused with the reason; the teacher is told."""
    grant = permissions.CLOSE.demand(by)
    if until is None and not answer.strip():
        raise ValidationError({"answer": _("Say why it is refused.")})
    with acting(by, grant=grant):
        asked = (
            ReopenRequest.objects.select_for_update(of=("self",))
            .select_related("section", "term", "asked_by")
            .get(pk=asked.pk)
        )
        if asked.status != ReopenRequest.Status.ASKED:
            raise ValidationError(_("This request is answered already."), "answered")
        asked.reopening = (
            reopen_section(asked.section, asked.term, reason=asked.reason, until=until, by=by) if until else None
        )
        asked.status = ReopenRequest.Status.APPROVED if until else ReopenRequest.Status.REFUSED
        asked.answered_by, asked.answered_at, asked.answer = by, clock.now(), answer.strip()
        asked.save()
        record("journal.answer_reopening", asked.section, by=by, status=str(asked.status), until=until, answer=answer)
        told = {
            "section": asked.section,
            "term": asked.term,
            "answer": answer,
            "until": f"{until:%d.%m.%Y}" if until else "",
        }
        url = reverse("journal:grid", args=[asked.section_id, asked.term.number])
        notify([asked.asked_by], ANSWERED[asked.status], by=by, url=url, **told)
    return asked


def close_again(section: Section, term: Term, *, by: User) -> None:
    """R1-5.1b: a journal opened again is ready before its day: closed at once, by the checks of the term.

    `section`: of `policy.sections()`. Who has asked for it and who has opened it are told.
    """
    grant = permissions.KEEP.allows(by, section).grant or permissions.CLOSE.demand(by)
    with acting(by, grant=grant):
        locks.close_terms()
        opened = Reopening.objects.open().filter(section=section, closing__term=term)
        opened = list(opened.select_for_update(of=["self"]).select_related("opened_by", "request__asked_by"))
        if not opened:
            raise ValidationError(_("This journal is not open again."), "shut")
        rules.may_close_again(closing.of_journal(section, term).facts)
        for one in opened:
            one.ended_at, one.ended_by = clock.now(), by
            one.save(update_fields=["ended_at", "ended_by"])
        record("journal.close_again", section, by=by, term=term.pk)
        told = {one.opened_by for one in opened} | {one.request.asked_by for one in opened if hasattr(one, "request")}
        url = reverse("journal:grid", args=[section.pk, term.number])
        notify(told - {by}, READY, by=by, url=url, name=by.name, section=section, term=term)


def reopen_section(section: Section, term: Term, *, reason: str, until: date, by: User) -> Reopening:
    """One journal of a closed term opens again until a day, with the reason."""
    grant = permissions.CLOSE.demand(by)
    found = Closing.objects.filter(term=term, reopened_at=None).first()
    if found is None:
        raise ValidationError(_("This term is not closed."), "open")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the journal is opened again.")})
    if until < clock.today():
        raise ValidationError({"until": _("This day has passed.")})
    with acting(by, grant=grant, reason=reason):
        again = Reopening.objects.create(closing=found, section=section, reason=reason, until=until, opened_by=by)
        record("journal.reopen_section", section, by=by, term=term.pk, until=until, reason=reason)
    return again
