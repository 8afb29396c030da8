"""Messages of guardians and teachers: the list, one conversation, a new one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from journal import conversations, permissions
from journal.actions import see_conversation, send_message, start_conversation
from journal.conversation_forms import MessageForm, NewMessageForm
from schoolmis.access.guard import guard
from schoolmis.ui.forms import form_page, refuse, status_of
from students.models import Student

SHOWN = 100


@guard(permissions.MESSAGES)
def message_list(request):
    """R1-2.2c: the reader's own conversations, the newest first."""
    found = list(conversations.listed(request.user)[: SHOWN + 1])
    for talk in found:
        talk.about = conversations.about(talk)
        talk.other = talk.teacher if talk.guardian_id == request.user.pk else talk.guardian
    context = {"title": pgettext("menu", "Messages"), "talks": found[:SHOWN], "is_cut": len(found) > SHOWN}
    return render(request, "journal/messages.html", context)


@guard(permissions.MESSAGES)
def conversation(request, pk):
    """One conversation with the field of the next message; opening it is seeing it."""
    talk = get_object_or_404(conversations.mine(request.user), pk=pk)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            send_message(talk, form.cleaned_data["words"], by=request.user)
        except ValidationError as error:
            form.add_error("words", error.messages)
        else:
            return redirect("journal:conversation", pk=pk)
    see_conversation(talk, by=request.user)
    is_guardian = talk.guardian_id == request.user.pk
    context = {
        "title": (talk.teacher if is_guardian else talk.guardian).name,
        "line": " · ".join(filter(None, [talk.student.person.short_name, conversations.about(talk)])),
        "crumbs": [(pgettext("menu", "Messages"), reverse("journal:messages"))],
        "talk": talk,
        "said": list(talk.messages.select_related("by")),
        "form": form,
        "is_open": conversations.is_open(talk),
    }
    return render(request, "journal/conversation.html", context, status=status_of(form))


@guard(permissions.WRITE_MESSAGE)
def message_new(request, pk):
    """A guardian writes about a lesson, a note or an absence of the child, or about the child in general."""
    student = permissions.WRITE_MESSAGE.get(request.user, Student.objects.select_related("person"), pk=pk)
    thing = _thing(request, student)
    form = NewMessageForm(request.POST or None, student=student, thing=thing)
    if request.method == "POST" and form.is_valid():
        try:
            talk = start_conversation(
                student, form.to(), form.cleaned_data["words"], thing=form.thing(), by=request.user
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The message is sent."))
            return redirect("journal:conversation", pk=talk.pk)
    back = reverse("journal:child", args=[pk])
    crumbs = [(student.person.short_name, back)]
    note = _("Only you and this teacher read it. Write no diagnosis.")
    title, line = _("Write to a teacher"), form.about or student.person.short_name
    return form_page(request, form, title=title, line=line, crumbs=crumbs, submit=_("Send"), cancel=back, note=note)


def _thing(request, student):
    """What the address names, of this child; 404 for another's."""
    for kind in ("lesson", "note", "absence"):
        told = request.GET.get(kind, "")
        if told.isdecimal():
            thing = conversations.thing_of(student, kind, int(told))
            if thing is None:
                raise Http404(_("There is no such page, or it is not yours to see."))
            return thing
    return None
