"""The texts of a term of a journal, each saved by itself; a teacher's own phrases."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from journal import actions, descriptions, permissions, policy
from journal.models import OwnPhrase, TermText
from journal.rules.descriptions import LONGEST, LONGEST_PHRASE
from journal.words import texts_script
from schoolmis.access.guard import guard
from schoolmis.access.permission import Denied
from schoolmis.audit.models import History
from schoolmis.ui.acts import Act
from students.actions import Conflict


def _address(pk: int, key="") -> str:
    return reverse("journal:texts", args=[pk]) + (f"?column={key}" if key else "")


def _found(request, permission, pk, key):
    section = policy.section_for(permission, request.user, pk)
    page = descriptions.read(section, key)
    if page is None:
        raise Http404(_("There is no such term."))
    return page


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@guard(permissions.VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request, pk):
    """R1-4.1/2: a text for each student of a journal and a term; one is sent at a time."""
    if request.method == "POST":
        return _write(request, pk)
    return _drawn(request, _found(request, permissions.VIEW, pk, request.GET.get("column", "")))


def _drawn(request, page, *, typed=None, problem="", status=200):
    """The page; what was `typed` for one student ({id: words}) and not taken stays in its field."""
    section, described = page.section, descriptions.is_described(page.section)
    may = permissions.DESCRIBE.allows(request.user, section)
    for line in page.lines:
        line.field = (typed or {}).get(line.member.id, line.words)
    may_write = bool(may.ok and described and not page.lock)
    context = {
        "page": page,
        "section": section,
        "line": f"{section.subject}, {section.group}",
        "described": described,
        "may_write": may_write,
        "not_mine": "" if may.ok else may.reason,
        "may_give": bool(may.ok and (may_write or page.waiting) and not section.group.year.closed_on),
        "may_history": permissions.HISTORY.allows(request.user, section).ok,
        "phrases": descriptions.phrases(request.user) if may.ok else [],
        "most": LONGEST,
        "most_phrase": LONGEST_PHRASE,
        "problem": problem,
        "words": texts_script(),
        "acts": _acts(page),
    }
    return render(request, "journal/texts.html", context, status=status)


def _acts(page):
    of = page.section.group.classes.first()
    found = [
        Act(
            pgettext("sheet", "Results"),
            reverse("journal:sheet", args=[page.section.pk]),
            permissions.VIEW,
            page.section,
        )
    ]
    if of:
        term = page.column.term.pk if page.column.term else f"y{page.section.group.year_id}"
        paper = reverse("papers:report", args=["journal.descriptions"]) + f"?school_class={of.pk}&term={term}"
        found.append(Act(_("Paper"), paper, permissions.RESULTS, of))
    return found


def _write(request, pk):
    told, by_program = request.POST, request.headers.get("Accept") == "application/json"
    if by_program and told.get("user") != str(request.user.pk):
        return JsonResponse({"code": "user", "message": _("Somebody else is signed in on this device.")}, status=409)
    page = _found(request, permissions.VIEW, pk, told.get("column", ""))
    student, words = _number(told.get("student", "")), told.get("words", "").replace("\r\n", "\n")
    version, reason = _number(told.get("version", "")), told.get("reason", "")[:300]
    try:
        text = actions.describe(
            page.section, page.column.term, student, words, version=version, reason=reason, by=request.user
        )
    except Conflict as conflict:
        said = _("%(who)s has changed this text meanwhile.") % {"who": conflict.stored["by"]}
        if by_program:
            facts = {"words": conflict.stored["words"], "v": conflict.version}
            return JsonResponse({"code": "clash", "message": said} | facts, status=409)
        stored = _("Stored now")
        return _again(request, page, student, words, f"{said} {stored}: “{conflict.stored['words']}”")
    except Denied as denied:
        if by_program:
            return JsonResponse({"code": "denied", "message": str(denied)}, status=403)
        raise
    except ValidationError as error:
        said = " ".join(error.messages)
        if by_program:
            return JsonResponse({"code": getattr(error, "code", "") or "invalid", "message": said}, status=422)
        return _again(request, page, student, words, said)
    if by_program:
        at = f"{timezone.localtime(text.written_at):%H:%M}"
        return JsonResponse({"v": text.version, "words": text.words, "at": at, "given": text.given_at is not None})
    messages.success(request, _("Saved"))
    return redirect(_address(pk, page.column.key) + f"#s{student}")


def _again(request, page, student, words, problem):
    """Nothing typed is lost: it stands in its field beside what is wrong with it."""
    fresh = descriptions.read(page.section, page.column.key)
    return _drawn(request, fresh, typed={student: words}, problem=problem, status=422)


@guard(permissions.DESCRIBE)
@require_POST
def texts_give(request, pk):
    """R1-2.2c: what is written so far is shown to the families."""
    page = _found(request, permissions.DESCRIBE, pk, request.POST.get("column", ""))
    try:
        n = actions.give_texts(page.section, page.column.term, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        told = ngettext("%(n)s text is shown to the family.", "%(n)s texts are shown to the families.", n)
        messages.success(request, told % {"n": n})
    return redirect(_address(pk, page.column.key))


@guard(permissions.DESCRIBE)
@require_POST
def phrase_new(request):
    try:
        phrase = actions.keep_phrase(request.POST.get("words", ""), by=request.user)
    except ValidationError as error:
        said = " ".join(error.messages)
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"message": said}, status=422)
        messages.error(request, said)
    else:
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"words": phrase.words})
        messages.success(request, _("Saved"))
    return redirect(_back(request))


@guard(permissions.DESCRIBE)
@require_POST
def phrase_drop(request, pk):
    actions.drop_phrase(get_object_or_404(OwnPhrase, pk=pk, owner=request.user), by=request.user)
    messages.success(request, _("Removed."))
    return redirect(_back(request))


def _back(request) -> str:
    """The page of texts from which a phrase was kept or removed."""
    section = _number(request.POST.get("section", ""))
    key = request.POST.get("column", "")
    key = key if key.isascii() and key.isalnum() else ""
    return _address(section, key) if section else reverse("journal:sections")


@guard(permissions.HISTORY)
def text_history(request, pk):
    """R1-1.2d: what stood in a text before, who changed it, when and why."""
    text = TermText.objects.select_related("section__group", "section__subject", "student__person", "term")
    text = text.filter(pk=pk).first()
    if text is None or not permissions.VIEW.allows(request.user, text.section):
        raise Http404(_("There is no such page, or it is not yours to see."))
    permissions.HISTORY.demand(request.user, text.section)
    rows = History.objects.filter(record="journal_termtext", row_id=pk).select_related("actor").order_by("-at", "-pk")
    lines = [
        {"at": row.at, "by": row.actor, "reason": row.reason, "words": new}
        for row in rows
        if (new := (row.new or {}).get("words", "")) != (row.old or {}).get("words")
    ]
    key = str(text.term_id or descriptions.YEAR)
    context = {
        "title": _("History of the text"),
        "line": f"{text.student.person.short_name}, {text.section.subject}, {text.term or _('Year')}",
        "crumbs": [(_("Texts"), _address(text.section_id, key))],
        "lines": lines,
    }
    return render(request, "journal/text_history.html", context)
