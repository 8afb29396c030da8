"""The plan of events for a month or a term, on paper."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from schoolmis.events import permissions, words
from schoolmis.events.forms import PlanForm, named
from schoolmis.events.models import Event
from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Approve, Column, Heading, Signature
from schoolmis.ui.dates import weekday

# The paper's own words stand outside the interface's catalogue, as those of an order do.
TITLE = {"ky": "Мектептин иш-чараларынын планы", "ru": "План мероприятий школы"}
MADE = {"ky": "Түзгөн", "ru": "Составил(а)"}
HEAD = {"ky": "Мектеп директору", "ru": "Директор школы"}


@register
class EventsPlan(Report):
    """R1-2.2b: what is on, when and where, for whom, who answers for it; what is called off is left out."""

    code = "events.plan"
    title = gettext_lazy("Plan of events")
    about = gettext_lazy("Events of a month or a term: when, where, for whom, who is responsible")
    permission = permissions.PLAN
    form_class = PlanForm
    landscape = True
    numbered = True

    def columns(self, params):
        return [
            Column("days", _("Day"), width=27),
            Column("hours", _("Hours"), align="center"),
            Column("title", _("Event"), weight=4),
            Column("kind", _("Kind of events"), weight=2),
            Column("whom", _("For whom"), weight=2),
            Column("where", pgettext("of an event", "Place"), weight=2),
            Column("who", _("Responsible"), weight=2),
            Column("note", _("Note"), weight=2),
        ]

    def rows(self, params):
        found = Event.objects.filter(
            starts_on__lte=params["last"], ends_on__gte=params["first"], called_off_at=None
        ).select_related("kind", "room", "responsible__person")
        if params.get("kind"):
            found = found.filter(kind=params["kind"])
        return [self.row(event) for event in found.prefetch_related("classes")]

    @staticmethod
    def row(event):
        taken = words.lessons(event)
        return {
            "days": f"{words.days(event)}, {_weekdays(event)}",
            "hours": words.hours(event),
            "title": event.title,
            "kind": str(event.kind),
            "whom": words.whom(event),
            "where": event.where,
            "who": event.responsible.person.short_name if event.responsible else "",
            "note": " · ".join(filter(None, [taken, event.note])),
        }

    def heading(self, params, lang):
        head = letterhead.current(lang)
        return Heading(
            title=TITLE[lang],
            subtitle=named(params["what"], lang),
            approve=Approve(head.head_post or HEAD[lang], head.head_name),
            signatures=(Signature(MADE[lang]),),
        )


def _weekdays(event) -> str:
    """«шш», of more than a day «шш–жм»."""
    days = dict.fromkeys((event.starts_on, event.ends_on or event.starts_on))
    return "–".join(weekday(day, short=True) for day in days)
