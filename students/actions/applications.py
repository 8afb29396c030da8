"""Applications are registered, put to work, answered, refused or taken back (R7-4.5)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record, record_all
from schoolmis.audit.models import Entry
from schoolmis.files.actions import keep_file
from schoolmis.orders import kinds
from schoolmis.orders.models import Order
from schoolmis.people.places import places
from students import permissions
from students.actions.books import next_number
from students.actions.keeping import demanded
from students.models import Application, ApplicationPaper, BookCounter
from students.papers import RESTRICTED
from students.rules import applications as rules
from students.rules import papers

State = Application.State


def register_application(
    kind: str, *, received_on: date, by: User, student=None, applicant=None, applicant_name="", scan=None, **rest
) -> Application:
    """R7-4.5: the next number of the year's register. `applicant`: a guardian of the student, or the adult student.

    `rest`: child_name, school_class, wished_on, place, area (its code in the official list), text. Without a consent
    the names alone are on the paper.
    """
    grant = demanded(permissions.APPLICATIONS, by)
    _may_apply(student, applicant, received_on)
    if rest.get("area") and rest["area"] not in places():
        raise ValidationError({"area": ValidationError(_("Choose the district or the city from the list."), "area")})
    with acting(by, grant=grant):
        number = next_number(BookCounter.Book.APPLICATIONS, received_on.year)
        last = Application.objects.filter(year=received_on.year).order_by("-number").first()
        rules.may_register(received_on, clock.today(), last and last.received_on)
        made = Application.objects.create(
            kind=kind,
            year=received_on.year,
            number=number,
            received_on=received_on,
            student=student,
            applicant=applicant,
            applicant_name=str(applicant) if applicant else applicant_name,
            scan=keep_file(scan, by=by) if scan else None,
            registered_by=by,
            **rest,
        )
        record("students.register_application", made, by=by, kind=kind, student=student and student.pk)
    return made


def _may_apply(student, applicant, on):
    if applicant is None:
        return
    if student and applicant.pk == student.person_id:
        rules.may_apply(applicant.born_on, on)
    elif not (student and student.guardianships.filter(guardian=applicant).exclude(ends_on__lte=on).exists()):
        # A link begins on the day it was entered; who is entered later was a parent before.
        raise ValidationError(
            {"applicant": ValidationError(_("This person is no parent or guardian of the student on this day."), "who")}
        )


def attach_paper(
    application: Application, code: str, number: str, dated_on: date, *, by: User, scan=None
) -> ApplicationPaper:
    """A document beside the application; of health the fact and the number alone (R7-3.5)."""
    grant = demanded(permissions.APPLICATIONS, by)
    _open(application)
    if scan and code in RESTRICTED:
        raise ValidationError(
            {
                "scan": ValidationError(
                    _("Of a health document the fact and the number alone are kept, no scan (R7-3.5)."), "health"
                )
            }
        )
    if dated_on > clock.today():
        raise ValidationError({"dated_on": ValidationError(_("This day has not come yet."), "future")})
    with acting(by, grant=grant):
        paper = ApplicationPaper(application=application, code=code, number=number.strip(), dated_on=dated_on)
        paper.validate_constraints()
        paper.scan = keep_file(scan, by=by) if scan else None
        paper.save()
        record("students.attach_paper", application, by=by, code=code)
    return paper


def drop_paper(paper: ApplicationPaper, *, by: User) -> None:
    """A document attached by mistake counts no more; the row stays."""
    grant = demanded(permissions.APPLICATIONS, by)
    _open(paper.application)
    with acting(by, grant=grant):
        paper.is_dropped = True
        paper.save(update_fields=["is_dropped"])
        record("students.drop_paper", paper.application, by=by, code=paper.code)


def _open(application):
    if not application.is_open:
        raise ValidationError(
            _("Application %(n)s is closed already: %(why)s (R7-4.5).")
            % {"n": application.number, "why": application.get_state_display()},
            "closed",
        )


def put_to_order(application: Application, order: Order, *, by: User, student=None) -> None:
    """The draft that will answer it; another draft may take the place of one annulled.

    `student`: the record made for a child who had none.
    """
    grant = demanded(permissions.APPLICATIONS, by)
    _open(application)
    now = application.order
    if now and now.pk != order.pk and not now.annulled_at:
        raise ValidationError(
            _("An order on this application is drafted already: %(order)s.") % {"order": now}, "drafted"
        )
    with acting(by, grant=grant):
        application.order, application.state = order, State.ORDERED
        application.student = application.student or student
        application.save(update_fields=["order", "state", "student"])
        record("students.put_to_order", application, by=by, order=order.pk)


def close_application(application: Application, state: str, answer: str, *, by: User) -> Application:
    """Answered in words, refused with the reason, or taken back by who applied."""
    grant = demanded(permissions.APPLICATIONS, by)
    with acting(by, grant=grant):
        application = Application.objects.select_for_update().get(pk=application.pk)
        _open(application)
        if state != State.WITHDRAWN and not answer.strip():
            raise ValidationError(
                {"answer": ValidationError(_("Write the answer: who applied will read it."), "answer")}
            )
        if application.order and not application.order.annulled_at and application.order.number is None:
            raise ValidationError(_("An order on this application is drafted: annul the draft first."), "drafted")
        application.state, application.answer, application.closed_on = state, answer.strip(), clock.today()
        application.save(update_fields=["state", "answer", "closed_on"])
        record(f"students.application_{state}", application, by=by)
    return application


def rest_on(documents: list, move: str, student, *, order: Order, by: User) -> list[dict]:
    """The documents of one line of a signed order, demanded and written out; its application is answered by it.

    An application of the register gives its own number and date, and the documents attached to it.
    """
    given = []
    for one in documents:
        if one.get("application"):
            given += _of_register(one["application"], move, student, order, by)
        elif str(one.get("number") or "").strip():
            given.append({key: one[key] for key in ("code", "number", "on") if one.get(key)})
    papers.demand(move, given, on=order.date)
    return given


def _of_register(pk, move, student, order, by):
    one = Application.objects.select_for_update().filter(pk=pk).first()
    if one is None:
        raise ValidationError(_("There is no such application."), "unknown")
    rules.may_answer(
        str(one.number),
        asked=one.kind,
        about=one.student_id,
        closed="" if one.is_open else str(one.get_state_display()),
        move=move,
        student=student.pk,
    )
    one.order, one.state, one.closed_on = order, State.ANSWERED, order.date
    one.student = one.student or student
    one.save(update_fields=["order", "state", "closed_on", "student"])
    record("students.answer_application", one, by=by, order=order.pk)
    return [written(one), *(papers_of(one))]


@kinds.undoing
def reopen_applications(order: Order, second: Order) -> None:
    """R7-4.5: what a revoked order had answered waits for another answer; the book keeps both orders."""
    those = list(Application.objects.select_for_update().filter(order=order, state=State.ANSWERED))
    changes = {"order": None, "state": State.REGISTERED, "closed_on": None}
    Application.objects.filter(pk__in=[one.pk for one in those]).update(**changes)
    told = {"order": order.pk, "revoked_by": second.pk}
    record_all("students.reopen_application", [(one, told) for one in those], by=second.signed_by)


def reopened_by(application: Application) -> tuple[Order, Order] | None:
    """(the order that had answered an open application, the one that revoked it), the last time."""
    found = Entry.objects.filter(
        act="students.reopen_application", subject_type="students.application", subject_id=application.pk
    )
    entry = found.order_by("-id").first()
    both = entry and Order.objects.in_bulk([entry.data["order"], entry.data["revoked_by"]])
    return (both[entry.data["order"]], both[entry.data["revoked_by"]]) if both else None


def written(application: Application) -> dict:
    return {
        "code": "application",
        "number": str(application.number),
        "on": application.received_on.isoformat(),
        "application": application.pk,
    }


def papers_of(application: Application) -> list[dict]:
    return [_paper(one) for one in application.papers.filter(is_dropped=False)]


def _paper(one: ApplicationPaper) -> dict:
    return {"code": one.code, "number": one.number, "on": one.dated_on.isoformat()}


def written_out(ids) -> dict[int, list[dict]]:
    """{application's id: itself and the documents attached to it}, in two statements whatever their number."""
    found = {one.pk: [written(one)] for one in Application.objects.filter(pk__in=ids)} if ids else {}
    for one in ApplicationPaper.objects.filter(application__in=found, is_dropped=False) if found else ():
        found[one.application_id].append(_paper(one))
    return found
