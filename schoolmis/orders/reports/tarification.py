"""The tarification list: the load of the year by teacher and subject, with what a rate depends on (R1-2.2b).

No sums: the rule by which pay is counted is the accountant's, and stands outside the system.
"""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from django import forms
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.orders import permissions
from schoolmis.orders.models import Substitution
from schoolmis.papers.letterhead import current
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Approve, Column, Heading, Signature
from schoolmis.people.models import Employee
from schoolmis.people.names_then import NamesThen
from schoolmis.structure.models import SchoolProfile, TeachingLoad
from schoolmis.ui.dates import date_as_of, month_year
from schoolmis.ui.forms import SchoolForm

WORDS = {
    "ky": ("Тарификациялык тизме", "Мектеп директору", "Окуу бөлүмүнүн башчысы", "Эсепчи"),
    "ru": ("Тарификационный список", "Директор школы", "Заместитель директора по учебной работе", "Бухгалтер"),
}
LEVELS = ((0, 4), (5, 9), (10, 12))


class LoadDayForm(SchoolForm):
    on = forms.DateField(label=gettext_lazy("On the day"), initial=clock.today, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)

    def clean_on(self):
        return self.cleaned_data["on"] or clock.today()


def level_of(grade: int) -> int:
    return next(n for n, (first, last) in enumerate(LEVELS) if first <= grade <= last)


def loads_on(day) -> dict:
    """{teacher: {subject's name: [(group's name, level, hours)]}} of the load in force on `day`."""
    rows = (
        TeachingLoad.objects.on(day)
        .select_related("teacher__person", "section__subject", "section__group")
        .prefetch_related("section__group__classes")
        .order_by("teacher__person__sort_key", "section__subject__order", "section__group__name")
    )
    found: dict = defaultdict(lambda: defaultdict(list))
    for load in rows:
        grades = [one.grade for one in load.section.group.classes.all()]
        line = (str(load.section.group), level_of(max(grades, default=0)), load.hours)
        found[load.teacher][load.section.subject.name].append(line)
    return found


def held_for_others(day) -> dict[int, int]:
    """{employee: lessons by substitution} in the month of `day`, as the timesheet counts them."""
    first = day.replace(day=1)
    last = (first + timedelta(31)).replace(day=1) - timedelta(1)
    found = Substitution.objects.counted(first, last).order_by().values_list("substitute")
    return dict(found.annotate(Sum("hours")))


def with_those_who_stood_in(loads: dict, given: dict[int, int]) -> dict:
    """The loads, and by name among them who has none but held lessons for others."""
    others = Employee.objects.select_related("person").filter(pk__in=given.keys() - {one.pk for one in loads})
    people = loads | {one: {_("no load of their own"): []} for one in others}
    return dict(sorted(people.items(), key=lambda pair: pair[0].person.sort_key)) if others else loads


@register
class Tarification(Report):
    """R1-2.2b, R1-5.1a: from the load that orders set; a person's own columns stand in the first of their rows.

    Lessons held for others are those of the day's month, beside the load and in none of its sums; who has no load and
    held some has a row too, for they are paid.
    """

    code = "orders.tarification"
    title = gettext_lazy("Tarification list")
    about = gettext_lazy("Hours of each teacher by subject and class, with category, experience and rate")
    permission = permissions.LOADS
    form_class = LoadDayForm
    landscape = True
    numbered = False

    def columns(self, params):
        school = SchoolProfile.objects.first()
        hours, highest = _("Hours a week"), max(school.grade_to if school else 11, 10)
        month = month_year(params["on"])
        return [
            Column("number", "№", width=8, align="center", leads=True),
            Column("name", _("Name"), weight=3),
            Column("education", _("Education"), weight=1.4),
            Column("category", _("Category"), weight=1.2),
            Column("years", _("Experience, years"), kind="int", turned=True),
            Column("teaching", _("Pedagogical experience, years"), kind="int", turned=True),
            Column("rate", _("Rate"), kind="decimal", places=2, turned=True),
            Column("given", _("Held for others, %(month)s") % {"month": month}, kind="int", turned=True),
            Column("subject", _("Subject"), weight=2),
            Column("classes", _("Classes"), weight=3),
            *[
                Column(f"h{n}", f"{max(first, 1)}–{min(last, highest)}", kind="decimal", places=1, group=hours)
                for n, (first, last) in enumerate(LEVELS)
            ],
            Column("hours", _("Total"), kind="decimal", places=1, group=hours, strong=True),
            Column("all", _("Hours of the teacher"), kind="decimal", places=1, turned=True, strong=True),
        ]

    def rows(self, params):
        found, day = [], params["on"]
        given = held_for_others(day)
        loads = with_those_who_stood_in(loads_on(day), given)
        names = NamesThen(teacher.person for teacher in loads)
        for number, (teacher, subjects) in enumerate(loads.items(), 1):
            hours = [line[2] for lines in subjects.values() for line in lines]
            whole = sum(hours, Decimal(0)) if hours else None
            own = (
                str(number),
                str(names.on(teacher.person, day)),
                teacher.get_education_display(),
                teacher.get_category_display(),
                teacher.years(day),
                teacher.years_teaching(day),
                teacher.rate if hours else None,
                given.get(teacher.pk),
            )
            for place, (subject, lines) in enumerate(subjects.items()):
                by_level = [sum((h for _g, level, h in lines if level == n), Decimal(0)) or None for n in range(3)]
                total = sum((line[2] for line in lines), Decimal(0)) if lines else None
                first = own if place == 0 else ("", "", "", "", None, None, None, None)
                found.append((*first, subject, ", ".join(line[0] for line in lines), *by_level, total, whole))
                whole = None
        return found

    def totals(self, params, rows):
        sums = [sum((row[10 + n] or Decimal(0) for row in rows), Decimal(0)) for n in range(4)]
        people, rate = sum(1 for row in rows if row[0]), sum((row[6] or Decimal(0) for row in rows), Decimal(0))
        own = (
            "",
            _("Total: %(n)s") % {"n": people},
            "",
            "",
            None,
            None,
            rate,
            sum(row[7] or 0 for row in rows) or None,
        )
        return [(*own, "", "", *sums, sums[3])]

    def heading(self, params, lang):
        title, director, deputy, accountant = WORDS[lang]
        head = current(lang)
        return Heading(
            title=title,
            subtitle=date_as_of(params["on"], lang),
            approve=Approve(head.head_post or director, head.head_name),
            signatures=(Signature(deputy), Signature(accountant)),
        )

    def file_name(self, params):
        return f"tarification-{params['on']}"
