"""What orders of substitution ask of the journal: the hours of a lesson, who is free then, what moves, who is told."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import day_changes
from journal.actions.losses import drop_lesson, restore_lesson
from journal.actions.moves import move_lesson, put_back
from journal.actions.substitutions import WHY_LOST
from journal.models import Cell, Lesson, LostLesson
from journal.substitutes import facts
from journal.substitutes.day import Day, State
from journal.substitutes.facts import brought_by
from journal.substitutes.forward import Forward
from schoolmis.notices import kinds
from schoolmis.notices.actions import notify
from schoolmis.orders.staff import hooks
from schoolmis.people.models import Employee
from schoolmis.structure.models import Section
from schoolmis.ui.dates import date_short, days_short

STANDS_IN = kinds.register("journal.stands_in", gettext_lazy("You stand in on %(day)s for %(absent)s: %(lessons)s"))
STANDS_IN_NO_MORE = kinds.register(
    "journal.stands_in_no_more",
    gettext_lazy("You do not stand in on %(day)s for %(absent)s (%(lessons)s): order № %(order)s is revoked"),
)
BROUGHT = kinds.register(
    "journal.brought",
    gettext_lazy("Your lesson in %(group)s is held on %(day)s as lesson %(number)s (it stood as %(was)s)"),
)
TAKEN_BACK = kinds.register(
    "journal.taken_back",
    gettext_lazy(
        "Your lesson in %(group)s is not held on %(day)s as lesson %(number)s: it stands as %(was)s again, "
        "order № %(order)s is revoked"
    ),
)


@hooks.hours.append
def hour_of(section: int, day: date, number: int):
    lesson = Lesson(section_id=section)
    return facts.of_bells(day)(lesson.section.group.classes.all(), number)


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
    """Whoever stands in sees at once when and where; the address opens her day. Families are told of all the order."""
    _tell(STANDS_IN, rows, by)
    replaced = [day_changes.of_row(day_changes.HELD_BY, row, name=row.substitute.person.short_name) for row in rows]
    day_changes.tell([*replaced, *_of_moves(order)], by=by)


@hooks.revoked.append
def tell_undone(order, rows, by) -> None:
    """R3-5.1b: who was to stand in is told that the order is undone, before she goes to a lesson that is not hers."""
    _tell(STANDS_IN_NO_MORE, rows, by, order=order.label)
    replaced = [day_changes.of_row(day_changes.NO_SUBSTITUTE, row) for row in rows]
    day_changes.tell([*replaced, *_of_moves(order, back=True)], by=by)


@hooks.held.append
def held_already(rows) -> dict[int, hooks.Held]:
    """Which lessons of the rows have something written in their column."""
    if not rows:
        return {}
    written = Q(taken_at__isnull=False) | Exists(Cell.objects.filter(lesson=OuterRef("pk")))
    lessons = Lesson.objects.filter(section__in={row.section_id for row in rows})
    lessons = lessons.filter(date__gte=min(row.starts_on for row in rows), date__lt=max(row.ends_on for row in rows))
    places = "section_id", "date", "number"
    full = set(lessons.filter(written).values_list(*places))
    known = full | set(lessons.held().values_list(*places))

    def of(row) -> hooks.Held:
        mine = {place for place in known if row.covers(*place)}
        return hooks.Held(tuple(sorted(place[1:] for place in mine & full)), bool(mine) and mine <= full)

    return {row.pk: of(row) for row in rows}


def _of_moves(order, *, back=False) -> list[day_changes.Change]:
    moves = order.payload.get("moves", [])
    sections = Section.objects.select_related("subject", "group")
    sections = sections.in_bulk([one[key] for one in moves for key in ("section", "instead")])
    instead = {one["gap"]: one["instead"] for one in moves}
    return [day_changes.of_brought(one, sections, instead[one.gap], back=back) for one in brought_by(order)]


def may_bring(order, moves) -> None:
    """R1-4.1/2: each lesson may still be held at the hour, beside what else the order says of the day."""
    for day in sorted({date.fromisoformat(one["on"]) for one in moves}):
        shown = Day(day, drafts=False, without=order.pk)
        for line in order.payload["lines"]:
            held = [one for one in shown.facts.lessons if one.section_id == line["section"] and one.stands]
            for lesson in held:
                if line.get("number") in (None, lesson.number):
                    shown.keep(line["employee"], lesson)
        for one in brought_by(order):
            if one.to_day == day:
                _may_bring(shown, one)


def _may_bring(shown: Day, one) -> None:
    line = shown.line(one.gap, one.absent)
    offers = Forward(shown).offers(line) if line and line.state == State.OPEN else []
    offer = next((found for found in offers if found.lesson.pk == one.lesson), None)
    if offer is None or (offer.lesson.date, offer.lesson.number) != (one.from_day, one.from_number):
        said = {"day": date_short(shown.day), "number": one.to_number}
        raise ValidationError(
            _("No lesson can be brought to lesson %(number)s of %(day)s any more.") % said, "not_free"
        )
    shown.bring(line, offer.lesson, one.employees)


def bring(order, moves, by) -> None:
    """The lesson of the absent teacher is not held, with its reason; the later one stands at its hour."""
    told = []
    for day in sorted({date.fromisoformat(one["on"]) for one in moves}):
        shown = Day(day, drafts=False, without=order.pk)
        for one in brought_by(order):
            if one.to_day == day:
                line = shown.line(one.gap, one.absent)
                reason = WHY_LOST.get(line.absent.kind, LostLesson.Reason.AWAY)
                drop_lesson(line.lesson, reason=reason, by=by, told=False)
                lesson = Lesson.objects.select_related("section__group__year").get(pk=one.lesson)
                move_lesson(lesson, day=day, number=one.to_number, order=order, gap=line.lesson, by=by)
                told.append(one)
    _tell_moved(BROUGHT, told, by)


def take_back(order, by) -> None:
    """The lessons stand at their own hours again, and those of the absent teacher at theirs."""
    standing = {one.gap_id: one for one in order.lesson_moves.filter(undone_at=None).select_related("lesson", "gap")}
    for move in standing.values():
        put_back(move, by=by, revoked=True)
        if LostLesson.objects.filter(lesson=move.gap, restored_at=None).exists():
            restore_lesson(move.gap, by=by, told=False)
    _tell_moved(TAKEN_BACK, [one for one in brought_by(order) if one.gap in standing], by, order=order.label)


def rest_on(order) -> str:
    """A lesson that was held where the order brought it stays there."""
    written = Exists(Cell.objects.filter(lesson=OuterRef("lesson")))
    moves = order.lesson_moves.filter(undone_at=None)
    if moves.filter(Q(lesson__taken_at__isnull=False) | Q(written)).exists():
        return _("a lesson that it brought forward is held and written down")
    return ""


hooks.forward.append(hooks.Forward(check=may_bring, bring=bring, undo=take_back, rests=rest_on))


def _tell_moved(kind, brought, by, **data) -> None:
    """Whose lesson moves learns of it, in no language here: each reader has the notice in the own one."""
    users = {one.pk: one.person.user for one in _employees(brought) if one.person.user_id}
    sections = Section.objects.select_related("group").in_bulk([one.section for one in brought])
    for one in brought:
        readers = [users[pk] for pk in one.employees if pk in users and users[pk].pk != by.pk]
        was = f"№ {one.from_number}"
        if one.from_day != one.to_day:
            was = f"{date_short(one.from_day)}, {was}"
        now = {"group": sections[one.section].group, "day": date_short(one.to_day), "number": one.to_number, "was": was}
        address = f"{reverse('journal:day')}?on={one.to_day.isoformat()}"
        notify(readers, kind, by=by, url=address, **now, **data)


def _employees(brought):
    pks = {pk for one in brought for pk in one.employees}
    return Employee.objects.select_related("person__user").filter(pk__in=pks)


def _tell(kind, rows, by, **data) -> None:
    by_user: dict = {}
    for row in rows:
        if row.substitute.person.user_id and row.substitute.person.user_id != by.pk:
            by_user.setdefault((row.substitute.person.user, row.starts_on, row.last_day), []).append(row)
    for (user, first, last), mine in by_user.items():
        address = f"{reverse('journal:day')}?on={first.isoformat()}"
        lessons, absent = _lessons(mine), mine[0].absent.person.short_name
        notify([user], kind, by=by, url=address, day=days_short(first, last), absent=absent, lessons=lessons, **data)


def _where(row) -> str:
    group = str(row.section.group)
    return f"{group}, № {row.number}" if row.number else group


_lessons = lazy(lambda rows: "; ".join(dict.fromkeys(map(_where, rows))), str)
"""Each reader has the notice in the own language."""
