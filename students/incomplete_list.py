"""The list of students whose records lack something, each with the way to mend it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schoolmis.ui.lists import Choice, Column, List
from students import permissions
from students.completeness import CHECKS, checked, every
from students.lists import classes_of
from students.models import Student
from students.search import matching


class IncompleteList(List):
    title = _("Who lacks what")
    columns = [
        Column(
            "name",
            _("Name"),
            value="person",
            sort="person__sort_key",
            cls="name",
            link=lambda student: reverse("students:card", args=[student.pk]),
            width=36,
        ),
        Column(
            "class",
            _("Class"),
            value=lambda one: f"{one.class_grade}-{one.class_letter}" if one.class_grade is not None else "",
            sort=("class_grade", "class_letter", "person__sort_key"),
            cls="keep",
        ),
        Column("lacks", _("Lacks"), value=CHECKS.lacks, width=60),
    ]
    filters = [
        Choice("class", _("Class"), choices=classes_of, apply=lambda rows, value: rows.filter(class_id=value)),
        Choice(
            "check",
            _("Lacks"),
            choices=lambda request: [(check.code, check.title) for check in every()],
            apply=lambda rows, value: rows.filter(**{f"lacks_{value}": True}),
        ),
    ]
    search_hint = _("Name")
    default_sort = "class"
    page_size = 50
    export_permission = permissions.EXPORT
    file_name = "incomplete"
    empty = _("Nothing is missing.")

    def __init__(self, user, **attributes):
        self.user = user
        seen = permissions.COMPLETENESS.visible(user, Student.objects.select_related("person"))
        super().__init__(checked(seen).filter(lacking=True), **attributes)

    def search(self, rows, text):
        return matching(self.user, rows, text)
