"""Links of the guide as its reader may follow them: a page that answers 403 is named, and not linked."""

import re

from django.urls import Resolver404, resolve
from django.utils.safestring import mark_safe

LINK = re.compile(r'<a href="(/[^"?#]*)[^"]*">(.*?)</a>')


def opens(path: str, user) -> bool:
    """Whether the view at `path` is open to `user`; who has not signed in is asked to."""
    try:
        permissions = getattr(resolve(path).func, "permissions", None)
    except Resolver404:
        return True
    return not permissions or not user.is_authenticated or any(one.allows(user) for one in permissions)


def for_reader(html: str, user):
    """`html` is the guide's own, escaped already."""
    return mark_safe(LINK.sub(lambda found: found[0] if opens(found[1], user) else f"<b>{found[2]}</b>", html))  # noqa: S308
