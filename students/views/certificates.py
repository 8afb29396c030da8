"""The register of certificates of study: requests, issue, print, annulment."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.papers import answer
from schoolmis.papers.checks import path
from schoolmis.people.names import fold
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import AnnulForm, form_page, tried
from schoolmis.ui.lists import Choice, Column, List
from students import actions, permissions
from students.certificate_forms import AnswerForm, AskForm, IssueForm
from students.certificate_paper import CertificatePaper
from students.models import Certificate, CertificateRequest, Student
from students.views.common import card_url, crumbs, found, kept


def visible(user):
    rows = Certificate.objects.select_related(
        "check_row", "school_class__year", "student__person", "order", "issued_by"
    )
    return rows.filter(student__in=permissions.CERTIFICATES.visible(user, Student.objects.all()))


def asked(user):
    rows = CertificateRequest.objects.filter(status=CertificateRequest.Status.OPEN)
    rows = rows.filter(student__in=permissions.CERTIFICATES.visible(user, Student.objects.all()))
    return rows.select_related("student__person", "asked_by")


def by_state(rows, value):
    return rows.filter(check_row__annulled_on__isnull=value == "valid")


def years(request):
    return [(year, year) for year in Certificate.objects.order_by("-year").values_list("year", flat=True).distinct()]


class Register(List):
    title = gettext_lazy("Register of certificates")
    columns = [
        Column(
            "number",
            gettext_lazy("Certificate"),
            value=lambda one: f"№ {one.number}",
            sort=("year", "number"),
            cls="name",
            link=lambda one: reverse("students:certificate", args=[one.pk]),
        ),
        Column("on", gettext_lazy("Issued on"), value="check_row.issued_on", cls="keep"),
        Column("student", gettext_lazy("Student"), value="name", sort="student__person__sort_key", width=36),
        Column("class", gettext_lazy("Class"), value=lambda one: str(one.school_class), cls="keep"),
        Column("addressee", gettext_lazy("To be presented"), value="addressee", width=30),
        Column("received_by", gettext_lazy("Given to"), value="received_by", width=30),
        Column(
            "state",
            gettext_lazy("State"),
            value=lambda one: gettext_lazy("in force") if one.in_force else gettext_lazy("annulled"),
            tone=lambda one: "good" if one.in_force else "bad",
            cls="end",
        ),
    ]
    filters = [
        Choice("year", gettext_lazy("Year"), choices=years, apply="year"),
        Choice(
            "state",
            gettext_lazy("State"),
            choices=[("valid", gettext_lazy("in force")), ("annulled", gettext_lazy("annulled"))],
            apply=by_state,
        ),
    ]
    search_hint = gettext_lazy("Number, name, to be presented")
    export_permission = permissions.EXPORT
    file_name = "certificates"
    empty = gettext_lazy("No certificate yet. It is issued from the card of a student.")

    def search(self, rows, text):
        number = text.lstrip("№ ").strip()
        if number.isdecimal() and len(number) < 9:
            return rows.filter(number=int(number))
        return rows.filter(Q(student__person__folded__contains=fold(text)) | Q(addressee__icontains=text))


@guard(permissions.CERTIFICATES)
@require_safe
def register(request):
    """R1-1.1: every certificate with its number, its day, and who took it."""
    context = {"requests": list(asked(request.user)[:20])}
    return Register(visible(request.user)).response(request, "students/certificates.html", **context)


def _one(request, pk):
    return permissions.CERTIFICATES.get(request.user, visible(request.user), pk=pk)


def _crumb():
    return _("Register of certificates"), reverse("students:certificates")


@guard(permissions.CERTIFICATES)
@require_safe
def certificate(request, pk):
    one = _one(request, pk)
    sheet = reverse("students:certificate_print", args=[pk])
    first = not one.printed_at
    label = {"ky": _("Print in Kyrgyz"), "ru": _("Print in Russian")} if first else {
        "ky": _("Copy in Kyrgyz"), "ru": _("Copy in Russian")
    }  # fmt: skip
    acts = [
        Act(
            label[lang],
            f"{sheet}?lang={lang}",
            icon="print",
            method="post",
            main=lang == "ky",
            attrs={"formtarget": "_blank"},
        )
        for lang in ("ky", "ru")
    ]
    acts.append(Act(_("Annul"), reverse("students:certificate_annul", args=[pk]), danger=True))
    context = {
        "title": _("Certificate of study № %(n)s") % {"n": one.number},
        "crumbs": [_crumb()],
        "acts": acts if one.in_force else [],
        "one": one,
        "address": request.build_absolute_uri(path(one.check_row)),
    }
    return render(request, "students/certificate.html", context)


@guard(permissions.CERTIFICATES)
@require_POST
def certificate_print(request, pk):
    """The original once; the same number again is marked as a copy."""
    one = _one(request, pk)
    try:
        copy = actions.print_certificate(one, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("students:certificate", pk)
    shown = Student.objects.with_consent().get(pk=one.student_id).consented
    paper = CertificatePaper(request.build_absolute_uri("/"), copy=copy, shown=shown)
    return answer.printed(request, paper, [one], f"certificate-{one.year}-{one.number}")


@guard(permissions.CERTIFICATES)
def certificate_annul(request, pk):
    one = _one(request, pk)
    form = AnnulForm(request.POST or None)
    act = lambda: actions.annul_certificate(one, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The certificate is annulled."))
        return redirect("students:certificate", pk)
    return form_page(
        request,
        form,
        title=_("Annul the certificate"),
        line=f"{one.name}, {one}",
        submit=_("Annul"),
        danger=True,
        crumbs=[_crumb()],
        cancel=reverse("students:certificate", args=[pk]),
    )


@guard(permissions.CERTIFICATES)
def certificate_issue(request, pk):
    """`?request=<n>`: the family's open request is answered with the certificate."""
    student = kept(request, pk, permissions.CERTIFICATES)
    wish = _request_of(student, request.GET.get("request"))
    initial = {"received_by": _taker(student, wish), "addressee": wish.addressee if wish else ""}
    none_yet = not Certificate.objects.filter(year=clock.today().year).exists()
    form = IssueForm(request.POST or None, first=none_yet, initial=initial)
    made = []
    act = lambda: made.append(  # noqa: E731
        actions.issue_certificate(student, request=wish, by=request.user, **form.cleaned_data)
    )
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The certificate is in the register. Print it now."))
        return redirect("students:certificate", made[0].pk)
    return form_page(
        request,
        form,
        title=_("Certificate of study"),
        line=str(student),
        submit=_("Issue"),
        crumbs=crumbs(request, student),
        cancel=card_url(student),
    )


def _request_of(student, asked_for):
    """The request named in the address, or the open one: it is answered by this certificate."""
    rows = student.certificate_requests.filter(status=CertificateRequest.Status.OPEN).select_related("asked_by")
    if asked_for and asked_for.isdecimal() and len(asked_for) < 9:
        rows = rows.filter(pk=int(asked_for))
    return rows.first()


def _taker(student, wish):
    """Who probably takes it: whoever asked, else the guardian, else the student."""
    if wish:
        return str(wish.asked_by)
    links = student.guardianships.on(clock.today()).select_related("guardian") if student.consented else []
    return next((str(link.guardian) for link in links), str(student.person))


@guard(permissions.CERTIFICATES)
def request_refuse(request, pk):
    wish = asked(request.user).filter(pk=pk).first()
    if wish is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    act = lambda: actions.refuse_certificate(wish, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The answer is sent."))
        return redirect("students:certificates")
    return form_page(
        request,
        form,
        title=_("Refuse the request"),
        line=str(wish.student),
        submit=_("Refuse"),
        danger=True,
        crumbs=[_crumb()],
        cancel=reverse("students:certificates"),
    )


@guard(permissions.ASK_CERTIFICATE)
def certificate_ask(request, pk):
    """A guardian or the student asks; below, what was asked before and what came of it."""
    student = found(request, pk, permissions.ASK_CERTIFICATE)
    form = AskForm(request.POST or None)
    act = lambda: actions.ask_certificate(student, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The request is sent. The office tells you when the paper is ready."))
        return redirect(request.get_full_path())
    return form_page(
        request,
        form,
        template="students/certificate_ask.html",
        title=_("Ask for a certificate of study"),
        line=str(student),
        submit=_("Send to the office"),
        crumbs=crumbs(request, student),
        cancel=card_url(student),
        asked=student.certificate_requests.select_related("certificate")[:10],
    )
