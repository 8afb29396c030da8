"""Certificates of study: asked for, issued with the next number, printed, annulled (R1-2.2b)."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.notices import kinds
from schoolmis.notices.actions import notify
from schoolmis.papers import checks
from students import permissions
from students.models import Certificate, CertificateRequest, Student
from students.rules import certificates as rules

NUMBERING = "select pg_advisory_xact_lock(hashtext('students.certificate'))"
PAPER = checks.declare("students.certificate", gettext_lazy("Certificate of study"))
TOLD = {
    CertificateRequest.Status.ISSUED: kinds.register(
        "students.certificate_issued",
        gettext_lazy("The certificate is ready at the school's office: %(name)s. %(answer)s"),
    ),
    CertificateRequest.Status.REFUSED: kinds.register(
        "students.certificate_refused", gettext_lazy("The certificate is refused: %(name)s. %(answer)s")
    ),
}


def issue_certificate(
    student: Student, *, addressee="", received_by: str, first_number: int | None = None, request=None, by: User
) -> Certificate:
    """Give the next number of the year under a lock, freeze what the paper says, and answer the open request."""
    grant = permissions.CERTIFICATES.demand(by, student)
    today = clock.today()
    with acting(by, grant=grant):
        with connection.cursor() as cursor:
            cursor.execute(NUMBERING)
        spell = student.enrolments.on(today).select_related("order").first()
        place = student.placements.on(today).select_related("school_class").first()
        rules.may_certify(spell and spell.starts_on, place and place.school_class, today)
        last = Certificate.objects.filter(year=today.year).order_by("-number").values_list("number", flat=True).first()
        number = rules.next_number(last, first_number)
        certificate = Certificate.objects.create(
            student=student,
            year=today.year,
            number=number,
            check_row=checks.issue(PAPER, number, today),
            name=str(student.person),
            school_class=place.school_class,
            since=spell.starts_on,
            order=spell.order,
            addressee=addressee,
            received_by=received_by,
            issued_by=by,
        )
        record("students.issue_certificate", student, by=by, number=number, addressee=addressee, to=received_by)
        if request:
            _answer(request, CertificateRequest.Status.ISSUED, f"№ {number}", by, certificate)
    return certificate


def print_certificate(certificate: Certificate, *, by: User) -> bool:
    """Whether this sheet is a copy: the original is printed once, every other print of the number is marked."""
    grant = permissions.CERTIFICATES.demand(by, certificate.student)
    if not certificate.in_force:
        raise ValidationError(_("This paper is annulled already."), "annulled")
    with acting(by, grant=grant):
        first = Certificate.objects.filter(pk=certificate.pk, printed_at=None).update(printed_at=clock.now())
        record("students.print_certificate", certificate.student, by=by, number=certificate.number, copy=not first)
    return not first


def annul_certificate(certificate: Certificate, *, why: str, by: User) -> Certificate:
    """The number stays in the register, its code answers «annulled»."""
    grant = permissions.CERTIFICATES.demand(by, certificate.student)
    rules.may_annul(certificate.in_force, why)
    with acting(by, grant=grant):
        checks.annul(certificate.check_row)
        certificate.annulled_why = why
        certificate.save(update_fields=["annulled_why"])
        record("students.annul_certificate", certificate.student, by=by, number=certificate.number, why=why)
    return certificate


def ask_certificate(student: Student, *, addressee="", by: User) -> CertificateRequest:
    """A guardian or the student asks; one request of a student waits at a time."""
    grant = permissions.ASK_CERTIFICATE.demand(by, student)
    with acting(by, grant=grant):
        try:
            with transaction.atomic():
                request = CertificateRequest.objects.create(student=student, addressee=addressee, asked_by=by)
        except IntegrityError as twice:
            raise ValidationError(_("A request for this student waits for the office already."), "open") from twice
        record("students.ask_certificate", student, by=by, addressee=addressee)
    return request


def refuse_certificate(request: CertificateRequest, *, answer: str, by: User) -> CertificateRequest:
    grant = permissions.CERTIFICATES.demand(by, request.student)
    if not answer.strip():
        raise ValidationError({"answer": ValidationError(_("Write why it is refused."), "answer")})
    with acting(by, grant=grant):
        _answer(request, CertificateRequest.Status.REFUSED, answer, by)
        record("students.refuse_certificate", request.student, by=by, answer=answer)
    return request


def _answer(request, status, answer, by, certificate=None):
    """An open request is answered once, and whoever asked is told."""
    waiting = CertificateRequest.objects.filter(pk=request.pk, status=CertificateRequest.Status.OPEN)
    if not waiting.update(status=status, answer=answer, certificate=certificate):
        raise ValidationError(_("This request is answered already."), "answered")
    request.refresh_from_db()
    url = reverse("students:certificate_ask", args=[request.student_id])
    notify(
        [request.asked_by],
        TOLD[status],
        by=by,
        url=url,
        about=request.student.person,
        name=request.student,
        answer=answer,
    )
