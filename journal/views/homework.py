"""The homework of a month: a child's for the family, a class's for its homeroom teacher and the leaders."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import homework_month, permissions
from journal.views.nothing import no_class
from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.structure.models import SchoolClass
from schoolmis.structure.years import year_shown
from schoolmis.ui.dates import month_year
from students.models import Student


@guard(permissions.CHILD)
def child_homework(request, pk):
    """R1-2.2c: what is for which day, a child's."""
    student = permissions.CHILD.get(request.user, Student.objects.select_related("person"), pk=pk)
    today = clock.today()
    month = homework_month.of_student(student, homework_month.month_of(request.GET.get("month", ""), today), today)
    name = student.person.short_name
    crumbs = [(name, reverse("journal:child", args=[pk]))]
    return _page(request, month, line=name, crumbs=crumbs)


def _classes(user):
    year = year_shown()
    return list(permissions.CLASS_HOMEWORK.visible(user, SchoolClass.objects.filter(year=year)).distinct())


@guard(permissions.CLASS_HOMEWORK)
def homework(request):
    """The first class of the reader; the others stand in the menu of the page."""
    own = _classes(request.user)
    if not own:
        return no_class(request, _("Homework"))
    return redirect("journal:class_homework", pk=own[0].pk)


@guard(permissions.CLASS_HOMEWORK)
def class_homework(request, pk):
    """R1-4.1/2: what a class has for which day, and which days are over the norms."""
    of = permissions.CLASS_HOMEWORK.get(request.user, SchoolClass.objects.all(), pk=pk)
    today = clock.today()
    month = homework_month.of_class(of, homework_month.month_of(request.GET.get("month", ""), today), today)
    crumbs = [(_("Journals"), reverse("journal:sections"))]
    return _page(request, month, line=str(of), crumbs=crumbs, of=of, classes=_classes(request.user))


def _page(request, month, **context):
    title = _("Homework, %(month)s") % {"month": month_year(month.first)}
    context = {"title": title, "month": month, "today": clock.today(), **context}
    return render(request, "journal/homework.html", context)
