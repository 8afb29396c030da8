"""What orders of substitution ask of the journal: the hours of a lesson, who is free then, who is told."""

from datetime import date

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.models import Lesson
from journal.substitutes import facts
from journal.substitutes.day import Day
from schoolmis.notices import kinds
from schoolmis.notices.actions import notify
from schoolmis.orders.staff import hooks
from schoolmis.structure.models import SpecialDay
from schoolmis.ui.dates import date_short

STANDS_IN = kinds.register("journal.stands_in", gettext_lazy("You stand in on %(day)s for %(absent)s: %(lessons)s"))
STANDS_IN_NO_MORE = kinds.register(
    "journal.stands_in_no_more",
    gettext_lazy("You do not stand in on %(day)s for %(absent)s (%(lessons)s): order № %(order)s is revoked"),
)


@hooks.hours.append
def hour_of(section: int, day: date, number: int):
    lesson = Lesson(section_id=section)
    special = SpecialDay.objects.filter(date=day).first()
    return facts.of_bells(day, special)(lesson.section.group.classes.all(), number)


@hooks.checks.append
def free_at_the_hour(order, lines) -> None:
    """R3-5.1b: of a line that names its lesson, that it stands in the journal and its substitute has no other then."""
    days: dict[date, Day] = {}
    for line, first, _until in lines:
        if not line.get("number"):
            continue
        if first not in days:
            days[first] = Day(first, drafts=False, without=order.pk)
        shown = days[first]
        found = [one for one in shown.facts.lessons if one.section_id == line["section"] and one.stands]
        lesson = next((one for one in found if one.number == line["number"]), None)
        if lesson is None:
            said = {"day": date_short(first), "number": line["number"]}
            raise ValidationError(_("There is no such lesson on %(day)s: lesson %(number)s.") % said, "no_lesson")
        if line["employee"] in shown.facts.gone:
            who = shown.facts.staff.get(line["employee"], "")
            raise ValidationError(_("%(name)s is not there on this day.") % {"name": who}, "away")
        beside = [other.pk for other, _holder in shown.neighbours(lesson)] if line.get("joined") else []
        busy = shown.busy_with(line["employee"], lesson.stands, besides=beside)
        if busy:
            said = {"name": shown.facts.staff.get(line["employee"], ""), "number": line["number"], "what": busy}
            raise ValidationError(_("%(name)s is not free at lesson %(number)s: %(what)s.") % said, "busy")
        if not line.get("joined"):
            shown.keep(line["employee"], lesson)


@hooks.signed.append
def tell(order, rows, by) -> None:
    """Whoever stands in sees at once when and where; the address opens her day."""
    _tell(STANDS_IN, rows, by)


@hooks.revoked.append
def tell_undone(order, rows, by) -> None:
    """R3-5.1b: who was to stand in is told that the order is undone, before she goes to a lesson that is not hers."""
    _tell(STANDS_IN_NO_MORE, rows, by, order=order.label)


def _tell(kind, rows, by, **data) -> None:
    by_user: dict = {}
    for row in rows:
        if row.substitute.person.user_id and row.substitute.person.user_id != by.pk:
            by_user.setdefault((row.substitute.person.user, row.starts_on, row.last_day), []).append(row)
    for (user, first, last), mine in by_user.items():
        days = date_short(first) if first == last else f"{date_short(first)}–{date_short(last)}"
        address = f"{reverse('journal:day')}?on={first.isoformat()}"
        lessons, absent = "; ".join(map(_where, mine)), mine[0].absent.person.short_name
        notify([user], kind, by=by, url=address, day=days, absent=absent, lessons=lessons, **data)


def _where(row) -> str:
    """In no language: each reader has the notice in the own one."""
    group = row.section.group.name
    return f"{group}, № {row.number}" if row.number else group
