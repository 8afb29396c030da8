"""The list of academic debts (R7-2.2)."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.people.names import fold
from schoolmis.structure.models import AcademicYear, Subject
from schoolmis.ui.lists import Choice, Column, List
from students import permissions
from students.lists import classes_of
from students.models import AcademicDebt, Placement


def debts_of(user):
    """Debts the reader may see, each with the class of today."""
    place = Placement.objects.on(clock.today()).filter(student=OuterRef("student"))
    return (
        AcademicDebt.objects.visible_to(user)
        .select_related("student__person", "subject", "year", "term")
        .annotate(
            class_id=Subquery(place.values("school_class")[:1]),
            grade=Subquery(place.values("school_class__grade")[:1]),
            letter=Subquery(place.values("school_class__letter")[:1]),
        )
    )


def by_state(queryset, value):
    today = clock.today()
    if value == "open":
        return queryset.open()
    if value == "overdue":
        return queryset.overdue(today)
    return queryset.filter(outcome=value)


class DebtList(List):
    title = _("Academic debts")
    columns = [
        Column(
            "name",
            _("Name"),
            value="student",
            sort="student__person__sort_key",
            cls="name",
            link=lambda debt: reverse("students:debt", args=[debt.pk]),
        ),
        Column(
            "class",
            _("Class"),
            value=lambda debt: f"{debt.grade}-{debt.letter}" if debt.grade is not None else "",
            sort=("grade", "letter", "student__person__sort_key"),
            cls="keep",
        ),
        Column("subject", _("Subject"), sort="subject__order"),
        Column("period", _("Period"), value="period_label", cls="off keep"),
        Column("cause", _("Cause"), value="get_cause_display", cls="off"),
        Column("due_on", _("Clear by"), sort="due_on", cls="keep"),
        Column("state", _("State"), value="state_label", tone=lambda debt: debt.tone or "none", cls="end"),
    ]
    filters = [
        Choice("class", _("Class"), choices=classes_of, apply=lambda found, value: found.filter(class_id=value)),
        Choice(
            "subject",
            _("Subject"),
            choices=lambda request: [(one.pk, one.name) for one in Subject.objects.filter(has_marks=True)],
        ),
        Choice(
            "year", _("Academic year"), choices=lambda request: [(o.pk, str(o)) for o in AcademicYear.objects.all()]
        ),
        Choice(
            "state",
            _("State"),
            choices=[("open", _("open")), ("overdue", _("overdue")), *AcademicDebt.Outcome.choices],
            apply=by_state,
            default="open",
        ),
    ]
    search_hint = _("Name")
    default_sort = "due_on"
    export_permission = permissions.EXPORT
    file_name = "debts"
    empty = _("No academic debt. Debts are opened from the results of a year or a term.")

    def search(self, queryset, text):
        return queryset.filter(student__person__folded__contains=fold(text))
