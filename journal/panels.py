"""What the journal says on start pages and on a student's card."""

from django.db.models import Max, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import checking, conversations, first_steps, permissions, reading
from journal.child import child_page
from journal.models import Cell
from schoolmis import clock
from schoolmis.access import Role
from schoolmis.desk.panels import figure, panel
from schoolmis.desk.start import start_for
from schoolmis.ui import charts
from schoolmis.ui.dates import day_month
from schoolmis.ui.numbers import share
from students.blocks import block
from students.hooks import last_seen


def _attendance(request):
    """(day, attendance) of the last day in whose lessons something was written, read once for figures and panel."""
    if not hasattr(request, "_attendance"):
        day = reading.last_day_written(clock.today())
        request._attendance = (day, reading.attendance_on(day) if day else None)
    return request._attendance


@figure("journal.attendance", permissions.BEHIND, order=20)
def attendance_figure(request):
    day, found = _attendance(request)
    if day is None:
        return {"label": _("Present today"), "value": "—", "note": _("no lesson is filled yet"), "url": ""}
    is_today = day == clock.today()
    return {
        "label": _("Present today") if is_today else _("Present, %(day)s") % {"day": day_month(day)},
        "value": share(found["students"] - found["absent"], found["students"]),
        "note": _("%(n)s absent of %(all)s") % {"n": found["absent"], "all": found["students"]},
        "url": "",
    }


@figure("journal.unknown", permissions.BEHIND, order=21)
def unknown_figure(request):
    day, found = _attendance(request)
    if day is None:
        return None
    unknown = found["reasons"]["н"]
    return {
        "label": _("Absent, reason not known"),
        "value": unknown,
        "note": _("today") if day == clock.today() else day_month(day),
        "tone": "bad" if unknown else "",
        "url": "",
    }


@figure("journal.behind", permissions.BEHIND, order=30)
def behind_figure(request):
    rows = _behind(request)
    lessons = sum(row["lessons"] for row in rows)
    return {
        "label": _("Lessons not filled"),
        "value": lessons,
        "note": _("teachers: %(n)s") % {"n": len({row["teacher"] for row in rows})},
        "tone": "warn" if lessons else "",
        "url": reverse("journal:behind"),
    }


def _behind(request):
    if not hasattr(request, "_behind"):
        request._behind = reading.journals_behind(clock.today())
    return request._behind


@panel("journal.first_steps", order=12, roles=(Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY), wide=True)
def first_steps_panel(request):
    """A new school is told what comes before its first lesson."""
    return ("journal/panel_first_steps.html", {"steps": first_steps.steps()}) if first_steps.is_new() else None


@panel("journal.absent", permissions.BEHIND, order=40, wide=True)
def absent_panel(request):
    day, found = _attendance(request)
    grades = found["grades"] if found else []
    if not grades:
        return None
    title = _("Absent today by grade")
    if day != clock.today():
        title = _("Absent by grade, %(day)s") % {"day": day_month(day)}
    values = [absent for _grade, _total, absent in grades]
    chart = charts.bars(values, [str(grade) for grade, _total, _absent in grades], title=title)
    rows = [(grade, absent, total) for grade, total, absent in grades]
    return "journal/panel_absent.html", {
        "title": title,
        "chart": charts.with_table(chart, [_("Grade"), _("Absent"), _("Students")], rows),
    }


@panel("journal.messages", permissions.MESSAGES, order=30)
def messages_panel(request):
    talks = list(conversations.unread(request.user)[:5])
    return ("journal/panel_messages.html", {"talks": talks}) if talks else None


@panel("journal.behind", permissions.BEHIND, order=50, wide=True)
def behind_panel(request):
    rows = _behind(request)[:6]
    return None if not rows and first_steps.is_new() else ("journal/panel_behind.html", {"rows": rows})


@panel("journal.checks", permissions.CHECK, order=52)
def checks_panel(request):
    """R1-5.1b: remarks that the teacher has mended, and those whose day is over."""
    waiting = Q(status="mended") | Q(status__in=checking.OPEN, due_on__lt=clock.today())
    remarks = checking.first_late(checking.visible(permissions.CHECK, request.user).filter(waiting))[:6]
    return ("journal/panel_checks.html", {"remarks": remarks}) if remarks else None


@start_for(Role.GUARDIAN, order=30)
@start_for(Role.STUDENT, order=31)
def childs_page(request):
    return reverse("journal:children")


@start_for(Role.TEACHER, order=20)
@start_for(Role.HOMEROOM, order=21)
def teachers_day(request):
    """A homeroom teacher without lessons of her own begins at the journals of her class."""
    return reverse("journal:day" if permissions.DAY.allows(request.user) else "journal:sections")


@last_seen
def last_cells(students):
    """A departure is not dated before the last mark or absence of the student (R7-3)."""
    rows = Cell.objects.filter(student__in=students).order_by().values_list("student")
    return dict(rows.annotate(day=Max("lesson__date")))


@block("journal.marks", permission=permissions.CHILD, title=gettext_lazy("Marks"), order=40)
def marks_block(request, student):
    """R1-2.2c: marks and absences of the term on the student's card."""
    page = child_page(student)
    if page.term is None:
        return ""
    terms = [term for term in page.terms if term.number <= page.term.number]
    lines = [line for line in page.subjects if line.marks or line.results]
    for line in lines:
        line.shown = [line.results.get(term.number, "") for term in terms]
    context = {"page": page, "student": student, "terms": terms, "lines": lines}
    return render_to_string("journal/block_marks.html", context, request)


@block("journal.behaviour", permission=permissions.BEHAVIOUR, title=gettext_lazy("Praise and remarks"), order=45)
def behaviour_block(request, student):
    """R1-4.1/2: what teachers have written of the student, the newest first."""
    notes = list(student.behaviour_notes.filter(annulled_at=None).select_related("written_by")[:20])
    for note in notes:
        note.own = note.written_by_id == request.user.pk
    context = {"notes": notes, "student": student, "may_write": True}
    return render_to_string("journal/block_behaviour.html", context, request)
