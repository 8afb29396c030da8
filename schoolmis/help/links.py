"""Links of the guide as its reader may follow them: a page that answers 403 is named, and not linked."""

import re

from django.urls import Resolver404, resolve
from django.utils.safestring import mark_safe

from schoolmis.papers import report as reports

LINK = re.compile(r'<a href="(/[^"?#]*)[^"]*">(.*?)</a>')


def opens(path: str, user) -> bool:
    """Whether the view at `path` is open to `user`, a report by its own right; who has not signed in is asked to."""
    try:
        found = resolve(path)
    except Resolver404:
        return True
    report = reports.get(found.kwargs["code"]) if found.view_name == "papers:report" else None
    permissions = [report.permission] if report else getattr(found.func, "permissions", None)
    return not permissions or not user.is_authenticated or any(one.allows(user) for one in permissions)


def for_reader(html: str, user):
    """`html` is the guide's own, escaped already."""
    return mark_safe(LINK.sub(lambda found: found[0] if opens(found[1], user) else f"<b>{found[2]}</b>", html))  # noqa: S308
