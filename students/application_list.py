"""The list of the register of applications."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schoolmis.people.names import fold
from schoolmis.ui.lists import Choice, Column, Day, List
from students import permissions
from students.models import Application, Asked
from students.models.applications import searched


def years(request):
    found = Application.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in found]


class ApplicationList(List):
    title = _("Applications")
    columns = [
        Column(
            "whom",
            _("Student"),
            value="whom",
            sort="words",
            cls="name",
            link=lambda one: reverse("students:application", args=[one.pk]),
            width=36,
        ),
        Column("number", _("Number"), sort=("year", "number"), cls="code keep"),
        Column("received_on", _("Received on"), sort=("received_on", "number"), cls="keep"),
        Column("kind", _("What is asked for"), value="get_kind_display", sort="kind", width=30),
        Column("applicant", _("Applicant"), value="applicant_name", sort="applicant_name", cls="off", width=36),
        Column("order", _("Order"), value=lambda one: one.order.label if one.order else "", cls="off keep"),
        Column("answer", _("Answer"), show=False, width=40),
        Column(
            "state", _("State"), value="get_state_display", tone=lambda one: Application.tones[one.state], cls="end"
        ),
    ]
    filters = [
        Choice("kind", _("What is asked for"), choices=Asked.choices),
        Choice("state", _("State"), choices=Application.State.choices),
        Choice("year", _("Year"), choices=years, apply="year"),
        Day("since", _("Since"), apply="received_on__gte"),
    ]
    search_hint = _("Name or number")
    default_sort = ""
    export_permission = permissions.EXPORT
    file_name = "applications"
    empty = _("No application yet. Register the first one.")

    def search(self, rows, text):
        if text.isdecimal() and len(text) < 7:
            return rows.filter(number=int(text))
        return rows.filter(words__contains=fold(text))


def rows():
    return searched(Application.objects.select_related("student__person", "order"))
