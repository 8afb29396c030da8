"""What a new school does before its first lesson: the start page lists it, an empty page offers what is next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from journal import permissions
from journal.models import Lesson
from schoolmis.imports import permissions as imports
from schoolmis.orders import permissions as orders
from schoolmis.people.models import Employee
from schoolmis.structure.models import TeachingLoad
from schoolmis.ui.acts import Act
from students import permissions as students
from students.models import Student

NAMED = 2
"""Employees whom the installation itself names: the director and the administrator."""


@dataclass(frozen=True)
class Step:
    what: str
    why: str
    act: Act
    done: bool


def is_new():
    """No timetable has given a lesson yet."""
    return not Lesson.objects.exists()


def steps():
    load = TeachingLoad.objects.exists()
    send = reverse("imports:new")
    return [
        Step(
            _("Students and classes"),
            _("The list in Excel that the school keeps already; its classes are made from it."),
            Act(_("Import students"), f"{send}?kind=students", students.IMPORT, icon="upload"),
            Student.objects.exists(),
        ),
        Step(
            _("Staff and the teaching load"),
            _("Who teaches what and where; two orders are drafted from the list."),
            Act(_("Import staff"), f"{send}?kind=staff", imports.STAFF, icon="upload"),
            load or Employee.objects.count() > NAMED,
        ),
        Step(
            _("Orders on roles and on the load"),
            _("When the director signs them, staff may sign in and journals open."),
            Act(_("Open the orders"), reverse("orders:list"), orders.VIEW),
            load,
        ),
        Step(
            _("Timetable"),
            _("Entered on a board, imported, or generated; lessons appear when it is published."),
            Act(_("Open the timetable"), reverse("journal:versions"), permissions.TIMETABLE),
            not is_new(),
        ),
    ]


def next_act(user):
    """The next step of a new school, where the reader may do it."""
    step = next((step for step in steps() if not step.done), None)
    if step is None or not step.act.permission.allows(user):
        return None
    return step.act
