"""Plans on their way to the deputy head and back, and the list of all."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F, Prefetch, Q, Sum
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from journal import first_steps, permissions, policy
from journal.actions import approve_plan, return_plan, submit_plan
from journal.models import Plan
from journal.plans.forms import RemarkForm
from journal.views.plans import crumbs
from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.structure.models import SchoolClass, Section, TeachingLoad
from schoolmis.structure.years import year_shown
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, refuse
from schoolmis.ui.lists import Choice, Column, List

NONE, CHANGED = "none", "changed"


def _state(section) -> str:
    if section.state is None or not section.planned:
        return _("no plan yet")
    if section.state == Plan.Status.APPROVED and section.version != section.approved:
        return _("changed after the approval")
    return Plan.Status(section.state).label


def _tone(section) -> str:
    if section.state is None or not section.planned:
        return "bad"
    changed = section.state == Plan.Status.APPROVED and section.version != section.approved
    return "warn" if changed else Plan.tones[section.state]


def _teachers(section) -> str:
    return ", ".join(str(load.teacher.person.short_name) for load in section.loads_now)


def _choose(found, state):
    if state == NONE:
        return found.filter(Q(plan=None) | Q(planned=None))
    if state == CHANGED:
        return found.filter(plan__status=Plan.Status.APPROVED).exclude(plan__version=F("plan__approved_version"))
    return found.filter(plan__status=state, planned__isnull=False)


class PlanList(List):
    title = gettext_lazy("Calendar-thematic plans")
    columns = [
        Column(
            "section",
            gettext_lazy("Journal"),
            value=str,
            sort=("subject__order", "group__name"),
            cls="name",
            link=lambda s: reverse("journal:plan", args=[s.pk]),
        ),
        Column("teacher", gettext_lazy("Teacher"), value=_teachers),
        Column("hours", gettext_lazy("Hours"), value=lambda s: s.planned or 0, sort="planned", cls="num"),
        Column("state", gettext_lazy("Status"), value=_state, tone=_tone, cls="end"),
    ]
    filters = [
        Choice(
            "state",
            gettext_lazy("Status"),
            choices=[
                *Plan.Status.choices,
                (CHANGED, gettext_lazy("changed after the approval")),
                (NONE, gettext_lazy("no plan yet")),
            ],
            apply=_choose,
        ),
        Choice(
            "class",
            gettext_lazy("Class"),
            choices=lambda request: [(of.pk, str(of)) for of in SchoolClass.objects.filter(year=year_shown())],
            apply=lambda found, pk: found.filter(group__classes=pk),
        ),
    ]
    default_sort = "section"
    empty = gettext_lazy("There is no journal yet: the order on the teaching load opens them.")

    @property
    def empty_act(self):
        return first_steps.next_act(self.request.user)


@guard(permissions.PLANS)
def plan_list(request):
    """R1-4.1/2: every journal with its plan's state: what waits, what is missing, what was changed."""
    loads = Prefetch("loads", TeachingLoad.objects.on(clock.today()).select_related("teacher__person"), "loads_now")
    found = permissions.PLANS.visible(request.user, Section.objects.filter(group__year=year_shown()))
    found = found.select_related("subject", "group").prefetch_related(loads).distinct()
    found = found.annotate(
        state=F("plan__status"),
        version=F("plan__version"),
        approved=F("plan__approved_version"),
        planned=Sum("plan__topics__hours", filter=Q(plan__topics__position__isnull=False)),
    )
    report = reverse("papers:report", args=["journal.plan_fulfilment"])
    acts = [Act(_("Plan against fact"), report, icon="print")]
    if permissions.DROP_DAYS.allows(request.user):
        acts.append(Act(_("Lessons not held"), reverse("journal:lost")))
    return PlanList(found).response(request, acts=acts, crumbs=[(_("Journals"), reverse("journal:sections"))])


def _done(request, pk, act, sentence):
    section = policy.section_for(permissions.VIEW, request.user, pk)
    try:
        act(section)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, sentence)
    return redirect("journal:plan", pk=pk)


def _version(request, section) -> int:
    """The version that the reader saw: a plan changed meanwhile is not handed over or approved unseen."""
    told = request.GET.get("version", "")
    if told.isdecimal() and len(told) < 9:
        return int(told)
    return Plan.objects.filter(section=section).values_list("version", flat=True).first() or 0


@guard(permissions.KEEP)
@require_POST
def submit(request, pk):
    act = lambda section: submit_plan(section, version=_version(request, section), by=request.user)  # noqa: E731
    return _done(request, pk, act, _("Handed over to the deputy head."))


@guard(permissions.APPROVE_PLANS)
@require_POST
def approve(request, pk):
    act = lambda section: approve_plan(section, version=_version(request, section), by=request.user)  # noqa: E731
    return _done(request, pk, act, _("The plan is approved."))


@guard(permissions.APPROVE_PLANS)
def give_back(request, pk):
    section = policy.section_for(permissions.VIEW, request.user, pk)
    version = Plan.objects.filter(section=section).values_list("version", flat=True).first() or 0
    form = RemarkForm(request.POST or None, initial={"version": version})
    if request.method == "POST" and form.is_valid():
        try:
            return_plan(section, form.cleaned_data["remark"], version=form.cleaned_data["version"], by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Returned with the remark."))
            return redirect("journal:plan", pk=pk)
    return form_page(
        request,
        form,
        title=_("Return the plan"),
        line=str(section),
        submit=_("Return"),
        crumbs=crumbs(section),
        cancel=reverse("journal:plan", args=[pk]),
    )
