"""What the start page gets from students."""

from datetime import timedelta

from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.access.grants import grants_of
from schoolmis.desk.panels import figure, panel
from students import permissions
from students.blocks import block
from students.completeness import checked
from students.debt_list import debts_of
from students.models import AcademicDebt, CertificateRequest, Enrolment, Proposal, Student
from students.portal import children_gone
from students.record_lists import STATES, expiring, state_of


@figure("students.count", permissions.CONTINGENT, order=10)
def count(request):
    """How many are on the roll today, and who came and left since the first of the month."""
    today = clock.today()
    first = today.replace(day=1)
    in_force = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gt=today))
    spells = Enrolment.objects.aggregate(
        now=Count("pk", filter=in_force),
        came=Count("pk", filter=Q(starts_on__gte=first, starts_on__lte=today)),
        left=Count("pk", filter=Q(ends_on__gt=first, ends_on__lte=today)),
    )
    return {
        "label": _("Students"),
        "value": spells["now"],
        "note": _("+%(came)s / −%(left)s this month") % spells,
        "url": reverse("students:list"),
    }


@figure("students.incomplete", permissions.KEEP, order=15, roles=["secretary"])
def incomplete(request):
    """R1-1.2b: how many records lack something."""
    missing = checked(permissions.KEEP.visible(request.user, Student.objects.all())).filter(lacking=True).count()
    if not missing:
        return None
    return {
        "label": _("Records lack something"),
        "value": missing,
        "url": reverse("students:incomplete"),
        "tone": "warn",
    }


@panel("students.proposals", permissions.KEEP, order=40, wide=True)
def proposals(request):
    """What guardians wish corrected and nobody has answered yet; the oldest first."""
    waiting = Proposal.objects.filter(status=Proposal.Status.OPEN).select_related("person", "proposed_by")
    rows = list(waiting.order_by("pk")[:6])
    return ("students/panel_proposals.html", {"rows": rows}) if rows else None


@figure("students.debts", permissions.LIST_DEBTS, order=40)
def debts(request):
    """R7-2.2: open academic debts, and how many are past their last day."""
    if not hasattr(request, "_debts"):
        mine = AcademicDebt.objects.visible_to(request.user).enrolled(clock.today()).open()
        request._debts = mine.aggregate(n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=clock.today())))
    found = request._debts
    return {
        "label": _("Academic debts"),
        "value": found["n"],
        "note": _("overdue: %(n)s") % {"n": found["late"]},
        "tone": "bad" if found["late"] else "",
        "url": reverse("students:debts"),
    }


@panel("students.debts", permissions.LIST_DEBTS, order=60, wide=True)
def debts_panel(request):
    """Debts that are overdue or due within two weeks; nothing is drawn where there is none."""
    soon = clock.today() + timedelta(days=14)
    found = debts_of(request.user).enrolled(clock.today()).open().filter(due_on__lte=soon).order_by("due_on")
    rows = list(found[:6])
    return ("students/panel_debts.html", {"rows": rows}) if rows else None


@block("students.debts", permission=permissions.PERSONAL, title=gettext_lazy("Academic debts"), order=50, side=True)
def debts_block(request, student):
    """R7-2.3: what the student owes, on the card."""
    rows = list(debts_of(request.user).filter(student=student))
    if not rows:
        return ""
    return render_to_string("students/block_debts.html", {"rows": rows, "student": student}, request)


@panel("students.certificates", permissions.CERTIFICATES, order=41, wide=True)
def certificates(request):
    """Certificates of study that families wait for; the oldest first."""
    waiting = CertificateRequest.objects.filter(status=CertificateRequest.Status.OPEN)
    rows = list(waiting.select_related("student__person", "asked_by").order_by("pk")[:6])
    return ("students/panel_certificates.html", {"rows": rows}) if rows else None


@panel("students.documents", permissions.DOCUMENT_LIST, order=62, wide=True)
def documents(request):
    """Papers of students that are over or run out soon; the first to end first."""
    rows = [
        (row, STATES[state_of(row)], "bad" if state_of(row) == "over" else "warn")
        for row in expiring().order_by("valid_until")[:6]
    ]
    return ("students/panel_documents.html", {"rows": rows}) if rows else None


@panel("students.children_gone", order=0, wide=True, now=True)
def gone(request):
    """A parent without any child here now sees when the last one left, and what stays open."""
    rows = [] if grants_of(request.user) else children_gone(request.user)
    return ("students/panel_children_gone.html", {"rows": rows}) if rows else None
