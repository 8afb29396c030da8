"""The child's page for parents and students, and the journals that are behind."""

from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import first_steps, permissions, reading
from journal.actions import see_marks
from journal.child import child_page, marks_html, trend
from journal.models import Cell
from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.grants import grants_of
from schoolmis.access.guard import guard
from schoolmis.events import audience
from schoolmis.events.reading import upcoming
from students.models import Student


def own_children(user) -> list[Student]:
    """Children of a guardian, or the student's own self."""
    ids = {grant.student for grant in grants_of(user) if grant.role in (Role.GUARDIAN, Role.STUDENT)}
    if not ids:
        return []
    return list(Student.objects.filter(pk__in=ids).select_related("person").order_by("person__born_on", "pk"))


@guard(permissions.OWN_CHILD)
def children(request):
    """The first child's page; the others stand one tap away."""
    own = own_children(request.user)
    if not own:
        return render(request, "journal/no_child.html", {"title": _("My children")})
    return redirect("journal:child", pk=own[0].pk)


@guard(permissions.CHILD)
def child(request, pk):
    """R1-2.2c: marks by subject, absences, homework and results of one child."""
    own = own_children(request.user)
    student = next((one for one in own if one.pk == pk), None)
    student = student or permissions.CHILD.get(request.user, Student.objects.select_related("person"), pk=pk)
    number = request.GET.get("term", "")
    is_own = any(one.pk == student.pk for one in own)
    seen = see_marks(student, by=request.user) if is_own else None
    page = child_page(student, int(number) if number.isdecimal() else None, seen, request.user.pk)
    for line in page.subjects:
        line.html, line.trend = marks_html(line), trend(line)
        line.shown = [
            line.results.get(term.number, "") for term in page.terms if page.term and term.number <= page.term.number
        ]
        line.year = line.results.get("year", "")
    return render(
        request,
        "journal/child.html",
        {
            "page": page,
            "student": student,
            "own": _with_news(own) if len(own) > 1 else [],
            "marked": [line for line in page.subjects if line.marks],
            "unmarked": [line for line in page.subjects if not line.marks],
            "graded": [line for line in page.subjects if line.results],
            "shown_terms": [t for t in page.terms if page.term and t.number <= page.term.number],
            "may_tell": permissions.TELL_ABSENCE.allows(request.user, student).ok,
            "staff": not is_own,
            "events": _events(request.user, student, page),
        },
    )


def _events(user, student, page) -> list:
    """Events of seven days for the child's class; a parents' meeting is nothing to a student."""
    if page.place is None:
        return []
    own = {grant.student for grant in grants_of(user) if grant.role == Role.STUDENT}
    which = audience.of_class(page.place.school_class, parents=student.pk not in own)
    return upcoming(page.day, which)


def _with_news(own) -> list[Student]:
    """Children with `news`: today's absence and how many marks were entered today; one statement for all."""
    news = {one.pk: {"absent": "", "marks": 0} for one in own}
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    shown = Q(lesson__visible=True) | Q(lesson__visible=None, lesson__kind__visible=True)
    shown |= Q(lesson__visible=None, lesson__kind=None) | ~Q(absence="")
    fresh = Cell.objects.filter(shown, Q(entered_at__gte=midnight) | Q(lesson__date=clock.today()), student__in=news)
    for student, day, absence, first in fresh.values_list("student", "lesson__date", "absence", "first"):
        if absence and day == clock.today():
            news[student]["absent"] = absence
        news[student]["marks"] += first is not None
    for one in own:
        one.news = news[one.pk]
    return own


@guard(permissions.BEHIND)
def behind(request):
    """Journals with lessons nobody has filled, by teacher (R1-5.1b)."""
    rows = reading.journals_behind(clock.today())
    is_new = not rows and first_steps.is_new()
    return render(
        request,
        "journal/behind.html",
        {
            "title": _("Journals behind"),
            "rows": rows,
            "is_new": is_new,
            "act": first_steps.next_act(request.user) if is_new else None,
            "crumbs": [(_("Journals"), reverse("journal:sections"))],
        },
    )
