"""Students as a form finds them: those on the roll, those who have left, those who have not come yet."""

import re
from functools import partial

from django.db.models import Q

from schoolmis import clock
from schoolmis.people.names import fold
from schoolmis.people.picks import numbers
from schoolmis.structure.models import SchoolClass
from schoolmis.ui import pick
from students import permissions
from students.actions.state_documents import graduates
from students.models import Placement, Student


def enrolled():
    return Student.objects.enrolled(clock.today())


def left():
    """Those who have been here and are on the roll no more."""
    gone = Student.objects.filter(enrolments__ends_on__lte=clock.today())
    return gone.exclude(pk__in=enrolled()).distinct()


def new():
    """Those whose record is kept and who have never been on the roll."""
    return Student.objects.filter(enrolments=None)


def choice(student) -> pick.Choice:
    place = f"{student.class_grade}-{student.class_letter}" if student.class_letter else ""
    return pick.Choice(student.pk, str(student.person), place)


def _shown(rows):
    return rows.select_related("person").with_class(clock.today()).order_by("person__sort_key")


WRITTEN = re.compile(r"(\d{1,2}) ?(\w{0,2})")


def _of_class(text) -> Q:
    """«9-А», «9а» or «10»: those who sit in such a class today."""
    written = WRITTEN.fullmatch(fold(text))
    if not written:
        return Q()
    rows = SchoolClass.objects.filter(grade=written[1]).values_list("pk", "letter")
    classes = [pk for pk, letter in rows if written[2] in ("", fold(letter))]
    return Q(pk__in=Placement.objects.on(clock.today()).filter(school_class__in=classes).values("student"))


def find(those, user, text):
    """By name, or a whole class by its name."""
    seen = permissions.LIST.visible(user, those()) if user else those()
    rows = _shown(seen.filter(_of_class(text) or Q(person__folded__contains=fold(text))))
    return (choice(one) for one in rows[: pick.LIMIT + 1])


def named(values):
    return [choice(one) for one in _shown(Student.objects.filter(pk__in=numbers(values)))]


def _register(code, those):
    return pick.register(code, permissions.LIST, find=partial(find, those), named=named)


ENROLLED = _register("students.enrolled", enrolled)
LEFT = _register("students.left", left)
NEW = _register("students.new", new)
ANY = _register("students.any", Student.objects.all)


def graduate(decision) -> pick.Choice:
    return pick.Choice(decision.pk, str(decision.student), f"{decision.school_class}, № {decision.order.label}")


def find_graduates(user, text):
    rows = graduates().filter(student__person__folded__contains=fold(text))
    return (graduate(one) for one in rows[: pick.LIMIT + 1])


def named_graduates(values):
    return [graduate(one) for one in graduates().filter(pk__in=numbers(values))]


GRADUATES = pick.register("students.graduates", permissions.STATE_DOCUMENTS, find=find_graduates, named=named_graduates)
