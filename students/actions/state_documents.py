"""The register of documents of education: given to a graduate by the order of graduation (R7-3.1)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.orders.models import Order
from students import permissions
from students.actions.keeping import demanded
from students.models import Outcome, StateDocument, Student, YearDecision

LEVELS = [Outcome.BASIC, Outcome.SECONDARY]


def graduates():
    """Decisions of graduates whose order is signed and who have no document of the level yet."""
    given = StateDocument.objects.filter(student=OuterRef("student"), level=OuterRef("outcome"), annulled_on=None)
    return (
        YearDecision.objects.filter(~Exists(given), outcome__in=LEVELS, order__isnull=False)
        .select_related("student__person", "school_class", "order")
        .order_by("school_class__grade", "school_class__letter", "student__person__sort_key")
    )


def give_state_document(
    student: Student, *, order: Order, series: str, number: str, given_on: date, given_to: str, by: User, **facts
) -> StateDocument:
    """R7-3.1: the state document is given to whom the order of graduation names, against a receipt."""
    grant = demanded(permissions.STATE_DOCUMENTS, by)
    decision = YearDecision.objects.filter(student=student, order=order, outcome__in=LEVELS).first()
    if decision is None:
        raise ValidationError(_("A document of education rests on a signed order of graduation."), "order")
    if not order.date <= given_on <= clock.today():
        raise ValidationError(
            {"given_on": ValidationError(_("The document is given between the order and today."), "day")}
        )
    document = StateDocument(
        student=student,
        order=order,
        level=decision.outcome,
        series=series.strip().upper(),
        number=number.strip(),
        given_on=given_on,
        given_to=given_to.strip(),
        given_by=by,
        **facts,
    )
    with acting(by, grant=grant):
        document.full_clean()
        document.save()
        record("students.give_state_document", student, by=by, document=str(document), to=document.given_to)
    return document


def annul_state_document(document: StateDocument, *, why: str, by: User) -> StateDocument:
    """A document spoilt or written wrong stays in the register, annulled; another one may be given."""
    grant = demanded(permissions.STATE_DOCUMENTS, by)
    if not why.strip():
        raise ValidationError({"why": ValidationError(_("Write why the document is annulled."), "why")})
    with acting(by, grant=grant):
        still = StateDocument.objects.filter(pk=document.pk, annulled_on=None)
        if not still.update(annulled_on=clock.today(), annulled_why=why.strip()):
            raise ValidationError(_("This document is annulled already."), "twice")
        record("students.annul_state_document", document.student, by=by, document=str(document), why=why.strip())
    document.refresh_from_db()
    return document
