"""Staff in numbers on a day: the staff tables that district and national forms ask for (R1-2.2b).

No official form is drawn: one table holds the cells from which any of them is filled.
"""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from schoolmis.papers.letterhead import current
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Band, Column, Heading, Signature
from schoolmis.people import permissions
from schoolmis.people.models import Category, Education, Employment, Position, Sex
from schoolmis.people.reports.forms import StaffDayForm
from schoolmis.people.reports.staff_list import staff_on
from schoolmis.people.rules import age_on
from schoolmis.ui.dates import date_as_of

WORDS = {"ky": ("Кызматкерлердин сандык курамы", "Мектеп директору"), "ru": ("Работники в цифрах", "Директор школы")}
AGES = ((0, 24), (25, 29), (30, 34), (35, 39), (40, 44), (45, 49), (50, 54), (55, 59), (60, 64), (65, 200))
YEARS = ((0, 2), (3, 4), (5, 9), (10, 14), (15, 19), (20, 24), (25, 200))


def span_of(value: int | None, spans) -> tuple[int, int] | None:
    """The span that holds a number of full years."""
    return next((span for span in spans if value is not None and span[0] <= value <= span[1]), None)


def age_word(span) -> str:
    first, last = span
    if first == 0:
        return pgettext("age", "under %(n)s") % {"n": last + 1}
    return pgettext("age", "%(n)s and more") % {"n": first} if last == 200 else f"{first}–{last}"


def span_word(span) -> str:
    first, last = span
    if first == 0:
        return _("under %(n)s") % {"n": last + 1}
    return _("%(n)s and more") % {"n": first} if last == 200 else f"{first}–{last}"


def count(staff: Iterable, key: Callable, order: Iterable) -> list[tuple]:
    """[(value, all, women, teachers, women among them)] for each value of `order`, and None at the end where met."""
    cells = {value: [0, 0, 0, 0] for value in (*order, None)}
    for one in staff:
        row = cells[key(one)]
        for place in _places(one):
            row[place] += 1
    return [(value, *row) for value, row in cells.items() if value is not None or any(row)]


def whole(one):
    """All of them in one row."""
    return ""


def _places(one):
    woman, teacher = one.person.sex == Sex.FEMALE, one.position == Position.TEACHER
    return [0, *([1] if woman else []), *([2] if teacher else []), *([3] if woman and teacher else [])]


@register
class StaffStatistics(Report):
    """Sex and age are counted in totals also where no consent lets them stand beside a name."""

    code = "people.statistics"
    title = gettext_lazy("Staff in numbers")
    about = gettext_lazy("By post, sex, age, education, category, experience, employment and subject, on a day")
    permission = permissions.PERSONAL
    form_class = StaffDayForm
    numbered = False

    def columns(self, params):
        return [
            Column("what", _("What"), weight=4),
            Column("all", pgettext("staff", "All"), kind="int", width=24, strong=True),
            Column("women", _("Women"), kind="int", width=24),
            Column("teachers", _("Teachers"), kind="int", width=24),
            Column("women_teachers", _("Women among teachers"), kind="int", width=28),
        ]

    def cuts(self, day):
        """(title, key, values in order, word of a value)"""
        coded = lambda choices: (list(choices.values), lambda value: str(choices(value).label))  # noqa: E731
        known = lambda value, choices: value if value in choices.values else None  # noqa: E731
        return [
            (_("Position"), lambda one: one.position, *coded(Position)),
            (
                _("Age, full years"),
                lambda one: span_of(age_on(one.person.born_on, day) if one.person.born_on else None, AGES),
                AGES,
                age_word,
            ),
            (_("Education"), lambda one: known(one.education, Education), *coded(Education)),
            (_("Qualification category"), lambda one: known(one.category, Category), *coded(Category)),
            (_("Experience, years"), lambda one: span_of(one.years(day), YEARS), YEARS, span_word),
            (_("Pedagogical experience, years"), lambda one: span_of(one.years_teaching(day), YEARS), YEARS, span_word),
            (_("Kind of employment"), lambda one: one.employment, *coded(Employment)),
        ]

    def rows(self, params):
        day = params["on"]
        staff = staff_on(day)
        found = []
        for title, key, order, word in self.cuts(day):
            found.append(Band(str(title)))
            found += [
                (word(value) if value is not None else _("not given"), *(cell or None for cell in cells))
                for value, *cells in count(staff, key, order)
            ]
        found.append(Band(_("Subjects, as the cards name them")))
        subjects = sorted({name for one in staff for name in names_of(one)})
        for name in subjects:
            of = [one for one in staff if name in names_of(one)]
            found.append((name, *(cell or None for cell in count(of, whole, [""])[0][1:])))
        params["_staff"] = staff
        return found

    def totals(self, params, rows):
        cells = count(params["_staff"], whole, [""])[0][1:]
        return [(_("Total"), *cells)]

    def heading(self, params, lang):
        title, post = WORDS[lang]
        head = current(lang)
        director = Signature(head.head_post or post, head.head_name)
        return Heading(title=title, subtitle=date_as_of(params["on"], lang), signatures=(director,))


def names_of(employee) -> list[str]:
    return [part.strip() for part in employee.subjects_text.split(",") if part.strip()]
