"""The timesheet (табель) on paper: a letter for each day, what the letters mean, days and replaced lessons."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders import permissions
from schoolmis.orders.timesheet import codes
from schoolmis.orders.timesheet.forms import MonthForm
from schoolmis.orders.timesheet.month import rows_of, stored
from schoolmis.orders.timesheet.rules import month_days
from schoolmis.papers.letterhead import current
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Approve, Column, Heading, Signature
from schoolmis.ui.dates import date_long, is_ru, month_year

# The paper's own words stand outside the interface's catalogue, as those of an order do.
WORDS = {
    "ky": ("Иш убактысын эсепке алуу табели", "Мектеп директору", "Табелди түзгөн", "{} жабылган", "долбоор"),
    "ru": ("Табель учёта рабочего времени", "Директор школы", "Табель составил(а)", "закрыт {}", "проект"),
}
TOTALS = ("work", "leave", "sick", "trip", "other")


@register
class TimesheetReport(Report):
    """R1-2.2b. An open month is counted from orders and the calendar; a closed one stays as it was signed."""

    code = "orders.timesheet"
    title = gettext_lazy("Timesheet")
    about = gettext_lazy("Days worked and away, lessons replaced, of each employee in a month")
    permission = permissions.TIMESHEET
    form_class = MonthForm
    landscape = True

    def _sheet_of(self, params):
        if "_sheet" not in params:
            params["_sheet"] = stored(params["month"])
        return params["_sheet"]

    def columns(self, params):
        days = month_days(params["month"])
        return [
            Column("name", _("Name"), weight=3),
            Column("post", _("Position"), weight=2),
            Column("rate", _("Rate"), kind="decimal", places=2, turned=True),
            *[Column(f"d{day.day}", str(day.day), align="center") for day in days],
            Column("work", _("Worked"), kind="int", turned=True, strong=True),
            Column("leave", _("Leave"), kind="int", turned=True),
            Column("sick", _("Ill"), kind="int", turned=True),
            Column("trip", _("Trip"), kind="int", turned=True),
            Column("other", _("Other absence"), kind="int", turned=True),
            Column("given", _("Lessons held for others"), kind="int", turned=True),
            Column("ceded", _("Own lessons replaced"), kind="int", turned=True),
        ]

    def rows(self, params):
        lang = "ru" if is_ru() else "ky"
        found = []
        for row in rows_of(params["month"], self._sheet_of(params)):
            letters = [codes.letter(code, lang) for code in row.codes]
            counts = [row.totals[name] or None for name in TOTALS]
            found.append(
                (row.name, row.post, Decimal(row.rate), *letters, *counts, row.given or None, row.ceded or None)
            )
        return found

    def totals(self, params, rows):
        days = len(month_days(params["month"]))
        sums = [sum(row[3 + days + n] or 0 for row in rows) for n in range(len(TOTALS) + 2)]
        rate = sum((row[2] for row in rows), Decimal(0))
        return [(_("Total"), "", rate, *[""] * days, *sums)]

    def heading(self, params, lang):
        title, post, made, closed, draft = WORDS[lang]
        sheet, head = self._sheet_of(params), current(lang)
        state = closed.format(date_long(sheet.closed_on, lang)) if sheet and sheet.closed_on else draft
        return Heading(
            title=title,
            subtitle=f"{month_year(params['month'], lang)} · {state}",
            approve=Approve(head.head_post or post, head.head_name),
            notes=(codes.legend(lang),),
            signatures=(Signature(made), Signature(head.head_post or post, head.head_name)),
        )

    def file_name(self, params):
        return f"timesheet-{params['month']:%Y-%m}"
