"""What each name of a file may be matched with, and what it is matched with now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from journal.formats.shape import CLASS, GROUP, ROOM, SUBJECT, TEACHER
from journal.imports.programs.matches import LEFT, WHOLE, Matches
from schoolmis.people.models import Employee
from schoolmis.structure.rules import class_label

KINDS = [SUBJECT, CLASS, TEACHER, GROUP, ROOM]
NEEDED = {SUBJECT, CLASS, TEACHER}


@dataclass(frozen=True)
class Named:
    """A name of the file: `target` as it is matched, `guess` as the load (`by_load`) or the name suggests where not."""

    kind: str
    at: int
    name: str
    others: tuple[str, ...]
    target: str
    guess: str = ""
    by_load: bool = False
    remembered: bool = False

    @property
    def field(self) -> str:
        return f"{self.kind}-{self.at}"

    @property
    def is_open(self) -> bool:
        return not self.target and self.kind in NEEDED


def names_of(matches: Matches) -> list[Named]:
    """In the file's order, kind after kind."""
    found = []
    for kind in KINDS:
        for at, name in enumerate(matches.told.names(kind)):
            target = matches.target(kind, name) or ""
            guess, by_load = ("", False) if target else matches.guess(kind, name)
            others = tuple(sorted(matches.told.short.get(kind, {}).get(name, ())))
            found.append(Named(kind, at, name, others, target, guess, by_load, matches.is_remembered(kind, name)))
    return found


def choices(kind: str, matches: Matches) -> list[tuple[str, str]]:
    week = matches.week
    if kind == SUBJECT:
        taught = {one.subject.code: one.subject for one in week.journals.values()}
        return [*sorted(((code, str(one)) for code, one in taught.items()), key=lambda told: told[1]), _left()]
    if kind == TEACHER:
        staff = Employee.objects.not_left().select_related("person").order_by("person__last_name", "person__first_name")
        return [*((str(one.pk), str(one.person)) for one in staff), (LEFT, _("nobody"))]
    if kind == CLASS:
        return [*_classes(week), _left()]
    if kind == GROUP:
        tails = sorted(matches.tails)
        return [(WHOLE, _("the whole class")), *((tail, _("group %(n)s") % {"n": tail}) for tail in tails)]
    rooms = sorted(room.name for room in week.rooms.values())
    return [*((name, name) for name in rooms), (LEFT, _("without a room"))]


def _left():
    return LEFT, _("leave out")


def _classes(week):
    keys = sorted(week.of_class)
    labels = [(class_label(*one), class_label(*one)) for one in keys]
    for grade in sorted({one[0] for one in keys}):
        whole = " + ".join(class_label(*one) for one in keys if one[0] == grade)
        if "+" in whole:
            labels.append((whole, whole))
    return labels


def unmatched_label(kind: str) -> str:
    """What an empty choice means."""
    return {GROUP: _("by the teacher"), ROOM: _("add this room")}.get(kind, _("not matched"))
