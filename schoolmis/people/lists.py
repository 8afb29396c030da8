"""The list of staff."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schoolmis.people import permissions
from schoolmis.people.models import Position
from schoolmis.people.names import fold
from schoolmis.people.phones import show_phone
from schoolmis.ui.lists import Choice, Column, List


def works(rows, value):
    return rows.filter(ends_on=None) if value == "now" else rows.exclude(ends_on=None)


def phone(employee):
    return show_phone(employee.person.phone) if employee.has_consent else ""


class StaffList(List):
    title = _("Staff")
    columns = [
        Column(
            "name",
            _("Name"),
            value=lambda one: str(one.person),
            sort="person__sort_key",
            cls="name",
            link=lambda one: reverse("people:employee", args=[one.pk]),
        ),
        Column("position", _("Position"), value="get_position_display", sort="position"),
        Column("subjects", _("Subjects"), value="subjects_text", cls="off"),
        Column("phone", _("Phone"), value=phone, cls="keep"),
        Column(
            "consent",
            _("Consent"),
            value=lambda one: _("given") if one.has_consent else _("no consent"),
            tone=lambda one: "good" if one.has_consent else "warn",
            cls="end",
        ),
    ]
    filters = [
        Choice("position", _("Position"), choices=Position.choices),
        Choice("works", _("Works"), choices=[("now", _("now")), ("left", _("has left"))], apply=works, default="now"),
    ]
    search_hint = _("Name or subject")
    default_sort = "name"
    page_size = 50
    export_permission = permissions.EXPORT_STAFF
    file_name = "staff"
    empty = _("Nobody yet. Add an employee, or import the staff list.")

    def __init__(self, rows, *, personal, **attributes):
        if not personal:
            self.columns = [column for column in self.columns if column.code != "phone"]
        super().__init__(rows, **attributes)

    def search(self, rows, text):
        return rows.filter(person__folded__contains=fold(text)) | rows.filter(subjects_text__icontains=text)
