"""The lists of documents and instructions."""

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis import clock
from schoolmis.documents import permissions, rules
from schoolmis.documents.models import CaseFile, Direction, Document, DocumentKind, FileText, Task
from schoolmis.people.names import fold
from schoolmis.ui.lists import Choice, Column, Day, List


def state(document):
    """What the document is now; past its last day it is late."""
    if rules.is_late(document.due_on, document.done_on, clock.today()):
        return pgettext_lazy("document", "overdue"), "bad"
    return document.get_state_display(), Document.tones[document.state]


def matching(rows, text):
    """Words of the text at their beginnings (full text), or the text anywhere in the folded words (trigrams)."""
    words = [word for word in fold(text).split() if word]
    if not words:
        return rows
    query = SearchQuery(
        " & ".join(f"{word}:*" for word in words if word.isalnum()) or "''", search_type="raw", config="simple"
    )
    # A union, since an "or" with the files' words would walk the whole register.
    itself = Document.objects.order_by().filter(Q(search=query) | Q(folded__contains=fold(text))).values("pk")
    return rows.filter(pk__in=itself.union(FileText.objects.filter(search=query).values("file__document")))


def late(rows, value):
    today = clock.today()
    open_ones = rows.filter(done_on=None, due_on__isnull=False)
    return {
        "late": open_ones.filter(due_on__lt=today),
        "open": rows.filter(done_on=None),
        "due": open_ones,
    }[value]


class DocumentList(List):
    title = _("Documents")
    columns = [
        Column(
            "summary",
            _("About what"),
            sort="summary",
            cls="name",
            link=lambda one: reverse("documents:document", args=[one.pk]),
        ),
        Column("number", _("Number"), value="number_text", sort=("year", "number"), cls="code keep"),
        Column("registered_on", _("Registered on"), sort=("registered_on", "number"), cls="keep"),
        Column("kind", _("Kind"), value=lambda one: str(one.kind), sort="kind__name_ky", cls="off"),
        Column("correspondent", _("Correspondent"), sort="correspondent", cls="off"),
        Column("their_number", _("Their number"), show=False),
        Column("their_date", _("Their date"), show=False),
        Column(
            "responsible", _("Responsible"), value="responsible.short_name", sort="responsible__sort_key", cls="off"
        ),
        Column("due_on", _("Deadline"), sort="due_on", cls="keep"),
        Column("state", _("State"), value=lambda one: state(one)[0], tone=lambda one: state(one)[1], cls="end"),
    ]
    filters = [
        Choice("direction", _("Direction"), choices=Direction.choices),
        Choice("state", _("State"), choices=Document.State.choices),
        Choice(
            "control",
            _("Control"),
            choices=[
                ("open", _("not done")),
                ("due", _("with a last day")),
                ("late", pgettext_lazy("document", "overdue")),
            ],
            apply=late,
        ),
        Choice("kind", _("Kind"), choices=lambda request: [(one.pk, str(one)) for one in DocumentKind.objects.all()]),
        Choice("case", _("Case"), choices=lambda request: [(one.pk, str(one)) for one in CaseFile.objects.all()]),
        Day("since", _("Registered since"), apply="registered_on__gte"),
    ]
    search_hint = _("Words, also inside a PDF; correspondent, number or file")
    export_permission = permissions.EXPORT
    file_name = "documents"
    empty = _("No document yet. Register the first one.")

    def search(self, rows, text):
        return matching(rows, text)


def task_state(instruction):
    """How far the instruction is: accepted from all, reported by all, late, or at work."""
    if instruction.annulled_on:
        return pgettext_lazy("instruction", "annulled"), "annulled"
    tasks = list(instruction.tasks.all())
    done = [task for task in tasks if task.accepted_on]
    if len(done) == len(tasks):
        return _("accepted"), "good"
    if instruction.due_on < clock.today():
        return pgettext_lazy("document", "overdue"), "bad"
    if all(task.reported_on for task in tasks):
        return _("reported"), "kok"
    return _("in work"), "warn"


class InstructionList(List):
    title = _("Instructions")
    columns = [
        Column(
            "text",
            _("What is to be done"),
            value=str,
            cls="name",
            link=lambda one: reverse("documents:instruction", args=[one.pk]),
        ),
        Column(
            "people",
            _("Who"),
            value=lambda one: ", ".join(task.person.short_name for task in one.tasks.all()),
            cls="off",
        ),
        Column("given_on", _("Given on"), sort=("given_on", "pk"), cls="keep off"),
        Column("due_on", _("Deadline"), sort="due_on", cls="keep"),
        Column(
            "state", _("State"), value=lambda one: task_state(one)[0], tone=lambda one: task_state(one)[1], cls="end"
        ),
    ]
    filters = [
        Choice(
            "state",
            _("State"),
            choices=[
                ("open", _("not accepted yet")),
                ("late", pgettext_lazy("document", "overdue")),
                ("annulled", pgettext_lazy("instruction", "annulled")),
            ],
            apply=lambda rows, value: (
                rows.exclude(annulled_on=None) if value == "annulled" else not_accepted(rows, value == "late")
            ),
        )
    ]
    search_hint = _("Words of the instruction")
    empty = _("No instruction yet.")

    def search(self, rows, text):
        return rows.filter(text__icontains=text)


def not_accepted(rows, only_late=False):
    """Instructions of which somebody's part is not accepted yet."""
    rows = rows.filter(annulled_on=None).filter(
        Exists(Task.objects.filter(instruction=OuterRef("pk"), accepted_on=None))
    )
    return rows.filter(due_on__lt=clock.today()) if only_late else rows
