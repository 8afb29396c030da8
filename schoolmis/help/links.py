"""Links of the guide as its reader may follow them: a page that answers 403 is named, and not linked."""

import re

from django.urls import Resolver404, resolve
from django.utils.safestring import mark_safe

from schoolmis.access.guard import opens
from schoolmis.papers import report as reports

LINK = re.compile(r'<a href="(/[^"?#]*)[^"]*">(.*?)</a>')


def may_open(path: str, user) -> bool:
    """A report by its own right; who has not signed in is asked to."""
    try:
        found = resolve(path)
    except Resolver404:
        return True
    report = reports.get(found.kwargs["code"]) if found.view_name == "papers:report" else None
    return not user.is_authenticated or bool(report.permission.allows(user) if report else opens(path, user))


def for_reader(html: str, user):
    """`html` is the guide's own, escaped already."""
    return mark_safe(LINK.sub(lambda found: found[0] if may_open(found[1], user) else f"<b>{found[2]}</b>", html))  # noqa: S308
