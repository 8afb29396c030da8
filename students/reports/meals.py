"""The meal list of a day for the kitchen: portions by class, from the roll, the exceptions and the day's attendance."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Band, Column, Heading, Signature
from schoolmis.ui.dates import date_long
from students import attendance, permissions
from students.models import Meal, MealRule, Placement
from students.reports.contingent import LEVELS
from students.reports.forms import DayForm
from students.rules.meals import set_table

NUMBERS = ("roll", "absent", "exempt", "not_entitled", "eating", "diets")


@register
class Meals(Report):
    """A class whose attendance nobody has taken yet is counted whole and says so."""

    code = "students.meals"
    title = gettext_lazy("Meal list of the day")
    about = gettext_lazy("How many eat in each class today: the roll less who is absent; diets by name")
    permission = permissions.MEALS
    form_class = DayForm

    def sections(self, params):
        return [params | {"_all": params, "part": part} for part in ("classes", "absent", "diets")]

    def heading(self, params, lang):
        titles = {"classes": self.title, "absent": _("Absent on the day"), "diets": _("Diets of the day")}
        head = letterhead.current(lang)
        notes = ()
        if params["part"] == "classes":
            rule = day_of(params)[0]
            notes = (_("Eat free of charge: grades %(grades)s.") % {"grades": rule},)
        return Heading(
            title=str(titles[params["part"]]),
            subtitle=date_long(params["on"], lang),
            notes=notes,
            signatures=(Signature(head.head_post, head.head_name), Signature(_("Cook"))),
        )

    def columns(self, params):
        if params["part"] == "classes":
            return [
                Column("class", _("Class"), weight=1),
                Column("roll", _("On the roll"), kind="int", width=20),
                Column("absent", pgettext("how many", "Absent"), kind="int", width=20),
                Column("exempt", _("Do not eat"), kind="int", width=12, turned=True),
                Column("not_entitled", _("Grade does not eat"), kind="int", width=12, turned=True),
                Column("eating", _("Portions"), kind="int", width=20, strong=True),
                Column("diets", _("Diets among them"), kind="int", width=20),
                Column("note", _("Note"), weight=4),
            ]
        note = [Column("note", _("For the kitchen"), weight=2)] if params["part"] == "diets" else []
        return [Column("name", _("Name"), weight=2), Column("class", _("Class"), width=22, align="center"), *note]

    def rows(self, params):
        _rule, tables, names, notes, taken = day_of(params)
        if params["part"] != "classes":
            found = [
                {"name": names[student], "class": str(of), "note": notes.get(student, "")}
                for of, table in tables
                for student in getattr(table, params["part"])
            ]
            return found or [Band(_("Nobody on this day."))]
        rows = []
        for low, high, title in LEVELS:
            level = [pair for pair in tables if low <= pair[0].grade <= high]
            if level:
                rows.append(Band(str(title)))
            rows += [_row(of, table, of.pk in taken) for of, table in level]
        return rows

    def totals(self, params, rows):
        if params["part"] != "classes":
            return []
        return [{"class": _("Total")} | {key: sum(row[key] or 0 for row in rows) for key in NUMBERS}]


def _row(of, table, taken):
    counts = {key: getattr(table, key) for key in NUMBERS}
    counts = {key: len(value) if isinstance(value, list) else value for key, value in counts.items()}
    quiet = {key: value or None for key, value in counts.items() if key not in ("roll", "eating")}
    return {"class": str(of), "note": "" if taken else _("attendance is not taken yet")} | counts | quiet


def day_of(params):
    """(rule, [(class, table)], names, notes for the kitchen, classes whose attendance is taken), read once a paper."""
    if "_day" not in params["_all"]:
        params["_all"]["_day"] = _read(params["on"])
    return params["_all"]["_day"]


def _read(on):
    rule = MealRule.objects.filter(pk=1).first() or MealRule(pk=1)
    absent = attendance.absent_on(on)
    meals = {one.student_id: one for one in Meal.objects.on(on)}
    exceptions = {student: one.kind for student, one in meals.items()}
    classes, names = {}, {}
    places = Placement.objects.on(on).select_related("school_class", "student__person")
    for place in places.order_by("school_class__grade", "school_class__letter", "student__person__sort_key"):
        classes.setdefault(place.school_class, []).append(place.student_id)
        names[place.student_id] = str(place.student.person)
    grades = (rule.grade_from, rule.grade_to)
    tables = [
        (of, set_table(students, of.grade, grades, exceptions, absent.get(of.pk, set())))
        for of, students in classes.items()
    ]
    tables = [(of, table) for of, table in tables if table.eating or grades[0] <= of.grade <= grades[1]]
    shown = {student for _of, table in tables for student in (*table.absent, *table.diets)}
    notes = {student: one.note for student, one in meals.items() if student in shown}
    return rule, tables, names, notes, absent.keys()
