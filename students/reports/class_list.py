"""The list of a class on a day, a sheet for each class."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading
from schoolmis.ui.dates import date_short
from students import permissions
from students.models import Student
from students.reports.forms import ClassForm


def in_class(school_class, day):
    return (
        Student.objects.in_class(school_class, day).with_consent().select_related("person").order_by("person__sort_key")
    )


@register
class ClassList(Report):
    """Names in the Kyrgyz order; the birth date and sex only under a consent (R1-6.2)."""

    code = "students.class_list"
    title = gettext_lazy("Class list")
    about = gettext_lazy("Students of a class on a day")
    permission = permissions.VIEW_CLASS
    form_class = ClassForm

    def sections(self, params):
        return [params | {"school_class": one} for one in params["classes"]]

    def subject(self, params):
        return params["school_class"]

    def heading(self, params, lang):
        return Heading(
            title=_("List of class %(class)s") % {"class": params["school_class"]},
            subtitle=f"{params['school_class'].year} · {date_short(params['on'])}",
        )

    def columns(self, params):
        return [
            Column("name", _("Name"), weight=3),
            Column("file", _("Personal file №"), width=24, align="center"),
            Column("note", _("Note"), weight=1),
        ]

    def rows(self, params):
        return [(str(one.person), one.file_number or "", "") for one in in_class(params["school_class"], params["on"])]

    def file_name(self, params):
        return f"class-list-{params['school_class']}" if params.get("school_class") else "class-lists"
