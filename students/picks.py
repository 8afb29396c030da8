"""Students as a form finds them: those on the roll, those who have left, those who have not come yet."""

from functools import partial

from schoolmis import clock
from schoolmis.people.names import fold
from schoolmis.people.picks import numbers
from schoolmis.ui import pick
from students import permissions
from students.actions.state_documents import graduates
from students.models import Student


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


def find(those, user, text):
    seen = permissions.LIST.visible(user, those()) if user else those()
    rows = _shown(seen.filter(person__folded__contains=fold(text)))
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
