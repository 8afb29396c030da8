"""What a timetable file of another program says, in one shape for all of them. Pure: no rows of the school."""

from dataclasses import dataclass, field

from schoolmis.people.faults import Fault

SUBJECT, TEACHER, CLASS, GROUP, ROOM = "subject", "teacher", "class", "group", "room"


@dataclass(frozen=True)
class Placed:
    """One lesson hour where the file puts it.

    `sets`: (class, group) of everyone who comes, group "" for the whole class; `rooms` stand in the teachers' order
    where there are as many. `weeks` and `terms`: which of the file's cycle, None for all. `line` is the file's own.
    """

    subject: str
    teachers: tuple[str, ...]
    sets: tuple[tuple[str, str], ...]
    rooms: tuple[str, ...]
    weekday: int
    number: int
    line: int = 0
    lesson: str = ""
    weeks: frozenset[int] | None = None
    terms: frozenset[int] | None = None
    begins: str = ""

    @property
    def classes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(of for of, _group in self.sets))

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(group for _of, group in self.sets if group))


@dataclass
class Timetable:
    """`faults`: what is wrong with lines that became no lesson; `short`: {kind: {name: its other writings}};
    `noon`: the lessons of a morning where the file keeps afternoons apart, 0 where it does not; `member`: which file
    of an archive with several timetables this is.
    """

    source: str
    placed: list[Placed] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    short: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    weeks: int = 1
    terms: int = 1
    noon: int = 0
    member: str = ""

    def note(self, line: int, field_name: str, code: str, **values) -> None:
        self.faults.append(Fault("", line, field_name, code, values))

    def called(self, kind: str, name: str, *others: str) -> None:
        """Other ways the file itself writes a name."""
        known = self.short.setdefault(kind, {}).setdefault(name, set())
        known.update(one for one in others if one and one != name)

    def names(self, kind: str) -> list[str]:
        """Every name of a kind that a placed lesson uses, in the file's order."""
        found: dict[str, None] = {}
        for one in self.placed:
            told = {
                SUBJECT: (one.subject,),
                TEACHER: one.teachers,
                CLASS: one.classes,
                GROUP: one.groups,
                ROOM: one.rooms,
            }[kind]
            found |= dict.fromkeys(filter(None, told))
        return list(found)


def spread(mask: frozenset[int], of: int) -> frozenset[int] | None:
    """None where the mask holds the whole cycle."""
    return None if len(mask) >= of else mask
