"""Substitution: another teacher holds the lessons; the journal is theirs on those days, and only then (R3-5.1b)."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from schoolmis.orders import basis
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Series, Substitution
from schoolmis.orders.names import then
from schoolmis.orders.staff import common, hooks, rules
from schoolmis.orders.staff.forms import SubstitutionForm
from schoolmis.people.actions import open_account
from schoolmis.structure.models import Section, TeachingLoad
from schoolmis.structure.permissions import LOAD as LOAD_RIGHT
from schoolmis.ui.dates import date_short


def span(order, line) -> rules.Span:
    """The line's own day, or the days of the order."""
    if line.get("on"):
        day = date.fromisoformat(line["on"])
        return day, day + timedelta(1)
    return common.span_of(order)


def moves_of(order) -> list[dict]:
    """Later lessons that the order brings forward (hooks.Forward)."""
    return order.payload.get("moves", [])


def people(order) -> dict:
    pks = {line["employee"] for line in order.payload.get("lines", [])}
    pks |= {pk for move in moves_of(order) for pk in move["employees"]}
    known = order.__dict__.setdefault("_people", {})
    if pks - known.keys():
        known |= common.STAFF.in_bulk(pks)
    return known


def check(order) -> None:
    """Line by line: the substitute is another, works here, is there that day, and does not teach the course already."""
    absent, lines, moves = common.employee_of(order, "absent"), order.payload.get("lines", []), moves_of(order)
    if absent is None or not (lines or moves):
        raise ValidationError(_("The order has no lines yet."), "lines")
    whole, known = common.span_of(order), people(order)
    teaching = teachers([line["section"] for line in lines], whole)
    gone = {pk: common.away(known[pk]) for pk in known}
    for line in lines:
        one, days = known[line["employee"]], span(order, line)
        if not (whole[0] <= days[0] and days[1] <= whole[1]):
            raise ValidationError(_("%(day)s is not a day of this order.") % {"day": date_short(days[0])}, "outside")
        if absent.pk not in teaching.get(line["section"], ()):
            raise ValidationError(
                _("%(name)s does not teach one of these courses then.") % {"name": absent}, "teaches_not"
            )
        taught = one.pk in teaching.get(line["section"], ())
        rules.may_stand_in(str(one), one.pk == absent.pk, days, gone[one.pk], taught)
        rules.works_through(str(one), common.works(one), days)
        rules.of_one_lesson(line.get("number"), days, line["hours"])
    for move in moves:
        if not whole[0] <= date.fromisoformat(move["on"]) < whole[1]:
            said = {"day": date_short(date.fromisoformat(move["on"]))}
            raise ValidationError(_("%(day)s is not a day of this order.") % said, "outside")
    if moves:
        hooks.forward[-1].check(order, moves)
    for ask in hooks.checks:
        ask(order, [(line, *span(order, line)) for line in lines])


def teachers(sections, days) -> dict[int, set[int]]:
    """{section: teachers whose load holds on all of `days`}."""
    found: dict[int, set[int]] = {}
    for load in TeachingLoad.objects.filter(section__in=sections, starts_on__lte=days[0]):
        if load.ends_on is None or load.ends_on >= days[1]:
            found.setdefault(load.section_id, set()).add(load.teacher_id)
    return found


def substitute(order, by):
    """R3-5.1b: payload {absent, from, to, lines: [{section, employee, on, hours, number, joined}], moves}.

    Each line is a dated grant; with a `number` it is of that lesson alone.
    """
    known = people(order)
    for pk in sorted(known):
        common.lock(known[pk])
    check(order)
    rows = []
    if moves_of(order):
        hooks.forward[-1].bring(order, moves_of(order), by)
    for line in order.payload["lines"]:
        starts_on, ends_on = span(order, line)
        begins, ends = hooks.hour_of(line["section"], starts_on, line.get("number"))
        row = Substitution(
            order=order,
            absent_id=order.payload["absent"],
            substitute=known[line["employee"]],
            section_id=line["section"],
            starts_on=starts_on,
            ends_on=ends_on,
            hours=line["hours"],
            number=line.get("number"),
            begins=begins,
            ends=ends,
            joined=bool(line.get("joined")),
        )
        row.full_clean()
        row.save()
        open_account(row.substitute.person, by=by)
        rows.append(row)
    for tell in hooks.signed:
        tell(order, rows, by)


def undo(order, second):
    if moves_of(order):
        hooks.forward[-1].undo(order, second.signed_by)
    rows = list(order.substitutions.filter(revoked_by=None))
    found = held(rows)
    gone = [row for row in rows if not found[row.pk].whole]
    common.cut(order.substitutions.filter(pk__in=[row.pk for row in gone]), second)
    for row in gone:
        keep(row, found[row.pk].lessons, second)
    for tell in hooks.revoked:
        tell(order, gone, second.signed_by)


def held(rows) -> dict[int, hooks.Held]:
    """R3-5.1b: a lesson that the substitute has held and written down stays counted, whatever is revoked later."""
    found = {pk: one for ask in hooks.held for pk, one in ask(rows).items()}
    return {row.pk: found.get(row.pk, hooks.Held()) for row in rows}


def keep(row, lessons, second) -> None:
    """Of a row for whole days that is cut: the days before go on with what was held, a later lesson has its own row.

    What is told of `row` afterwards is of the days that are left of it.
    """
    before = [day for day, _number in lessons if day < second.date]
    if before:
        Substitution.objects.filter(pk=row.pk).update(hours=len(before), revoked_by=None)
    for day, number in lessons:
        if day >= second.date:
            _keep_one(row, day, number)
    if row.starts_on < second.date < row.ends_on:
        row.starts_on = second.date


def _keep_one(row, day, number) -> None:
    begins, ends = hooks.hour_of(row.section_id, day, number)
    there = Substitution.objects.on(day).filter(substitute=row.substitute, begins__lt=ends, ends__gt=begins)
    one = Substitution(
        order=row.order,
        absent=row.absent,
        substitute=row.substitute,
        section=row.section,
        starts_on=day,
        ends_on=day + timedelta(1),
        hours=1,
        number=number,
        begins=begins,
        ends=ends,
        joined=row.joined or there.exists(),
    )
    one.full_clean()
    one.save()


def lines(order, language):
    given, moves, absent = order.payload.get("lines", []), moves_of(order), common.employee_of(order, "absent")
    if absent is None or not (given or moves):
        return [], []
    known = people(order)
    pks = [row[key] for row in (*given, *moves) for key in ("section", "instead") if key in row]
    sections = Section.objects.select_related("subject", "group").in_bulk(pks)
    heads = [_("Absent teacher"), _("Class"), _("Subject"), _("Who stands in"), _("Days"), _("Lessons")]
    numbered = bool(moves) or any(line.get("number") for line in given)
    if numbered:
        heads.insert(5, _("Lesson №"))
    rows = []
    for line in given:
        section, days = sections[line["section"]], common.period(span(order, line))
        who = known[line["employee"]]
        names = [str(then(order, one.person)) for one in (absent, who)]
        which = [line.get("number") or ""] if numbered else []
        rows.append([names[0], str(section.group), section.subject.name, names[1], days, *which, line["hours"]])
    return heads, rows + [_moved(order, move, absent, known, sections) for move in moves]


def _moved(order, move, absent, known, sections) -> list:
    """A line of the table: another lesson of the class, its own teacher, from which hour; no hours are replaced."""
    section, instead = sections[move["section"]], sections[move["instead"]]
    subjects = {"subject": section.subject.name, "other": instead.subject.name}
    names = ", ".join(str(then(order, known[pk].person)) for pk in move["employees"] if pk in known)
    return [
        str(then(order, absent.person)),
        str(section.group),
        _("%(subject)s in place of: %(other)s") % subjects,
        names,
        date_short(date.fromisoformat(move["on"])),
        hooks.from_where(move),
        "–",
    ]


def forward_words(replaced: bool) -> dict:
    """The wording of a new draft that brings lessons forward, besides lines or alone."""
    ky = "Жадыбалда көрсөтүлгөн сабактар келбеген мугалимдин сабагынын ордуна алдыга жылдырылып өтүлсүн."
    ru = "Указанные в таблице уроки провести раньше – на месте уроков отсутствующего учителя."
    if not replaced:
        return {"text_ky": f"1. {ky}", "text_ru": f"1. {ru}"}
    _title_ky, _title_ru, text_ky, text_ru = SUBSTITUTION.texts
    return {"text_ky": f"{text_ky}\n3. {ky}", "text_ru": f"{text_ru}\n3. {ru}"}


def concerned(order) -> list:
    """The substitutes first: their day changes; then whom they stand in for."""
    absent = common.employee_of(order, "absent")
    return [*(one.person for one in people(order).values()), *([absent.person] if absent else [])]


def effects(order):
    lines, moves, found = len(order.payload.get("lines", [])), len(moves_of(order)), []
    if lines or not moves:
        opened = ngettext(
            "%(n)s journal is open to the substitute on these days, and only on them",
            "%(n)s journals are open to the substitutes on these days, and only on them",
            lines,
        )
        found = [opened % {"n": lines}, _("The lessons count as replaced in the timesheet")]
    if moves:
        brought = ngettext(
            "%(n)s later lesson is held at the hour of one whose teacher is not there; that one is not held",
            "%(n)s later lessons are held at the hours of those whose teacher is not there; those are not held",
            moves,
        )
        found.append(brought % {"n": moves})
    return found


def rests(order) -> str:
    if moves_of(order):
        return hooks.forward[-1].rests(order)
    rows = list(order.substitutions.filter(revoked_by=None))
    if rows and all(one.whole for one in held(rows).values()):
        return _("every lesson of it is held and written down")
    return ""


SUBSTITUTION = register(
    Kind(
        "substitution",
        gettext_lazy("Substitution of a teacher"),
        Series.STAFF,
        (
            "Сабактарды алмаштырып өтүү жөнүндө",
            "О замещении уроков",
            "1. Төмөнкү сабактарды көрсөтүлгөн мугалимдер алмаштырып өтсүн.\n"
            "2. Алмаштырган мугалимдер ошол күндөрү класстык журналды толтурсун.",
            "1. Провести указанные уроки в порядке замещения следующим учителям.\n"
            "2. Замещающим учителям заполнять классный журнал в эти дни.",
        ),
        form=SubstitutionForm,
        apply=substitute,
        revoke=undo,
        rests=rests,
        lines=lines,
        effects=effects,
        ready=common.ready(check),
        closed=basis.closed,
        beside=basis.beside,
        concerns=concerned,
        draft=LOAD_RIGHT,
    )
)
