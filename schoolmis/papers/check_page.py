"""The public page of one code. It says nothing about anybody (R1-6.1)."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schoolmis.audit.pace import CHECKS, within
from schoolmis.papers.checks import title_of
from schoolmis.papers.models import Check


@require_safe
def check(request, code):
    """Is the paper with this code the school's own, and in force? An unknown code is 404 with a sentence.

    Codes cannot be tried one after another: an address has so many questions in ten minutes.
    """
    within(CHECKS.of_address(request))
    found = Check.objects.filter(code=code.lower()).first()
    context = {"title": _("Check of a paper"), "check": found, "paper": found and title_of(found)}
    answer = render(request, "papers/check.html", context, status=200 if found else 404)
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


# The mark of access.guard.public, set by hand: this app stands below `access`.
check.permissions = None
