"""The contingent on any day, past or present: by class, by age, by language and shift; boys, girls, all."""

from collections import defaultdict

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Band, Column, Heading
from schoolmis.people.models import Sex
from schoolmis.structure.models import Language
from schoolmis.ui.dates import date_as_of
from students import permissions
from students.models import Placement, StudyForm
from students.reports.forms import DayForm
from students.rules.movement import age_on

LEVELS = [
    (0, 4, gettext_lazy("Grades 1–4")),
    (5, 9, gettext_lazy("Grades 5–9")),
    (10, 12, gettext_lazy("Grades 10–11")),
]
COUNTS = ("total", "boys", "girls", "unknown")


@register
class Contingent(Report):
    """R1-2.2a. Sex is not kept without a consent, so the total is more than boys and girls by `unknown`."""

    code = "students.contingent"
    title = gettext_lazy("Contingent")
    about = gettext_lazy("Boys, girls and the total on a day: by class, age, language and shift")
    permission = permissions.CONTINGENT
    form_class = DayForm

    def sections(self, params):
        return [params | {"part": part} for part in ("class", "group", "age")]

    def heading(self, params, lang):
        titles = {
            "class": _("Contingent by class"),
            "group": _("Contingent by language and shift"),
            "age": _("Contingent by age"),
        }
        return Heading(title=titles[params["part"]], subtitle=date_as_of(params["on"], lang))

    def columns(self, params):
        broad = 18 if params["part"] == "age" else 22
        counts = [
            Column("total", _("Total"), kind="int", width=broad, strong=True),
            Column("boys", _("Boys"), kind="int", width=broad),
            Column("girls", _("Girls"), kind="int", width=broad),
            Column("unknown", _("Sex not kept"), kind="int", width=26),
        ]
        if params["part"] == "class":
            return [
                Column("class", _("Class"), weight=1),
                Column("language", _("Language of instruction"), weight=2),
                *counts,
            ]
        if params["part"] == "group":
            return [
                Column("class", _("Figures"), weight=2),
                Column("classes", _("Classes"), kind="int", width=22),
                *counts,
            ]
        levels = [Column(f"l{n}", str(title), kind="int", width=20) for n, (_a, _z, title) in enumerate(LEVELS)]
        return [Column("class", _("Age, whole years"), weight=1), *counts, *levels]

    def rows(self, params):
        return {"class": _by_class, "group": _by_group, "age": _by_age}[params["part"]](params["on"])

    def totals(self, params, rows):
        if params["part"] == "group":
            rows = _classes(params["on"])
            return [
                {"class": _("Total"), "classes": len(rows)} | {key: sum(row[key] for row in rows) for key in COUNTS}
            ]
        extra = [f"l{n}" for n, _level in enumerate(LEVELS)] if params["part"] == "age" else []
        return [{"class": _("Total")} | {key: sum(row[key] or 0 for row in rows) for key in (*COUNTS, *extra)}]


def _classes(on):
    """[{grade, letter, language, shift, total, boys, girls, unknown}] of the day."""
    found = (
        Placement.objects.on(on)
        .values("school_class__grade", "school_class__letter", "school_class__language", "school_class__shift")
        .annotate(
            total=Count("pk"),
            boys=Count("pk", filter=Q(student__person__sex=Sex.MALE)),
            girls=Count("pk", filter=Q(student__person__sex=Sex.FEMALE)),
        )
        .order_by("school_class__grade", "school_class__letter")
    )
    names = ("grade", "letter", "language", "shift")
    return [
        {name: one[f"school_class__{name}"] for name in names}
        | {key: one[key] for key in COUNTS[:3]}
        | {"unknown": one["total"] - one["boys"] - one["girls"]}
        for one in found
    ]


def _by_class(on):
    rows, found, languages = [], _classes(on), dict(Language.choices)
    for first, last, title in LEVELS:
        level = [one for one in found if first <= one["grade"] <= last]
        if level:
            rows.append(Band(str(title)))
        rows += [
            one | {"class": f"{one['grade']}-{one['letter']}", "language": str(languages[one["language"]])}
            for one in level
        ]
    return rows


def _by_group(on):
    found = _classes(on)
    levels = [(str(title), [one for one in found if a <= one["grade"] <= z]) for a, z, title in LEVELS]
    languages = [(str(label), [one for one in found if one["language"] == value]) for value, label in Language.choices]
    shifts = [
        (_("Shift %(number)s") % {"number": number}, [one for one in found if one["shift"] == number])
        for number in sorted({one["shift"] for one in found})
    ]
    rows = []
    for title, parts in ((_("Levels"), levels), (_("Languages of instruction"), languages), (_("Shifts"), shifts)):
        rows.append(Band(title))
        rows += [
            {"class": name, "classes": len(those)} | {key: sum(one[key] for one in those) for key in COUNTS}
            for name, those in parts
            if those
        ]
    return [*rows, *_by_form(on, found)]


def _by_form(on, classes):
    """Full-time, and what a dated order says otherwise; nothing is added where everybody studies full-time."""
    labels, counts = dict(StudyForm.Form.choices), {}
    forms = StudyForm.objects.on(on).filter(student__placements__in=Placement.objects.on(on))
    for form, sex in forms.values_list("form", "student__person__sex"):
        row = counts.setdefault(form, dict.fromkeys(COUNTS, 0))
        row["total"] += 1
        row["boys" if sex == Sex.MALE else "girls" if sex == Sex.FEMALE else "unknown"] += 1
    if not counts:
        return []
    rest = {key: sum(one[key] for one in classes) - sum(row[key] for row in counts.values()) for key in COUNTS}
    others = [{"class": str(labels[form])} | counts[form] for form in labels if form in counts]
    return [Band(_("Forms of study")), {"class": _("full-time")} | rest, *others]


def _by_age(on):
    """Whole years on the day; who has no birth date in the records stands last."""
    counts = defaultdict(lambda: dict.fromkeys((*COUNTS, *(f"l{n}" for n, _level in enumerate(LEVELS))), 0))
    places = Placement.objects.on(on).values_list(
        "student__person__born_on", "student__person__sex", "school_class__grade"
    )
    for born, sex, grade in places:
        row = counts[age_on(born, on) if born else None]
        row["total"] += 1
        row["boys" if sex == Sex.MALE else "girls" if sex == Sex.FEMALE else "unknown"] += 1
        row[next((f"l{n}" for n, (a, z, _title) in enumerate(LEVELS) if a <= grade <= z), "l0")] += 1
    ages = sorted(counts, key=lambda age: (age is None, age))
    return [{"class": _("not kept") if age is None else str(age)} | counts[age] for age in ages]
