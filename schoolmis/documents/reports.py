"""The register book of a direction and year, the control list, and the instructions, on paper."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.documents import permissions
from schoolmis.documents.lists import not_accepted, task_state
from schoolmis.documents.models import Direction, Document, Instruction
from schoolmis.documents.record_forms import RegisterForm
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading
from schoolmis.ui.dates import date_long


@register
class RegisterBook(Report):
    """R3-4.1/2: as the paper book of incoming and outgoing documents has it."""

    code = "documents.register"
    title = gettext_lazy("Register of documents")
    about = gettext_lazy("Incoming, outgoing and internal documents of a year")
    permission = permissions.EXPORT
    export_permission = permissions.EXPORT
    form_class = RegisterForm
    landscape = True

    def columns(self, params):
        theirs = params["direction"] != Direction.INTERNAL
        columns = [
            Column("number", _("Number"), align="center"),
            Column("on", _("Registered on"), kind="date"),
        ]
        if theirs:
            columns += [Column("from", _("Correspondent"), weight=2), Column("their", _("Their number and date"))]
        return [
            *columns,
            Column("about", _("About what"), weight=4),
            Column("who", _("Responsible"), weight=2),
            Column("due", _("Deadline"), kind="date"),
            Column("done", _("Done on"), kind="date"),
            Column("case", _("Case"), align="center"),
        ]

    def rows(self, params):
        found = Document.objects.filter(direction=params["direction"], year=params["year"]).order_by("number")
        return [self.row(one) for one in found.select_related("responsible", "case", "kind").defer("folded", "search")]

    @staticmethod
    def row(one):
        day = f"{one.their_date:%d.%m.%Y}" if one.their_date else ""
        return {
            "number": one.number_text,
            "on": one.registered_on,
            "from": one.correspondent,
            "their": " ".join(filter(None, [one.their_number, day])),
            "about": f"{one.kind}: {one.summary}",
            "who": one.responsible.short_name if one.responsible else "",
            "due": one.due_on,
            "done": one.done_on,
            "case": one.case.index if one.case else "",
        }

    def heading(self, params, lang):
        word = Direction(params["direction"]).label
        return Heading(title=str(self.title), subtitle=f"{word}, {params['year']}")


@register
class ControlList(Report):
    """R3-5.1d: what has a last day and is not done, the earliest first."""

    code = "documents.control"
    title = gettext_lazy("Control list of documents")
    about = gettext_lazy("Documents with a last day that are not done yet")
    permission = permissions.EXPORT
    export_permission = permissions.EXPORT
    numbered = True

    def columns(self, params):
        return [
            Column("number", _("Number"), align="center"),
            Column("about", _("About what"), weight=4),
            Column("resolution", _("Resolution"), weight=3),
            Column("who", _("Responsible"), weight=2),
            Column("due", _("Deadline"), kind="date"),
            Column("late", _("Days late"), kind="int"),
        ]

    def rows(self, params):
        today = clock.today()
        found = (
            Document.objects.filter(done_on=None, due_on__isnull=False)
            .select_related("responsible")
            .order_by("due_on", "pk")
        )
        return [
            (
                one.number_text,
                one.summary,
                one.resolution,
                one.responsible.short_name if one.responsible else "",
                one.due_on,
                (today - one.due_on).days if one.due_on < today else None,
            )
            for one in found.defer("folded", "search")
        ]

    def heading(self, params, lang):
        return Heading(title=str(self.title), subtitle=date_long(clock.today(), lang))


@register
class Instructions(Report):
    """R3-5.1d: what the director has told people to do and is not accepted yet."""

    code = "documents.instructions"
    title = gettext_lazy("Instructions of the director")
    about = gettext_lazy("Who is to do what until when, and who has reported")
    permission = permissions.INSTRUCT
    export_permission = permissions.EXPORT
    numbered = True

    def columns(self, params):
        return [
            Column("text", _("What is to be done"), weight=4),
            Column("who", _("Who"), weight=2),
            Column("given", _("Given on"), kind="date"),
            Column("due", _("Deadline"), kind="date"),
            Column("read", _("Read on"), kind="date"),
            Column("reported", _("Reported on"), kind="date"),
            Column("state", _("State")),
        ]

    def rows(self, params):
        found = not_accepted(Instruction.objects.order_by("due_on", "pk")).prefetch_related("tasks__person")
        return [
            (
                one.text,
                task.person.short_name,
                one.given_on,
                one.due_on,
                task.read_on,
                task.reported_on,
                str(task_state(one)[0]),
            )
            for one in found
            for task in one.tasks.all()
        ]

    def heading(self, params, lang):
        return Heading(title=str(self.title), subtitle=date_long(clock.today(), lang))
