"""What the start page and the search box get from documents and instructions."""

from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.desk.panels import panel
from schoolmis.desk.search import Hit, source
from schoolmis.documents import permissions
from schoolmis.documents.lists import matching, not_accepted, state, task_state
from schoolmis.documents.models import Document, Instruction, Task

SHOWN, AHEAD = 6, 7


@panel("documents.due", permissions.VIEW, order=40)
def due(request):
    """Documents whose last day has passed or comes within a week."""
    until = clock.today() + timedelta(days=AHEAD)
    rows = permissions.VIEW.visible(request.user, Document.objects.filter(done_on=None, due_on__lte=until))
    found = list(rows.select_related("responsible").defer("folded", "search").order_by("due_on")[: SHOWN + 1])
    if not found:
        return None
    return "documents/panel_due.html", {
        "rows": [(one, *state(one)) for one in found[:SHOWN]],
        "more": len(found) > SHOWN,
    }


@panel("documents.tasks", permissions.TASKS, order=16)
def tasks(request):
    """R3-5.1d: the reader's own instructions; the director's view is of all that are not accepted."""
    if permissions.INSTRUCT.allows(request.user):
        found = not_accepted(Instruction.objects.order_by("due_on")).prefetch_related("tasks__person")[:SHOWN]
    else:
        mine = Task.objects.filter(person__user=request.user, accepted_on=None)
        found = (
            Instruction.objects.filter(tasks__in=mine, annulled_on=None)
            .order_by("due_on")
            .prefetch_related("tasks__person")[:SHOWN]
        )
    rows = [(one, *task_state(one)) for one in found]
    return ("documents/panel_tasks.html", {"rows": rows}) if rows else None


@source(
    _("Documents"),
    permissions.VIEW,
    order=46,
    more=lambda text: f"{reverse('documents:register')}?{urlencode({'q': text})}",
)
def documents_found(user, text):
    rows = permissions.VIEW.visible(user, Document.objects.only("number_text", "summary", "correspondent"))
    for one in matching(rows, text)[:9]:
        yield Hit(
            f"№ {one.number_text} {one.summary}", str(one.correspondent), reverse("documents:document", args=[one.pk])
        )
