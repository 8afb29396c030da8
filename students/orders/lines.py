"""What the kinds share: rows of the payload with their students, classes and documents, names in the nominative."""

from collections import defaultdict
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.people.names_then import NamesThen
from schoolmis.structure.models import SchoolClass
from schoolmis.ui.dates import date_short
from students import health_papers
from students.actions import may_move
from students.actions.applications import written_out
from students.models import Student
from students.papers import Paper
from students.rules import papers


def rows_of(order):
    """[(line, student, class or None)] of `{from, students: [{student, class, …}]}`, in the order of names."""
    lines = order.payload.get("students", [])
    students = Student.objects.select_related("person").in_bulk([line["student"] for line in lines])
    classes = SchoolClass.objects.select_related("year").in_bulk({line["class"] for line in lines if line.get("class")})
    found = [(line, students[line["student"]], classes.get(line.get("class"))) for line in lines]
    return sorted(found, key=lambda row: row[1].person.sort_key)


def named(order):
    """Rows as `rows_of`, each with the name the student bore on the order's day; a draft has the present names."""
    return with_names(order, rows_of(order))


def with_names(order, rows):
    names = NamesThen(row[1].person for row in rows if order.date)
    return [(str(names.on(row[1].person, order.date)), *row) for row in rows]


def ready(order, move=None, may=None) -> str:
    """Why the draft cannot be signed yet; `move(line)` names the move whose documents are asked for.

    `may(line, student, class, documents, ordered_on)`: what the act would refuse of the day, the class, the ground.
    """
    if not (order.payload.get("students") and order.payload.get("from")):
        return _("The order names no student.")
    if move is None:
        return ""
    given, on = documents_of(order), order.date or clock.today()
    rows = rows_of(order)
    prefetch_related_objects([student for _line, student, _class in rows], *may_move.READ)
    for line, student, school_class in rows:
        asked = [lambda: papers.demand(move(line), given[student.pk], on=on)]  # noqa: B023 called at once
        if may and line.get("class", "") is None:
            return _("%(student)s: choose the class.") % {"student": student}
        asked += [lambda: may(line, student, school_class, given[student.pk], on)] if may else []  # noqa: B023
        said = " ".join(filter(None, map(_refusal, asked)))
        if said:
            return f"{student}: {said}"
    return ""


def _refusal(ask) -> str:
    try:
        ask()
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def documents_of(order) -> dict[int, list[dict]]:
    """{student: documents of the line}, those of applications written out from the register, all at once."""
    lines = order.payload.get("students", [])
    rows = [one for line in lines for one in line.get("documents", [])]
    known = written_out([one["application"] for one in rows if one.get("application")])
    given = defaultdict(list)
    for line in lines:
        for one in line.get("documents", []):
            given[line["student"]] += known.get(one["application"], []) if one.get("application") else [one]
    return given


def closed(move):
    """`Kind.closed` of a kind: the numbers of the open documents, where a paper on health is among those asked for."""

    def open_numbers(order) -> str | None:
        lines = order.payload.get("students", [])
        given = documents_of(order)
        rows = [one for line in lines for one in given[line["student"]]]
        asked = {str(need.paper) for line in lines for need in papers.NEEDS.get(move(line), ())}
        on_health = [one for one in (*asked, *(row["code"] for row in rows)) if health_papers.is_health(one)]
        return documents_text([row for row in rows if not health_papers.is_health(row["code"])]) if on_health else None

    return open_numbers


def in_words(line, opened=False) -> str:
    """The one paper that a departure's ground asks for, where only its words are written down."""
    hidden = line.get("document") and health_papers.hidden(papers.OWN.get(line.get("ground"), ""), opened)
    return health_papers.fact() if hidden else line.get("document", "")


def documents_text(given, opened=False) -> str:
    """«арыз № 12, 10.11.2026; …» in the reader's language; of health the fact alone, unless `opened`."""
    return "; ".join(_one(row, opened) for row in given)


def health_of(order, user) -> list[tuple[str, str]]:
    """[(student, the papers on health in full)] beside the order's paper, for those who may read them (R7-3.5)."""
    if not health_papers.sees(user):
        return []
    found, given = [], documents_of(order)
    for line, student, _class in rows_of(order):
        rows = [row for row in given[student.pk] if health_papers.is_health(row["code"])]
        words = in_words(line, opened=True) if in_words(line) != line.get("document", "") else ""
        found.append((str(student), documents_text(rows, opened=True) or words))
    return [(name, text) for name, text in found if text]


def _one(row, opened):
    if health_papers.hidden(row["code"], opened):
        return health_papers.fact()
    number, on = row.get("number", ""), row.get("on")
    text = str(Paper(row["code"]).label)
    text += f" № {number}" if number[:1].isdigit() else f": {number}" if number else ""
    return f"{text}, {date_short(date.fromisoformat(on))}" if on else text


def effects(order, sentence) -> list[str]:
    """What signing does, beside the draft; `sentence` takes `n` and `day`."""
    rows = order.payload.get("students", [])
    return [sentence % {"n": len(rows), "day": day_text(order)}] if rows else []


def day_of(order) -> date:
    return date.fromisoformat(order.payload["from"])


def day_text(order) -> str:
    return date_short(day_of(order)) if order.payload.get("from") else ""


def carry_out(order, act) -> None:
    """`act(line, student, class)` for each row; a refusal names the student."""
    if not order.payload.get("students"):
        raise ValidationError(_("The order names no student."), "nobody")
    for line, student, school_class in rows_of(order):
        try:
            act(line, student, school_class)
        except ValidationError as refused:
            raise ValidationError([f"{student}: {message}" for message in refused.messages]) from refused
