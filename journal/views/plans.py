"""The calendar-thematic plan of a section beside its dated lessons."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import permissions, plans, policy
from journal.actions import enter_topic, save_plan
from journal.models import Plan
from journal.plans.files import read_file
from journal.plans.forms import PlanFileForm, PlanForm
from journal.rules.plans import compare, write
from journal.views.lesson import grid_of, lesson_of, next_of
from schoolmis.access.guard import guard
from schoolmis.structure.models import Term
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import date_short
from schoolmis.ui.forms import form_page, status_of


def crumbs(section) -> list:
    journal = reverse("journal:section", args=[section.pk])
    return [(_("Journals"), reverse("journal:sections")), (str(section), journal)]


@guard(permissions.VIEW)
def plan(request, pk):
    """R1-4.1/2: topics on their days, what was not held and why, whether the plan is approved."""
    section = policy.section_for(permissions.VIEW, request.user, pk)
    stored = Plan.objects.filter(section=section).select_related("decided_by", "submitted_by").first()
    layout = plans.layout(section)
    may_write = permissions.KEEP.allows(request.user, section).ok
    text = write([one for one in layout.topics.values() if one.position is not None])
    changed = [] if stored is None or not stored.is_changed else compare(stored.approved_text, text)
    return render(
        request,
        "journal/plan.html",
        {
            "title": _("Calendar-thematic plan"),
            "line": str(section),
            "crumbs": crumbs(section),
            "section": section,
            "plan": stored,
            "layout": layout,
            "terms": layout.by_term(list(Term.objects.filter(year=section.group.year_id))),
            "stats": _figures(stored, layout) if layout.hours else [],
            "changed": [row for row in changed if row[0] != "same"],
            "may_write": may_write,
            "may_drop": permissions.DROP.allows(request.user, section).ok,
            "acts": _acts(section, stored, layout, may_write),
        },
    )


def _figures(stored, layout) -> list[dict]:
    lessons = _("lessons of the year: %(n)s") % {"n": len(layout.lessons)}
    due = _("past lessons without their topic: %(n)s") % {"n": layout.due} if layout.due else ""
    over = _("does not fit before the year's end: %(n)s") % {"n": layout.over} if layout.over else ""
    return [
        {"label": _("Status"), **_status(stored)},
        {"label": _("Hours of the plan"), "value": layout.hours, "note": lessons},
        {"label": _("Entered in the journal"), "value": layout.given, "note": due, "tone": "warn" if due else ""},
        {"label": _("Hours lost"), "value": len(layout.lost), "note": over, "tone": "bad" if over else ""},
    ]


def _status(stored) -> dict:
    """What the plan's state is, and who brought it there."""
    note = ""
    if stored.status in (Plan.Status.APPROVED, Plan.Status.RETURNED):
        note = f"{date_short(stored.decided_at)}, {stored.decided_by}"
    elif stored.status == Plan.Status.SUBMITTED:
        note = f"{date_short(stored.submitted_at)}, {stored.submitted_by}"
    if stored.status == Plan.Status.APPROVED and stored.is_changed:
        return {"value": _("changed after the approval"), "note": note, "tone": "warn"}
    return {"value": stored.get_status_display(), "note": note, "tone": stored.tone}


def _acts(section, stored, layout, may_write) -> list[Act]:
    page = lambda name: reverse(f"journal:{name}", args=[section.pk])  # noqa: E731
    paper = f"{reverse('papers:report', args=['journal.plan'])}?section={section.pk}"
    acts = [Act(_("Print"), paper, icon="print")] if layout.hours else []
    if stored and stored.status == Plan.Status.SUBMITTED:
        acts.append(Act(_("Return"), page("plan_return"), permissions.APPROVE_PLANS, section))
        to = f"{page('plan_approve')}?version={stored.version}"
        acts.append(Act(_("Approve"), to, permissions.APPROVE_PLANS, section, method="post", main=True))
    elif layout.hours and may_write and (stored.status != Plan.Status.APPROVED or stored.is_changed):
        to = f"{page('plan_submit')}?version={stored.version}"
        acts.append(Act(_("Hand over for approval"), to, permissions.KEEP, section, method="post"))
    return [*acts, Act(_("Write the plan"), page("plan_edit"), permissions.KEEP, section, main=not layout.hours)]


@guard(permissions.KEEP)
def edit(request, pk):
    """Who saved meanwhile does not lose it: both versions stand below, what was typed stays in the form."""
    section = policy.section_for(permissions.VIEW, request.user, pk)
    permissions.KEEP.demand(request.user, section)
    stored = Plan.objects.filter(section=section).first()
    version, text = (stored.version, plans.text_of(stored)) if stored else (0, "")
    begun = _begun_with(request, section)
    initial = {"topics": plans.begun_with(section, begun) if begun else text, "version": version}
    form, both = PlanForm(request.POST or None, initial=initial), []
    if request.method == "POST" and form.is_valid():
        try:
            save_plan(section, form.lines, version=form.cleaned_data["version"], by=request.user)
        except ValidationError as error:
            form.refuse(error, version)
            both = compare(text, write(form.lines)) if getattr(error, "code", "") == "version" else []
        else:
            messages.success(request, _("Saved"))
            return redirect("journal:plan", pk=pk)
    return _form(request, section, form, both=both, begun=None if request.method == "POST" else begun)


def _form(request, section, form, **context):
    return form_page(
        request,
        form,
        template="journal/plan_form.html",
        title=_("Write the plan"),
        line=str(section),
        crumbs=[*crumbs(section), (_("Plan"), reverse("journal:plan", args=[section.pk]))],
        cancel=reverse("journal:plan", args=[section.pk]),
        section=section,
        others=plans.to_copy(section)[:40],
        **({"file_form": PlanFileForm()} | context),
    )


def _begun_with(request, section) -> Plan | None:
    """The plan that the reader wants to begin with; nothing is saved by that."""
    wanted = request.GET.get("from", "")
    return plans.to_copy(section).filter(pk=wanted).first() if wanted.isdecimal() and len(wanted) < 10 else None


@guard(permissions.KEEP)
def from_file(request, pk):
    """R3-4.1/2: the plan of a file stands in the form, to be looked over and saved."""
    section = policy.section_for(permissions.VIEW, request.user, pk)
    permissions.KEEP.demand(request.user, section)
    stored = Plan.objects.filter(section=section).first()
    version = stored.version if stored else 0
    sent = PlanFileForm(request.POST, request.FILES) if request.method == "POST" else None
    initial = {"topics": plans.text_of(stored), "version": version}
    unclear = []
    if sent and sent.is_valid():
        try:
            found = read_file(sent.cleaned_data["file"])
        except ValidationError as error:
            sent.add_error("file", error)
        else:
            initial["topics"], unclear = write(found.lines), found.unclear
            hours = sum(line.hours for line in found.lines)
            messages.success(
                request,
                _("Topics read: %(n)s, hours: %(hours)s. Look them over and save.")
                % {"n": len(found.lines), "hours": hours},
            )
    form = PlanForm(initial=initial)
    context = {"file_form": sent or PlanFileForm(), "unclear": unclear}
    answer = _form(request, section, form, **context)
    answer.status_code = status_of(sent) if sent else 200
    return answer


@guard(permissions.MARK)
def topic(request, pk):
    """One tap: the plan's topic and homework enter the lesson."""
    lesson = lesson_of(pk)
    if lesson is None or not permissions.VIEW.allows(request.user, lesson.section):
        raise Http404(_("There is no such page, or it is not yours to see."))
    permissions.MARK.demand(request.user, lesson.section)
    if request.method != "POST":
        return redirect("journal:lesson", pk=pk)
    try:
        enter_topic(lesson, by=request.user)
        messages.success(request, _("Saved"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(next_of(request) or grid_of(lesson))
