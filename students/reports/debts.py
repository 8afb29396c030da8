"""Academic debts with their deadlines and attempts (R7-2.2, R7-2.3)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Band, Column, Heading, Signature
from schoolmis.ui.dates import date_as_of, date_short
from schoolmis.ui.forms import SchoolForm
from students import permissions
from students.debt_list import debts_of

SHOWN = [
    ("open", gettext_lazy("Debts not closed")),
    ("overdue", gettext_lazy("Overdue debts")),
    ("all", gettext_lazy("All debts")),
]


class DebtsForm(SchoolForm):
    show = forms.ChoiceField(label=gettext_lazy("Show"), choices=SHOWN, initial="open", required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self):
        return super().clean() | {"user": self.user}


@register
class DebtsReport(Report):
    code = "students.debts"
    title = gettext_lazy("Academic debts")
    about = gettext_lazy("Who owes what subject, until when, with the attempts made")
    permission = permissions.LIST_DEBTS
    form_class = DebtsForm
    landscape = True

    def heading(self, params, lang):
        head = letterhead.current(lang)
        return Heading(
            title=str(self.title),
            subtitle=f"{dict(SHOWN)[params['show'] or 'open']} · {date_as_of(clock.today(), lang)}",
            signatures=(Signature(head.head_post, head.head_name),),
        )

    def columns(self, params):
        return [
            Column("name", _("Name"), weight=3),
            Column("subject", _("Subject"), weight=2),
            Column("period", _("Period"), weight=2),
            Column("cause", _("Cause"), weight=2),
            Column("due", _("Clear by"), kind="date", width=24),
            Column("attempts", _("Attempts"), weight=2),
            Column("state", _("State"), width=30),
            Column("told", _("Parents told"), width=24, align="center"),
        ]

    def rows(self, params):
        found = debts_of(params["user"]).prefetch_related("attempts", "notices")
        if params["show"] != "all":
            found = found.overdue(clock.today()) if params["show"] == "overdue" else found.open()
        rows, last = [], None
        for debt in found.order_by("grade", "letter", "student__person__sort_key", "subject__order"):
            label = f"{debt.grade}-{debt.letter}" if debt.grade is not None else _("Not on the roll")
            if label != last:
                last = label
                rows.append(Band(label))
            rows.append(
                (
                    str(debt.student),
                    debt.subject.name,
                    debt.period_label,
                    str(debt.get_cause_display()),
                    debt.due_on,
                    ", ".join(f"{date_short(one.on)}: {one.value or '—'}" for one in debt.attempts.all()),
                    str(debt.state_label),
                    _told(debt),
                )
            )
        return rows


def _told(debt):
    notices = debt.notices.all()
    read = [one.acknowledged_on for one in notices if one.acknowledged_on]
    return date_short(max(read)) if read else (_("not read yet") if notices else "—")
