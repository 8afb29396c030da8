"""Remarks of the checker as pages read them."""

from django.db.models import Case, Value, When

from journal.models import CheckRemark
from schoolmis.structure.models import Section
from schoolmis.ui.dates import day_month

OPEN = ("open", "returned")


def about(remark) -> str:
    """The lesson and the student that a remark names; empty where it is on the whole journal."""
    lesson, student = remark.lesson, remark.student
    parts = [
        f"{day_month(lesson.date)}, № {lesson.number}" if lesson else "",
        student.person.short_name if student else "",
    ]
    return ", ".join(filter(None, parts))


def with_names(remarks):
    return remarks.select_related("section__subject", "section__group", "lesson", "student__person", "written_by")


def visible(permission, user):
    """Remarks on the journals that `permission` opens to `user`."""
    rows = with_names(CheckRemark.objects.all())
    return rows.filter(section__in=permission.visible(user, Section.objects.order_by()))


def first_late(remarks):
    """Those to be mended first, by their day; closed ones last."""
    place = Case(When(status__in=OPEN, then=Value(0)), When(status="mended", then=Value(1)), default=Value(2))
    return remarks.order_by(place, "due_on", "pk")
