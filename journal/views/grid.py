"""The journal's page and what its program sends."""

import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from journal import first_steps, head, permissions, policy, rows, words
from journal import grid as grids
from journal.actions import enter_topics, propose_results, propose_year, save_cells, set_results, take_attendance
from journal.actions.cells import Sent
from journal.models import Lesson, ReopenRequest
from journal.sheet import PERIODS
from journal.substitutes import reach as standing_in
from schoolmis import clock
from schoolmis.access import composed
from schoolmis.access.guard import guard
from schoolmis.access.permission import Denied
from schoolmis.structure.models import Group, SchoolClass, Section, Subject, Term
from schoolmis.structure.years import year_shown
from schoolmis.ui.dates import day_asked


def term_now(terms: list[Term]) -> Term | None:
    """The term of today; in a vacation the one before."""
    begun = [term for term in terms if term.starts_on <= clock.today()]
    return begun[-1] if begun else (terms[0] if terms else None)


@guard(permissions.VIEW)
def sections(request):
    """The journals the reader may open: own ones first, of one class where there are many."""
    year = year_shown()
    visible = permissions.VIEW.visible(request.user, policy.sections().filter(group__year=year)).distinct()
    mine = list(visible.filter(loads__teacher__person__user=request.user).order_by("subject__order", "group__name"))
    classes = list(SchoolClass.objects.filter(year=year, groups__sections__in=visible).distinct())
    chosen = next((c for c in classes if str(c.pk) == request.GET.get("class")), None)
    if chosen is None and not mine and classes:
        chosen = classes[0]
    of_class = (
        visible.filter(group__classes=chosen).prefetch_related("loads__teacher__person").order_by("subject__order")
        if chosen
        else []
    )
    return render(
        request,
        "journal/sections.html",
        {
            "title": _("Journals"),
            "mine": mine,
            "classes": classes,
            "chosen": chosen,
            "of_class": of_class,
            "year": year,
            "act": None if mine or classes else first_steps.next_act(request.user),
        },
    )


@guard(permissions.VIEW)
def grid(request, pk, number=None):
    section = policy.section_for(permissions.VIEW, request.user, pk)
    terms = list(section.periods())
    on = None if number else day_asked(request.GET.get("on", ""))
    asked = next((t for t in terms if on and t.starts_on <= on <= t.ends_on), None)
    term = next((t for t in terms if t.number == number), None) if number else asked or term_now(terms)
    if term is None:
        raise Http404(_("There is no such term."))
    past = [t for t in reversed(terms) if t.starts_on < term.starts_on]
    shown = grids.read(section, term, past, with_year=term.pk == terms[-1].pk)
    shown.on = on
    if not permissions.CHECKS.allows(request.user, section):
        shown.checks = {}
    may_mark = permissions.MARK.allows(request.user, section)
    reach = standing_in.reach(permissions.MARK, request.user, section)
    may_refine = not (may_mark and reach.is_whole) and permissions.REFINE.allows(request.user, section).ok
    if may_mark:
        shown.limit(reach, standing_in.why(), refines=may_refine)
    may_ask = bool(shown.results_lock) and shown.term_closed
    may_ask = may_ask and permissions.ASK_REOPEN.allows(request.user, section).ok
    may_end = bool(shown.opened_until) and not section.group.year.closed_on
    may_end = may_end and bool(permissions.KEEP.allows(request.user, section) or permissions.CLOSE.allows(request.user))
    response = render(
        request,
        "journal/grid.html",
        {
            "section": section,
            "term": term,
            "terms": terms,
            "related": _related(request.user, section),
            "grid": shown,
            "topics": head.topics(shown),
            "days": head.days(shown),
            "body": rows.body(shown),
            "addresses": grids.addresses(section),
            "may_write": may_mark.ok or may_refine,
            "may_mark": may_mark.ok,
            "may_propose": may_mark.ok and shown.scale.averaged and not shown.results_lock,
            "may_propose_year": may_mark.ok and shown.scale.averaged and shown.with_year and not shown.year_lock,
            "may_take": permissions.EXPORT_MARKS.allows(request.user, section).ok,
            "may_check": permissions.CHECK.allows(request.user, section).ok,
            "words": words.script(),
            "may_ask": may_ask,
            "asked_at": may_ask and ReopenRequest.waiting_at(section, term),
            "may_end": may_end,
            "may_reopen": bool(shown.results_lock) and permissions.CLOSE.allows(request.user).ok,
            "not_mine": "" if may_mark or may_refine else may_mark.reason,
        },
    )
    response["X-Journal-User"] = request.user.pk
    response["Cache-Control"] = "private, no-cache"
    return response


def _beside(subject, group, year):
    beside = Section.objects.filter(Q(subject=subject) | Q(group=group), group__year=year)
    names = ("pk", "group__name", "group__name_ru", "subject__name_ky", "subject__name_ru")
    return beside.order_by("subject__order", "group__name").values_list(*names, "subject__order").distinct()


def _related(user, section) -> list[tuple[int, Group, Subject]]:
    """(section, group, subject) of the journals beside this one: of its subject and of its class."""
    found = composed.rows(permissions.VIEW, user, _beside, section.subject_id, section.group_id, section.group.year_id)
    return [
        (pk, Group(name=name, name_ru=other), Subject(name_ky=ky, name_ru=ru))
        for pk, name, other, ky, ru, _order in found
    ]


def number(value) -> int:
    """A whole number that a column of the database can hold; anything else is a ValueError."""
    found = int(value)
    if not 0 <= found < 2**31:
        raise ValueError(value)
    return found


def _text_of(cell, name) -> str | None:
    """A text of a cell, None where it was not sent."""
    text = cell.get(name)
    if text is not None and not isinstance(text, str):
        raise TypeError(name)
    return text and text.replace("\0", "")[:300]


def _letter(request) -> dict | None:
    """What the page's program sent, {"key", "user", "cells"}; None when it cannot be read."""
    try:
        letter = json.loads(request.body)
        return {"key": str(letter["key"])[:32], "cells": list(letter["cells"]), "user": number(letter["user"])}
    except (ValueError, KeyError, TypeError):
        return None


def _answer(request, pk, write):
    """Find the section, let `write(section, key, cells)` do the act, answer in a few bytes."""
    letter = _letter(request)
    if letter and letter["user"] != request.user.pk:  # asked first: a 404 would look like a journal that is gone
        return _refused(409, "user", _("Somebody else is signed in on this device."))
    section = policy.section_for(permissions.VIEW, request.user, pk)
    try:
        if letter is None:
            raise ValueError
        if len(letter["cells"]) > 1000:
            raise ValidationError(_("At most 1000 cells at once."))
        return JsonResponse(write(section, letter["key"], letter["cells"]))
    except Denied as denied:
        return _refused(403, "denied", str(denied))
    except ValidationError as error:
        return _refused(422, "invalid", " ".join(error.messages))
    except (KeyError, TypeError, ValueError):
        return _refused(422, "broken", _("This could not be read."))


def _refused(status, code, message) -> JsonResponse:
    return JsonResponse({"code": code, "message": message}, status=status)


@guard(permissions.MARK, permissions.REFINE)
@require_POST
def cells(request, pk):
    def write(section, key, sent):
        batch = [
            Sent(
                number(c["l"]),
                number(c["s"]),
                number(c.get("v", 0)),
                _text_of(c, "t"),
                _text_of(c, "c"),
                _text_of(c, "reason") or "",
            )
            for c in sent
        ]
        return save_cells(section, batch, key=key, by=request.user)

    return _answer(request, pk, write)


@guard(permissions.KEEP)
@require_POST
def results(request, pk):
    def write(section, key, sent):
        of = {str(cell["r"]) for cell in sent}
        if len(of) != 1:
            raise ValidationError(_("One column at a time."))
        column = of.pop()
        terms = section.periods()
        period = column if column in PERIODS else None
        term = None if period else terms.filter(pk=number(column)).first()
        if term is None and not period:
            raise ValidationError(_("There is no such term."))
        batch = [
            {
                "s": number(c["s"]),
                "t": _text_of(c, "t") or "",
                "v": number(c.get("v", 0)),
                "reason": _text_of(c, "reason") or "",
            }
            for c in sent
        ]
        return set_results(section, term, batch, key=key, by=request.user, period=period)

    return _answer(request, pk, write)


@guard(permissions.MARK)
@require_POST
def attendance(request, pk):
    def write(section, key, sent):
        asked = [number(c["l"]) for c in sent]
        for lesson in Lesson.objects.held().filter(section=section, pk__in=asked).select_related("section"):
            take_attendance(lesson, by=request.user)
        return {"saved": [{"l": c["l"]} for c in sent], "clash": [], "refused": []}

    return _answer(request, pk, write)


@guard(permissions.KEEP)
@require_POST
def topics(request, pk):
    """The key `т`: the plan's topics enter lessons, as sent by the queue of the page."""

    def write(section, key, sent):
        return enter_topics(section, [number(cell["l"]) for cell in sent], by=request.user)

    return _answer(request, pk, write)


@guard(permissions.MARK)
@require_POST
def propose(request, pk, number):
    """Put the proposed mark of the term or the year where none stands; the teacher changes what she decides."""
    section = policy.section_for(permissions.KEEP, request.user, pk)
    term = get_object_or_404(section.periods(), number=number)
    of_year = request.POST.get("of") == "year"
    answer = propose_year(section, by=request.user) if of_year else propose_results(section, term, by=request.user)
    if answer["saved"]:
        sentence = _("Year marks set: %(n)s.") if of_year else _("Term marks set: %(n)s.")
        messages.success(request, sentence % {"n": len(answer["saved"])})
    for refused in answer["refused"][:1]:
        messages.error(request, refused["message"])
    return redirect("journal:grid", pk=pk, number=number)
