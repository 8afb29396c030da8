"""The list of employees whose records lack something."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schoolmis.people import permissions
from schoolmis.people.completeness import STAFF
from schoolmis.people.models import Position
from schoolmis.people.names import fold
from schoolmis.ui.lists import Choice, Column, List


class IncompleteStaff(List):
    title = _("Who of the staff lacks what")
    columns = [
        Column(
            "name",
            _("Name"),
            value="person",
            sort="person__sort_key",
            cls="name",
            link=lambda one: reverse("people:employee", args=[one.pk]),
            width=36,
        ),
        Column("position", _("Position"), value="post", sort=("position", "person__sort_key")),
        Column("lacks", _("Lacks"), value=STAFF.lacks, width=60),
    ]
    filters = [
        Choice("position", _("Position"), choices=Position.choices),
        Choice(
            "check",
            _("Lacks"),
            choices=lambda request: [(check.code, check.title) for check in STAFF.every()],
            apply=lambda rows, value: rows.filter(**{f"lacks_{value}": True}),
        ),
    ]
    search_hint = _("Name")
    default_sort = "name"
    page_size = 50
    export_permission = permissions.EXPORT_STAFF
    file_name = "incomplete-staff"
    empty = _("Nothing is missing.")

    def search(self, rows, text):
        return rows.filter(person__folded__contains=fold(text))
