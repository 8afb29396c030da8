"""Papers asked for and given: applications, proposals, certificates, documents of education (R1-1.2a)."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.people.extract import day, section
from schoolmis.ui.dates import date_short
from students.models import Application, Certificate, CertificateRequest, Issue, Proposal, StateDocument


@section(gettext_lazy("Applications"), order=80)
def applications(person):
    """Those about the student and those made by the person."""
    found = Application.objects.filter(Q(student__person=person) | Q(applicant=person)).select_related("order")
    headings = [_("Number"), _("Received on"), _("What is asked for"), _("Applicant"), _("State"), _("By order")]
    return headings, [
        (
            str(one.number),
            day(one.received_on),
            one.get_kind_display(),
            one.applicant_name,
            one.get_state_display(),
            f"№ {one.order.label}" if one.order_id and one.order.number is not None else "",
        )
        for one in found
    ]


@section(gettext_lazy("Proposed changes"), order=81)
def proposals(person):
    found = Proposal.objects.filter(Q(person=person) | Q(proposed_by__person=person)).distinct()
    return [_("Date"), _("About whom"), _("What"), _("Status"), _("Answer")], [
        (
            date_short(one.proposed_at),
            str(one.person),
            one.note or ", ".join(str(type(one.person)._meta.get_field(name).verbose_name) for name in one.changes),
            one.get_status_display(),
            one.answer,
        )
        for one in found.select_related("person")
    ]


@section(gettext_lazy("Certificates and papers given"), order=82)
def given(person):
    """Certificates of study, papers of a departure, documents of education, and what waits for the office."""
    return [_("Date"), _("What"), _("Number"), _("Given to")], [
        *(
            (day(one.check_row.issued_on), _("Certificate of study"), str(one.number), one.received_by)
            for one in Certificate.objects.filter(student__person=person).select_related("check_row")
        ),
        *(
            (date_short(one.asked_at), _("Asked for a certificate"), "", one.get_status_display())
            for one in CertificateRequest.objects.filter(student__person=person)
        ),
        *(
            (day(one.issued_on), one.get_kind_display(), str(one.number), one.taken_by)
            for one in Issue.objects.filter(spell__student__person=person)
        ),
        *(
            (day(one.given_on), one.get_level_display(), f"{one.series} № {one.number}", one.given_to)
            for one in StateDocument.objects.filter(student__person=person)
        ),
    ]
