"""Planning substitutions: who is not there, who holds the lessons, which orders that makes (R3-5.1b)."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal import day_changes, permissions
from journal.actions.losses import drop_lesson
from journal.models import LostLesson, TeacherAway
from journal.substitutes.day import Day, Line, State
from journal.substitutes.forward import Forward, Offer
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.orders.actions import draft_order
from schoolmis.orders.models import Absence, Order
from schoolmis.orders.staff import common
from schoolmis.orders.staff.substitution import forward_words
from schoolmis.people.models import Employee
from schoolmis.structure.models import TeachingLoad
from schoolmis.ui.dates import date_dated

WHY_LOST = {"sick": LostLesson.Reason.ILLNESS, "trip": LostLesson.Reason.TRIP}


@dataclass(frozen=True)
class Choice:
    """What becomes of one lesson of an absent teacher: held by `employee`, `joined` with her own, or not held; with
    `bring` the later lesson of that number is held at its hour.
    """

    lesson: int
    absent: int
    employee: int | None = None
    joined: bool = False
    bring: int | None = None


def mark_away(employee: Employee, day: date, *, reason: str, words: str = "", by: User) -> TeacherAway:
    """A teacher will not be there on `day`, the order comes later: written down so that her lessons can be covered."""
    grant = permissions.SUBSTITUTE.demand(by)
    with acting(by, grant=grant):
        if Absence.objects.on(day).filter(employee=employee).exists():
            raise ValidationError(_("%(name)s is away on this day by an order.") % {"name": employee}, "ordered")
        if not employee.works_on(day):
            raise ValidationError(_("%(name)s does not work at the school on this day.") % {"name": employee}, "works")
        common.lock(employee)
        stands_in = next((hold for hold in Day(day).facts.holds if hold.substitute == employee.pk), None)
        if stands_in:
            said = {"name": employee, "order": stands_in.order.label}
            raise ValidationError(
                _("%(name)s stands in for another on this day (order: %(order)s): annul or revoke it first.") % said,
                "stands_in",
            )
        row = TeacherAway(employee=employee, day=day, reason=reason, words=words.strip(), marked_by=by)
        row.full_clean()
        row.save()
        record("journal.mark_away", employee, by=by, on=day, reason=reason)
    return row


def unmark_away(row: TeacherAway, *, by: User) -> TeacherAway:
    """She is there after all; not while somebody is drafted or ordered to stand in for her."""
    grant = permissions.SUBSTITUTE.demand(by)
    with acting(by, grant=grant):
        common.lock(row.employee)
        known = Day(row.day).facts
        if any(one.absent == row.employee_id for one in (*known.holds, *known.brought)):
            raise ValidationError(
                _("An order of substitution stands for this day: annul or revoke it first."), "replaced"
            )
        ended = TeacherAway.objects.filter(pk=row.pk, ended_at=None).update(ended_at=clock.now(), ended_by=by)
        if not ended:
            raise ValidationError(_("This mark has been taken back already."), "state")
        record("journal.unmark_away", row.employee, by=by, on=row.day)
    row.refresh_from_db()
    return row


def plan_substitutions(day: date, choices: list[Choice], *, by: User) -> tuple[list[Order], int]:
    """R3-5.1b: one draft of an order for each absent teacher; how many lessons are taken out as not held.

    Whole or not at all. Absent teachers and substitutes are locked first: two deputies who propose the same teacher, or
    cover the same lesson, go one after the other, and the second is told who was first.
    """
    grant = permissions.SUBSTITUTE.demand(by)
    if not choices:
        raise ValidationError(_("Choose who stands in for at least one lesson."), "nothing")
    with acting(by, grant=grant):
        named = {choice.absent for choice in choices} | {choice.employee for choice in choices if choice.employee}
        later = [choice.bring for choice in choices if choice.bring]
        named |= set(TeachingLoad.objects.on(day).filter(section__lessons__in=later).values_list("teacher", flat=True))
        list(common.STAFF.select_for_update(of=("self",)).filter(pk__in=named).order_by("pk"))
        shown = Day(day)
        lines = {choice: _open_line(shown, choice) for choice in choices}
        for choice in sorted(choices, key=lambda one: one.joined):
            if choice.employee:
                _may_hold(shown, lines[choice], choice)
                shown.take(lines[choice], choice.employee, joined=choice.joined)
        brought = {choice: _bring(shown, lines[choice], choice.bring) for choice in choices if choice.bring}
        lost = [choice for choice in choices if not (choice.employee or choice.bring)]
        for choice in lost:
            line = lines[choice]
            drop_lesson(line.lesson, reason=WHY_LOST.get(line.absent.kind, LostLesson.Reason.AWAY), by=by, told=False)
        day_changes.tell([day_changes.of_lesson(day_changes.LOST, lines[choice].lesson) for choice in lost], by=by)
        orders = [_draft(day, absent, choices, lines, brought, by) for absent in _absent_of(choices)]
        told = {"orders": [order.pk for order in orders], "lost": [choice.lesson for choice in lost]}
        record("journal.substitute", by=by, name="", on=day, **told)
    return orders, len(lost)


def _absent_of(choices) -> list[int]:
    return list(dict.fromkeys(choice.absent for choice in choices if choice.employee or choice.bring))


def _open_line(shown: Day, choice: Choice) -> Line:
    line = shown.line(choice.lesson, choice.absent)
    if line is None:
        raise ValidationError(_("This lesson is not one of an absent teacher's any more."), "gone")
    if line.state != State.OPEN:
        what = line.by or str(State(line.state).label)
        raise ValidationError(
            _("Somebody was quicker: %(lesson)s, lesson %(number)s – %(what)s.")
            % {"lesson": line.lesson.section, "number": line.lesson.number, "what": what},
            "quicker",
        )
    return line


def _may_hold(shown: Day, line: Line, choice: Choice) -> None:
    """R3-5.1b: the substitute is there, works, does not teach this course herself, and is free at the hour."""
    known, lesson = shown.facts, line.lesson
    one = known.staff.get(choice.employee) or common.STAFF.filter(pk=choice.employee).first()
    if one is None or not one.works_on(shown.day) or one.pk in known.gone:
        raise ValidationError(_("%(name)s is not there on this day.") % {"name": one or "—"}, "away")
    if one.pk in known.teachers[lesson.section_id]:
        raise ValidationError(_("%(name)s teaches this course already.") % {"name": one}, "teaches")
    beside = [other.pk for other, holder in shown.neighbours(lesson) if holder == one.pk] if choice.joined else []
    if choice.joined and not beside:
        raise ValidationError(_("%(name)s has no other group of this class then.") % {"name": one}, "not_beside")
    busy = shown.busy_with(one.pk, lesson.hours, besides=beside)
    if busy:
        raise ValidationError(
            _("%(name)s is not free at lesson %(number)s: %(what)s.")
            % {"name": one, "number": lesson.number, "what": busy},
            "busy",
        )


def _bring(shown: Day, line: Line, later: int) -> Offer:
    """R1-4.1/2: the later lesson is empty, its teacher free at the hour, and nothing else of the class stands then."""
    offer = next((one for one in Forward(shown).offers(line) if one.lesson.pk == later), None)
    if offer is None:
        said = {"lesson": line.lesson.section, "number": line.lesson.number}
        raise ValidationError(
            _("This lesson cannot be held at the hour any more: %(lesson)s, lesson %(number)s.") % said, "not_free"
        )
    shown.bring(line, offer.lesson, [one.pk for one in offer.teachers])
    return offer


def _draft(day, absent: int, choices, lines, brought, by) -> Order:
    mine = [choice for choice in choices if choice.absent == absent and (choice.employee or choice.bring)]
    held = [choice for choice in mine if choice.employee]
    payload = {
        "absent": absent,
        "from": day.isoformat(),
        "to": day.isoformat(),
        "lines": [
            {
                "section": lines[choice].lesson.section_id,
                "employee": choice.employee,
                "on": "",
                "hours": 1,
                "number": lines[choice].lesson.number,
                "joined": choice.joined,
            }
            for choice in sorted(held, key=lambda one: lines[one].lesson.number)
        ],
    }
    moves = [_move(lines[one].lesson, brought[one]) for one in mine if one.bring]
    if moves:
        payload["moves"] = sorted(moves, key=lambda one: one["number"])
    said = forward_words(bool(held)) if moves else {}
    return draft_order("substitution", by=by, payload=payload, **said, **_basis(lines[mine[0]].absent))


def _move(gap, offer) -> dict:
    """As the order keeps it: the gap, and the lesson that comes from another hour."""
    later = offer.lesson
    return {
        "gap": gap.pk,
        "instead": gap.section_id,
        "lesson": later.pk,
        "section": later.section_id,
        "employees": [one.pk for one in offer.teachers],
        "from": later.date.isoformat(),
        "from_number": later.number,
        "on": gap.date.isoformat(),
        "number": gap.number,
    }


def _basis(absent) -> dict:
    """The order of the absence, where there is one; of an illness nothing more is said."""
    order = absent.order
    if order is None:
        return {"basis_ky": "Мугалимдин жумушта жоктугу", "basis_ru": "Отсутствие учителя на работе"}
    dated = {lang: f"{date_dated(order.date, lang)} № {order.label}" for lang in ("ky", "ru")}
    return {"basis_ky": f"{dated['ky']} буйрук", "basis_ru": f"Приказ {dated['ru']}"}


def said(orders: list[Order], lost: int) -> str:
    """What planning has done, in one sentence for the page."""
    told = []
    if orders:
        drafted = ngettext(
            "%(n)s order of substitution is drafted and waits for the director's signature.",
            "%(n)s orders of substitution are drafted and wait for the director's signature.",
            len(orders),
        )
        told.append(drafted % {"n": len(orders)})
    if lost:
        told.append(_("Lessons taken out as not held: %(n)s.") % {"n": lost})
    return " ".join(told)
