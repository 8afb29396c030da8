"""The guide: Markdown files pages/<language>/<slug>.md; the first line is the title, the second what is in it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language

from schoolmis.access.permission import registry
from schoolmis.access.roles import Role
from schoolmis.ui.prose import prose

PAGES = Path(__file__).parent / "pages"
# In the order in which they are read; beside each, the apps whose rights stand at the end of the page.
CONTENTS = {
    "sign-in": (),
    "first-days": (),
    "parents": (),
    "marks": ("journal",),
    "scales": (),
    "plans": (),
    "term-marks": (),
    "students": ("students",),
    "movement": (),
    "year-end": (),
    "books": (),
    "import": ("imports",),
    "orders-and-roles": ("orders", "access"),
    "protocols": (),
    "staff": ("people",),
    "school": ("structure",),
    "timetable": (),
    "substitutions": (),
    "timetable-files": (),
    "events": ("events",),
    "calendar": (),
    "printing": (),
    "documents": ("documents",),
    "rules": (),
    "statistics": (),
    "administrator": ("desk", "audit", "jobs"),
}


@dataclass(frozen=True)
class Page:
    slug: str
    title: str
    about: str
    text: str

    @property
    def html(self):
        return prose(self.text)

    @property
    def rights(self):
        """[(permission, roles that have it)] of the apps this page is about, from the declarations themselves."""
        apps = CONTENTS[self.slug]
        found = [one for one in registry.values() if one.code.partition(".")[0] in apps]
        return [(one, ", ".join(str(role.label) for role in Role if role in one.roles)) for one in found]


@lru_cache(maxsize=64)
def _read(language, slug):
    title, about, text = (PAGES / language / f"{slug}.md").read_text(encoding="utf-8").split("\n", 2)
    return Page(slug, title.removeprefix("# "), about, text)


def language() -> str:
    return "ru" if (get_language() or "ky").startswith("ru") else "ky"


def page(slug) -> Page | None:
    return _read(language(), slug) if slug in CONTENTS else None


def pages() -> list[Page]:
    return [_read(language(), slug) for slug in CONTENTS]
