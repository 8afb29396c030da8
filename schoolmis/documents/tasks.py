"""Pages of the director's instructions (R1-5.1c, R3-5.1d)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from schoolmis.access.guard import guard
from schoolmis.documents import instructing, permissions, rules
from schoolmis.documents.lists import InstructionList, task_state
from schoolmis.documents.models import Instruction, Task
from schoolmis.documents.pages import tried
from schoolmis.documents.record_forms import InstructionForm, ReportForm, ReturnForm
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import AnnulForm, form_page


def CRUMB():  # noqa: N802
    return _("Instructions"), reverse("documents:instructions")


def visible(user):
    tasks = Prefetch("tasks", Task.objects.select_related("person"))
    rows = Instruction.objects.select_related("given_by", "document", "order", "decision__protocol__body")
    return permissions.TASKS.visible(user, rows).prefetch_related(tasks)


def found(request, pk) -> Instruction:
    return permissions.TASKS.get(request.user, visible(request.user), pk=pk)


def one_task(request, pk) -> Task:
    rows = Task.objects.filter(instruction__in=permissions.TASKS.visible(request.user, Instruction.objects.all()))
    return get_object_or_404(rows.select_related("instruction", "person"), pk=pk)


@guard(permissions.TASKS)
@require_safe
def instruction_list(request):
    acts = [
        Act(_("Print"), reverse("papers:report", args=["documents.instructions"]), permissions.INSTRUCT, icon="print"),
        Act(_("Give an instruction"), reverse("documents:instruct"), permissions.INSTRUCT, icon="plus", main=True),
    ]
    acts = acts if permissions.INSTRUCT.allows(request.user) else []
    return InstructionList(visible(request.user)).response(request, acts=acts)


@guard(permissions.INSTRUCT)
def instruct(request):
    """R3-5.1d: the director directs the work."""
    form = InstructionForm(request.POST or None)
    act = lambda: instructing.instruct(by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Given. Each person named is told."))
        return redirect("documents:instructions")
    cancel = reverse("documents:instructions")
    return form_page(request, form, title=_("Give an instruction"), submit=_("Give"), crumbs=[CRUMB()], cancel=cancel)


@guard(permissions.TASKS)
@require_safe
def instruction_page(request, pk):
    instruction = found(request, pk)
    director = permissions.INSTRUCT.allows(request.user).ok
    said, tone = task_state(instruction)
    context = {
        "title": _("Instruction of %(day)s") % {"day": f"{instruction.given_on:%d.%m.%Y}"},
        "line": str(instruction.given_by),
        "crumbs": [CRUMB()],
        "acts": _of_instruction(instruction) if director else [],
        "instruction": instruction,
        "state": said,
        "tone": tone,
        "tasks": [(task, _acts(request, task, director)) for task in instruction.tasks.all()],
    }
    return render(request, "documents/instruction.html", context)


def _of_instruction(instruction):
    url, reason = reverse("documents:annul_instruction", args=[instruction.pk]), None
    try:
        rules.may_annul(all(one.accepted_on for one in instruction.tasks.all()), instruction.annulled_on is not None)
    except ValidationError as refused:
        reason = refused.messages[0]
    return [Act(_("Annul"), url, permissions.INSTRUCT, danger=True, reason=reason)]


@guard(permissions.INSTRUCT)
def instruction_annul(request, pk):
    instruction, form = found(request, pk), AnnulForm(request.POST or None)
    here = reverse("documents:instruction", args=[pk])
    act = lambda: instructing.annul(instruction, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Annulled. Those whose part was open are told."))
        return redirect(here)
    page = {"title": _("Annul the instruction"), "line": str(instruction), "cancel": here, "submit": _("Annul")}
    return form_page(request, form, crumbs=[CRUMB(), (_("Instruction"), here)], danger=True, **page)


def _acts(request, task, director):
    at = lambda name: reverse(f"documents:{name}", args=[task.pk])  # noqa: E731
    if task.accepted_on or task.instruction.annulled_on:
        return []
    if director and task.reported_on:
        return [Act(_("Return"), at("task_return")), Act(_("Accept"), at("task_accept"), method="post", main=True)]
    if task.person.user_id != request.user.pk:
        return []
    if task.read_on is None:
        return [Act(_("I have read it"), at("task_read"), method="post", main=True)]
    return [Act(pgettext("act", "Report"), at("task_report"), main=True)]


def _pressed(request, act, pk):
    """Run an act of one button; a refusal becomes a sentence on the page."""
    try:
        act()
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Saved."))
    return redirect("documents:instruction", pk)


@guard(permissions.TASKS)
@require_POST
def task_read(request, pk):
    task = one_task(request, pk)
    return _pressed(request, lambda: instructing.read(task, by=request.user), task.instruction_id)


@guard(permissions.INSTRUCT)
@require_POST
def task_accept(request, pk):
    task = one_task(request, pk)
    return _pressed(request, lambda: instructing.accept(task, by=request.user), task.instruction_id)


def _page(request, task, form, act, title):
    here = reverse("documents:instruction", args=[task.instruction_id])
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Saved."))
        return redirect(here)
    line, crumbs = str(task.instruction), [CRUMB(), (_("Instruction"), here)]
    return form_page(request, form, title=title, line=line, crumbs=crumbs, cancel=here)


@guard(permissions.TASKS)
def task_report(request, pk):
    task, form = one_task(request, pk), ReportForm(request.POST or None)
    act = lambda: instructing.report(task, by=request.user, **form.cleaned_data)  # noqa: E731
    return _page(request, task, form, act, pgettext("act", "Report"))


@guard(permissions.INSTRUCT)
def task_return(request, pk):
    task, form = one_task(request, pk), ReturnForm(request.POST or None)
    act = lambda: instructing.hand_back(task, by=request.user, **form.cleaned_data)  # noqa: E731
    return _page(request, task, form, act, _("Return"))
