"""Tables of balances: start + arrived − left = end, of all, boys and girls."""

from django.utils.translation import gettext as _

from schoolmis.papers.sheets import Band, Column
from schoolmis.structure.models import Language
from schoolmis.ui.dates import date_range, month_year
from students.reports.contingent import LEVELS
from students.rules.movement_book import Counts

SPLIT = ("start", "arrived", "left", "end")
ORDER = ("start", "arrived", "came_in", "left", "went_out", "end")


def balance_columns(name):
    titles = {
        "start": _("At the start"),
        "arrived": _("Arrived"),
        "came_in": _("From another class"),
        "left": _("Left"),
        "went_out": _("To another class"),
        "end": _("At the end"),
    }
    columns = [Column("name", name, weight=1)]
    for key in ORDER:
        if key not in SPLIT:
            columns.append(Column(key, titles[key], kind="int", width=19))
            continue
        group = titles[key]
        columns += [
            Column(key, _("all"), kind="int", width=15, group=group, strong=True),
            Column(f"{key}_boys", _("boys"), kind="int", width=15, group=group),
            Column(f"{key}_girls", _("girls"), kind="int", width=15, group=group),
        ]
    return [*columns, Column("share", _("Movement, %"), kind="decimal", width=17, places=1)]


def balance_rows(named):
    """Rows by column key of [(name, Counts)]; nothing moved is an empty cell, so that what moved is seen."""
    rows = []
    for name, counts in named:
        row = {"name": name}
        for key in ORDER:
            quiet = key not in ("start", "end")
            for suffix, balance in (("", counts.total), ("_boys", counts.boys), ("_girls", counts.girls)):
                value = getattr(balance, key)
                row[key + suffix] = None if quiet and not value else value
        row["share"] = counts.total.share
        rows.append(row)
    return rows


def total(pairs) -> Counts:
    return sum((counts for _of, counts in pairs), Counts())


def class_rows(movement):
    """Classes under their level; a period over two academic years has the classes of each under its name."""
    rows, years = [], movement.years()
    for year, first, last, pairs, rest in years:
        if len(years) > 1:
            rows.append(Band(f"{year}: {date_range(first, last)}"))
        for low, high, title in LEVELS:
            level = [pair for pair in pairs if low <= pair[0].grade <= high]
            if level:
                rows.append(Band(str(title)))
                rows += balance_rows((str(of), counts) for of, counts in level)
                rows += balance_rows([(": ".join([_("Total"), str(title)]), total(level))])
        if rest:
            rows += balance_rows([(_("Without a class"), rest)])
        if len(years) > 1:
            rows += balance_rows([(_("School, total"), movement.school(first, last))])
    return rows


def group_rows(movement):
    """By level, by shift, by language of instruction."""
    rows, years = [], movement.years()
    for year, first, last, pairs, _rest in years:
        if len(years) > 1:
            rows.append(Band(f"{year}: {date_range(first, last)}"))
        levels = [(str(title), lambda of, a=a, z=z: a <= of.grade <= z) for a, z, title in LEVELS]
        shifts = [
            (_("Shift %(number)s") % {"number": number}, lambda of, n=number: of.shift == n)
            for number in sorted({of.shift for of, _counts in pairs})
        ]
        languages = [(str(label), lambda of, v=value: of.language == v) for value, label in Language.choices]
        for title, parts in ((_("Levels"), levels), (_("Shifts"), shifts), (_("Languages of instruction"), languages)):
            named = [(name, [pair for pair in pairs if fits(pair[0])]) for name, fits in parts]
            rows.append(Band(title))
            rows += balance_rows((name, total(those)) for name, those in named if those)
    return rows


def month_rows(movement, months):
    """The school month by month; the end of one is the start of the next."""
    return balance_rows((month_year(first), movement.school(first, last)) for first, last in months)
