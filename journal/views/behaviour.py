"""Praise and remarks of teachers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from journal import absence_forms, permissions
from journal.actions import annul_note, write_note
from journal.models import BehaviourNote
from schoolmis.access.guard import guard
from schoolmis.ui.forms import form_page, refuse
from students.models import Student


@guard(permissions.BEHAVIOUR)
def behaviour(request, pk):
    """R1-4.1/2: a praise or a remark, for the family or for the staff alone."""
    student = permissions.BEHAVIOUR.get(request.user, Student.objects.select_related("person"), pk=pk)
    form = absence_forms.BehaviourForm(request.POST or None)
    back = reverse("students:card", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            write_note(student, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved"))
            return redirect(back)
    return form_page(
        request, form, title=_("Praise or remark"), line=student.person.short_name, submit=_("Save"), cancel=back
    )


@guard(permissions.BEHAVIOUR)
@require_POST
def behaviour_annul(request, pk):
    mine = permissions.BEHAVIOUR.visible(request.user, Student.objects.all())
    note = get_object_or_404(BehaviourNote.objects.select_related("student"), pk=pk, student__in=mine)
    try:
        annul_note(note, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Taken back."))
    return redirect("students:card", pk=note.student_id)
