"""The teacher's signature: one lesson, or all finished ones of a day."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html_join as joined
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from journal import actions, permissions, signing
from journal.views.day import lessons_of
from journal.views.lesson import grid_of, lesson_of, next_of
from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.access.permission import Denied
from schoolmis.ui.dates import day_asked


@guard(permissions.SIGN)
@require_POST
def sign(request, pk):
    """R1-4.1/2: from the lesson's page, or from the grid, which asks for JSON."""
    lesson = lesson_of(pk)
    if lesson is None or not permissions.VIEW.allows(request.user, lesson.section):
        raise Http404(_("There is no such page, or it is not yours to see."))
    permissions.SIGN.demand(request.user, lesson.section)
    as_json = request.headers.get("Accept") == "application/json"
    try:
        actions.sign_lesson(lesson, by=request.user)
    except Denied as denied:
        if as_json:
            return JsonResponse({"message": str(denied)}, status=403)
        raise
    except ValidationError as error:
        if as_json:
            return JsonResponse({"message": " ".join(error.messages)}, status=422)
        messages.error(request, signing.refusal(lesson, error))
        return redirect(next_of(request) or reverse("journal:lesson", args=[pk]))
    if as_json:
        return JsonResponse({"signed": signing.told(request.user.name, clock.now(), False)})
    messages.success(request, _("The lesson is signed."))
    return redirect(next_of(request) or grid_of(lesson))


@guard(permissions.SIGN)
@require_POST
def sign_day(request):
    """R1-4.1/2: the finished lessons of the day that nobody has signed as they stand."""
    day = day_asked(request.POST.get("on", "")) or clock.today()
    finished = [one for one in lessons_of(request.user, day) if one.is_over and one.to_sign]
    answer = actions.sign_day(finished, by=request.user)
    if answer.signed:
        n = len(answer.signed)
        messages.success(request, ngettext("%(n)s lesson signed.", "%(n)s lessons signed.", n) % {"n": n})
    if answer.refused:
        lines = ((signing.refusal(lesson, error),) for lesson, error in answer.refused)
        messages.error(request, joined(mark_safe("<br>"), "{}", lines))
    elif not finished:
        messages.info(request, _("No finished lesson of this day waits for a signature."))
    return redirect(f"{reverse('journal:day')}?on={day.isoformat()}")
