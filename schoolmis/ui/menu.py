"""The menu: each app registers its items in `ready()`; the reader sees those the permission allows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACCOUNT = "account"  # the section shown under the reader's own name
SHORT, LONG = 7, 14  # a shorter menu needs no headings, a longer one is folded: no line is further than two presses


@dataclass(frozen=True)
class Section:
    """A group of the menu, wherever its lines come from: several apps may put lines under one heading."""

    label: Any
    icon: str
    order: int

    def __str__(self):
        return str(self.label)


JOURNAL = Section(_("Journal"), "grid", 10)
TIMETABLE = Section(_("Timetable and events"), "clock", 20)
RESULTS = Section(pgettext_lazy("menu", "Results"), "medal", 30)
STUDENTS = Section(_("Students"), "people", 40)
OFFICE = Section(_("Office"), "folder", 50)
STAFF = Section(_("Staff"), "person", 60)
SYSTEM = Section(_("School and system"), "settings", 70)


@dataclass(frozen=True, eq=False)
class MenuItem:
    """One line of the menu. `section` is its heading, `phone` puts it into the bottom bar (the first four),
    where `short` stands instead of a long label. Without a section a line stands above all headings.

    `count(user)` gives a number to show beside it, or None. `permission=None` shows it to everyone signed in.
    """

    code: str
    label: Any
    url_name: str
    icon: str = "list"
    section: Any = ""
    permission: Any = None
    count: Callable | None = None
    order: int = 100
    phone: bool = False
    alarm: bool = False
    short: Any = ""


@dataclass(frozen=True)
class Line:
    """A menu item decided for one reader and one page."""

    item: MenuItem
    url: str
    count: int | None
    current: bool = False


_items: dict[str, MenuItem] = {}
_answers: dict[tuple, list] = {}
_standing: list[Callable] = []
MANY = 500  # answers kept; a school has some twenty combinations of roles


def register(*items):
    """Add items; the same code again replaces the item (reloading is harmless)."""
    _answers.clear()
    for item in items:
        _items[item.code] = item


def answered_by(standing):
    """Name what the permissions marked `by_standing` decide by: `standing(user)`, read anew for each request.

    Their answers are kept for each standing, never for a user: who loses a right has another standing at once.
    """
    _standing[:] = [standing]


def item(url_name, label, icon, permission, order, **more):
    """One line of an app's table, for `under`: its code is its address unless another line has it already."""
    return MenuItem(more.pop("code", url_name), label, url_name, icon, permission=permission, order=order, **more)


def under(section, *items):
    """Add a table of items under one heading."""
    register(*(replace(one, section=section) for one in items))


def lines(user, path=""):
    """The reader's lines in order; the one whose address is the longest beginning of `path` is current."""
    found = [(item, url) for item, url, asks in _answered(user) if not asks or item.permission.allows(user).ok]
    here = max((url for _, url in found if path == url or (url != "/" and path.startswith(url))), key=len, default="")
    seen = set()
    result = []
    for item, url in found:
        current = url == here and here not in seen
        seen.update({url} if current else ())
        result.append(Line(item, url, item.count(user) if item.count else None, current))
    return result


def _answered(user):
    """[(item, address, whether this very user must still be asked)]"""
    standing = _standing[0](user) if _standing else None
    key = standing, settings.ROOT_URLCONF, get_script_prefix()
    if key not in _answers:
        if len(_answers) >= MANY:
            _answers.clear()
        _answers[key] = list(_answer(user))
    return _answers[key]


def _answer(user):
    for item in sorted(_items.values(), key=lambda item: (item.order, item.code)):
        asks = item.permission is not None and not (_standing and getattr(item.permission, "by_standing", False))
        if item.permission is not None and not asks and not item.permission.allows(user).ok:
            continue
        try:
            yield item, reverse(item.url_name), asks
        except NoReverseMatch:
            continue


@dataclass(frozen=True)
class Part:
    """Lines under one heading as one page shows them. A single line needs no heading."""

    section: Any
    lines: list
    folded: bool = False
    is_open: bool = False

    @property
    def heading(self) -> str:
        return str(self.section) if len(self.lines) > 1 else ""

    @property
    def icon(self) -> str:
        return getattr(self.section, "icon", "list")

    @property
    def count(self) -> int:
        return sum(line.count or 0 for line in self.lines)


def sections(menu_lines) -> list[Part]:
    """The menu in parts, the account's left out: lines without a heading first, then the sections in their order.

    A long menu is folded: its headings open their lines. The one with the page that is open stands open, the first
    of them where that page has no heading.
    """
    grouped = {}
    for line in menu_lines:
        if line.item.section != ACCOUNT:
            grouped.setdefault(line.item.section, []).append(line)
    groups = sorted(grouped.items(), key=lambda group: getattr(group[0], "order", 0))
    count = sum(len(lines) for _section, lines in groups)
    if count <= SHORT:
        return [Part("", [line for _section, lines in groups for line in lines])] if count else []
    if count <= LONG:
        return [Part(section, lines) for section, lines in groups]
    here = next((section for section, lines in groups if any(line.current for line in lines)), "")
    many = [section for section, lines in groups if section and len(lines) > 1]
    opened = here or next(iter(many), "")
    return [Part(section, lines, section in many, section == opened) for section, lines in groups]
