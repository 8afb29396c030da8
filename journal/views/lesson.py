"""Topic, homework and kind of work of one lesson, held or to come."""

from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from journal import actions, control_works, forms, homework, locks, permissions, policy, signing
from journal.actions import change_lesson
from journal.models import Lesson, Plan
from journal.substitutes import reach as standing_in
from journal.substitutes.own import held_by
from schoolmis.access.guard import guard
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import date_long, day_month, weekday
from schoolmis.ui.forms import form_page, refuse

FIELDS = ("topic", "homework", "due_on", "minutes", "link", "kind", "weight", "counts", "visible", "most")


@guard(permissions.MARK)
def lesson(request, pk):
    """Who saved meanwhile does not lose it, and neither does the reader: both texts stand in the form."""
    column = lesson_of(pk)
    if column is None or not permissions.VIEW.allows(request.user, column.section):
        raise Http404(_("There is no such page, or it is not yours to see."))
    permissions.MARK.demand(request.user, column.section)
    standing_in.reach(permissions.MARK, request.user, column.section).demand(column)
    back = next_of(request) or grid_of(column)
    scale = policy.scale_for(policy.sections().get(pk=column.section_id))
    make = forms.WorkForm if column.part else forms.LessonForm
    form = make(request.POST or None, request.FILES or None, instance=column, scale=scale)
    if request.method == "POST":
        valid = form.is_valid()
        _keep_files(request, form, pk)
        if valid and _changed(request, form, pk):
            return redirect(back)
    beside = {} if column.part else {"files": homework.files_of(column), "ahead": homework.ahead(column)}
    if beside:
        form.tell_load(beside["ahead"])
    form.tell_works(control_works.beside(column))
    return form_page(
        request,
        form,
        **beside,
        title=str(column.section),
        line=" · ".join(filter(None, [line_of(column), held_by(column), signing.said(column)])),
        crumbs=[(_("Journals"), reverse("journal:sections")), (str(column.section), grid_of(column))],
        acts=_acts(column, back),
        template="journal/lesson_form.html" if column.part else "journal/lesson.html",
        states=_states(column),
        submit=_("Save"),
        cancel=back,
    )


def _keep_files(request, form, pk) -> None:
    """Files that are in order are kept even when something else is wrong: a phone does not choose them twice."""
    uploads = form.cleaned_data.get("files")
    if not uploads:
        return
    try:
        actions.add_homework_files(lesson_of(pk), uploads, by=request.user)
    except ValidationError as error:
        form.add_error("files", error)
    else:
        messages.success(request, _("The files are kept."))


def _changed(request, form, pk) -> bool:
    if form.errors:
        return False
    changes = {name: form.cleaned_data[name] for name in FIELDS if name in form.cleaned_data}
    try:
        saved = change_lesson(lesson_of(pk), version=form.cleaned_data["version"], by=request.user, **changes)
    except ValidationError as error:
        form.refuse(error, lesson_of(pk))
        return False
    messages.success(request, _("Saved"))
    if not saved.part and saved.homework:
        _warn(request, saved)
    _warn_of_works(request, saved)
    return True


def _warn_of_works(request, saved) -> None:
    """A control work is set on a day that has as many of them as the norm says."""
    for of, works, crowded in control_works.beside(saved) if control_works.is_one(saved) else ():
        if crowded:
            told = {"day": day_month(saved.date), "class": of, "works": ", ".join(works)}
            messages.warning(request, _("%(day)s, %(class)s: control works already: %(works)s.") % told)


def _warn(request, saved) -> None:
    """Gently: a day with much homework, a day without a lesson of the subject."""
    due = homework.due_of(saved)
    if due is None:
        return
    day = f"{weekday(due)}, {day_month(due)}"
    for of, load in homework.heavy_with(saved, due):
        told = {"day": day, "class": of, "n": load.subjects, "minutes": load.minutes}
        messages.warning(
            request,
            (
                _("%(day)s, %(class)s: much homework already, subjects: %(n)s, minutes: %(minutes)s.")
                if load.minutes
                else _("%(day)s, %(class)s: much homework already, subjects: %(n)s.")
            )
            % told,
        )
    if saved.due_on and not homework.has_lesson(saved, due):
        messages.warning(request, _("There is no lesson of this subject on %(day)s.") % {"day": day})


@guard(permissions.MARK)
@require_POST
def take_off_file(request, pk, file):
    column = lesson_of(pk)
    if column is None or not permissions.VIEW.allows(request.user, column.section):
        raise Http404(_("There is no such page, or it is not yours to see."))
    row = get_object_or_404(column.files.select_related("lesson__section"), pk=file, taken_off_at=None)
    actions.take_off_homework_file(row, by=request.user)
    messages.success(request, _("The file is taken off."))
    return redirect("journal:lesson", pk=pk)


@guard(permissions.MARK)
def add_work(request, pk):
    """One more work of the lesson: its own column, kind and weight."""
    column = lesson_of(pk)
    if column is None or not permissions.VIEW.allows(request.user, column.section):
        raise Http404(_("There is no such page, or it is not yours to see."))
    permissions.MARK.demand(request.user, column.section)
    scale = policy.scale_for(policy.sections().get(pk=column.section_id))
    form = forms.NewWorkForm(request.POST or None, scale=scale)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_work(column, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The work has its column now."))
            return redirect(grid_of(column))
    return form_page(
        request,
        form,
        title=_("One more work"),
        line=f"{column.section}, {line_of(column)}",
        crumbs=[(_("Journals"), reverse("journal:sections")), (str(column.section), grid_of(column))],
        submit=_("Add"),
        cancel=grid_of(column),
    )


@guard(permissions.MARK)
@require_POST
def remove_work(request, pk):
    column = lesson_of(pk)
    if column is None or not permissions.VIEW.allows(request.user, column.section):
        raise Http404(_("There is no such page, or it is not yours to see."))
    try:
        actions.remove_work(column, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("journal:lesson", pk=pk)
    messages.success(request, _("The work is removed."))
    return redirect(grid_of(column))


def _states(column) -> list:
    """The correction policy in words; of a lesson that is not held there is none."""
    found = locks.columns(column.section, [column.pk]).get(column.pk)
    return locks.in_words(found) if found else []


def line_of(column) -> str:
    """Day, lesson and, of a further work, which one."""
    said = {"day": date_long(column.date), "number": column.number, "work": column.part + 1}
    return (_("%(day)s, lesson %(number)s, work %(work)s") if column.part else _("%(day)s, lesson %(number)s")) % said


def _acts(column, back) -> list[Act]:
    if column.part:
        address = reverse("journal:remove_work", args=[column.pk])
        return [Act(_("Remove the work"), address, method="post", danger=True, confirm=_("Remove this column?"))]
    return [
        Act(_("Mark as not held"), reverse("journal:drop", args=[column.pk]), permissions.DROP, column.section),
        Act(_("One more work"), reverse("journal:add_work", args=[column.pk])),
        Act(_("Control works"), reverse("papers:report", args=["journal.control_works"]), permissions.CONTROL_WORKS),
        _by_plan(column),
        *_sign(column, back),
    ]


def _sign(column, back) -> list[Act]:
    """R1-4.1/2: the signature, or why it cannot be given yet; a lesson signed as it stands has none."""
    if column.signed_at and not column.is_changed:
        return []
    lacking = " ".join(signing.sentence(code) for code in signing.lacks(column))
    to = f"{reverse('journal:sign', args=[column.pk])}?next={quote(back)}"
    word = _("Sign again") if column.signed_at else _("Sign")
    return [Act(word, to, permissions.SIGN, column.section, method="post", reason=lacking)]


def _by_plan(column) -> Act:
    """The plan's topic in one tap where the lesson has none, else the plan itself."""
    if column.topic or not Plan.objects.filter(section=column.section_id).exists():
        return Act(_("Plan"), reverse("journal:plan", args=[column.section_id]))
    return Act(_("By the plan"), reverse("journal:topic", args=[column.pk]), method="post")


def lesson_of(pk):
    held = signing.with_state(Lesson.objects.exclude(status=Lesson.Status.DROPPED))
    return held.select_related("section__subject", "section__group__year", "kind").filter(pk=pk).first()


def grid_of(column) -> str:
    """The journal at the term, or the half-year, of the lesson."""
    of = column.section.periods().filter(starts_on__lte=column.date, ends_on__gte=column.date).first()
    if of is None:
        return reverse("journal:section", args=[column.section_id])
    return reverse("journal:grid", args=[column.section_id, of.number])


def next_of(request) -> str:
    """Where the reader came from, on this site alone."""
    told = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure())
    return told if here else ""
