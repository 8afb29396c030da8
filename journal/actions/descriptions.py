"""Texts of a term: written, given to the families; a teacher's own phrases."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from journal import descriptions, locks, permissions
from journal.models import OwnPhrase, TermText
from journal.roster import members
from journal.rules import descriptions as rules
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure.models import Section, Term
from students.actions import Conflict


def describe(
    section: Section, term: Term | None, student: int, words: str, *, version: int, reason: str = "", by: User
) -> TermText:
    """R1-4.1/2: a student's term in words (the year for None). Sent twice it is kept once; an older version is told.

    `section` is one of `policy.sections()`. Empty words take the text back.
    """
    grant = permissions.DESCRIBE.demand(by, section)
    words = rules.cleaned(words)
    with acting(by, reason=reason.strip(), grant=grant):
        locks.hold_terms()
        if all(one.id != student for one in members(section, *descriptions.span(section, term))):
            raise ValidationError(_("This student is not in this lesson."), "out")
        of = {"student_id": student, "subject_id": section.subject_id, "year_id": section.group.year_id, "term": term}
        now = TermText.objects.select_for_update().filter(**of).first()
        text = now or TermText(**of, words="", version=0)
        if text.words == words:
            return text
        if text.version != version:
            raise Conflict({"words": text.words, "by": text.written_by.name}, text.version)
        _may_write(section, term, bool(text.words), reason)
        text.words, text.section, text.written_by, text.written_at = words, section, by, clock.now()
        text.version += 1
        text.given_at = text.given_at if words else None
        try:
            with transaction.atomic():
                text.save()
        except IntegrityError as error:  # a colleague's first text came in the same moment
            text = TermText.objects.filter(**of).first()
            if text is None:
                raise
            raise Conflict({"words": text.words, "by": text.written_by.name}, text.version) from error
        record("journal.describe", section, by=by, name="", student=student, column=str(term.pk) if term else "year")
    return text


def _may_write(section, term, changes, reason) -> None:
    if not descriptions.is_described(section):
        raise ValidationError(_("No texts are written in this journal: the rules of results say where."), "scale")
    state = descriptions.state(section, term, changes=changes)
    if state.code == "locked" or (state.code == "reason" and not reason.strip()):
        raise ValidationError(descriptions.sentence(state), state.code)


def give_texts(section: Section, term: Term | None, *, by: User) -> int:
    """R1-2.2c: the texts written so far are shown to the families and printed; later changes are seen at once."""
    grant = permissions.DESCRIBE.demand(by, section)
    if section.group.year.closed_on:
        raise ValidationError(locks.sentence(locks.State("locked", "year")), "locked")
    waiting = TermText.objects.filter(section=section, term=term, given_at=None).exclude(words="")
    with acting(by, grant=grant):
        given = waiting.update(given_at=clock.now())
        if given:
            column = str(term.pk) if term else "year"
            record("journal.give_texts", section, by=by, name="", column=column, n=given)
    return given


def keep_phrase(words: str, *, by: User) -> OwnPhrase:
    """A phrase for the teacher's own texts; the same one is kept once."""
    grant = permissions.DESCRIBE.demand(by)
    words = " ".join(words.replace("\0", "").split())
    phrase = OwnPhrase.objects.filter(owner=by, words=words).first() or OwnPhrase(owner=by, words=words)
    if phrase.pk:
        return phrase
    phrase.full_clean()
    with acting(by, grant=grant):
        if OwnPhrase.objects.filter(owner=by).count() >= rules.MOST_PHRASES:
            told = _("You keep %(n)s phrases already: remove one first.") % {"n": rules.MOST_PHRASES}
            raise ValidationError(told, "many")
        phrase.save()
        record("journal.keep_phrase", by=by)
    return phrase


def drop_phrase(phrase: OwnPhrase, *, by: User) -> None:
    """The phrase is offered no more; texts that were written with it stay."""
    grant = permissions.DESCRIBE.demand(by)
    if phrase.owner_id != by.pk:
        raise ValidationError(_("This phrase is not yours."), "whose")
    with acting(by, grant=grant):
        phrase.delete()
        record("journal.drop_phrase", by=by)
