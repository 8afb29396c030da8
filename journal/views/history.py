"""What stood before in a cell and in a result of a journal."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from journal import permissions, policy
from journal.cells import text_of
from journal.models import Cell, Lesson
from journal.sheet import PERIODS
from schoolmis.access.guard import guard
from schoolmis.audit.models import History
from students.models import Result, short


@guard(permissions.HISTORY)
def result_history(request, pk, column, student):
    """What stood in a result before: who, when, from what to what, why (R1-1.2d)."""
    section = policy.section_for(permissions.VIEW, request.user, pk)
    permissions.HISTORY.demand(request.user, section)
    of = {"subject": section.subject_id, "year": section.group.year_id, "student": student}
    of |= {"term": column, "period": Result.Period.TERM} if column.isdecimal() else {"term": None, "period": column}
    found = Result.objects.filter(**of).first() if column in PERIODS or column.isdecimal() else None
    states = History.objects.filter(record="students_result", row_id=found.pk) if found else History.objects.none()
    lines = [
        {"at": row.at, "by": row.actor, "reason": row.reason, "old": _result(row.old), "new": _result(row.new)}
        for row in states.select_related("actor")
    ]
    return render(request, "journal/history.html", {"lines": lines[::-1][:12]})


def _result(state) -> str:
    return short(state["value"], state["code"], state.get("own") or "") if state else ""


@guard(permissions.HISTORY)
def history(request, lesson, student):
    """What stood in a cell before: who, when, from what to what (R1-1.2d)."""
    column = Lesson.objects.select_related("section").filter(pk=lesson).first()
    if column is None or not permissions.VIEW.allows(request.user, column.section):
        raise Http404(_("There is no such page, or it is not yours to see."))
    permissions.HISTORY.demand(request.user, column.section)
    cell = Cell.objects.filter(lesson=lesson, student=student).first()
    states = History.objects.filter(record="journal_cell", row_id=cell.pk).select_related("actor") if cell else []
    lines = [
        {
            "at": row.at,
            "by": row.actor,
            "reason": row.reason,
            "old": _text(row.old),
            "new": _text(row.new),
            "comment": (row.new or {}).get("comment", ""),
        }
        for row in states
    ]
    return render(request, "journal/history.html", {"lines": lines[::-1][:12], "lesson": column})


def _text(state) -> str:
    if not state:
        return ""
    content = (state[name] for name in ("first", "second", "absence", "late"))
    return text_of(*content, state.get("retake", False), policy.scale_by(state.get("scale_id")))
