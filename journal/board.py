"""The board of a draft: the week of a class, a teacher or a room, what waits for a place, where it may stand."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from journal.courses import Courses
from journal.hours import away, standing_closed
from journal.models import Place, TimetableVersion, Weeks
from journal.norms import Norms
from journal.rules.hours import Hour
from journal.rules.timetable import EVERY, Spot, a_week, in_all, lessons_a_week


@dataclass
class Cell:
    """A place of the week: the lessons that stand there, and whether what is chosen may stand there too."""

    day: int
    number: int
    places: list = field(default_factory=list)
    why: str = ""
    """Why not; nothing where it may."""
    warned: list[str] = field(default_factory=list)
    """Who cannot teach then; it may stand there all the same."""


@dataclass
class Board:
    version: TimetableVersion
    kind: str
    """class, teacher or room."""
    of: int | None
    asked: tuple[str, int] | None = None
    """("put", section) or ("take", place) as the address says; `chosen` is the row, where there is one."""
    week: int = 5
    asked_weeks: int | None = None
    """The weeks that the address asks for."""
    closed: dict[int, set[Hour]] = field(default_factory=dict)
    """{teacher: hours at which the teacher cannot teach}"""

    def __post_init__(self):
        self.courses = Courses.of(self.version.year, self.version.starts_on)
        self.places = list(self.version.places.all())
        self.chosen = self._chosen()
        self.slots = [
            Spot(one.section_id, one.weekday, one.number, one.room_id, weeks=one.weeks) for one in self.places
        ]
        self.clashes = self.courses.clashes(self.slots)
        self.of_section = defaultdict(list)
        for spot in self.slots:
            self.of_section[spot.section].append(spot.weeks)
        self.standing = Counter({section: a_week(weeks) for section, weeks in self.of_section.items()})
        self._choices()
        if self.of is None and self.classes:
            self.of = self.classes[0][0]
        self._dress()

    def _chosen(self):
        """The Section to be put or the Place to be moved."""
        what, pk = self.asked or ("", 0)
        if what == "take":
            return next((one for one in self.places if one.pk == pk), None)
        return self.courses.sections.get(pk)

    def _choices(self):
        classes = {}
        for section in self.courses.sections.values():
            for of in section.group.classes.all():
                classes[of.pk] = of
        ordered = sorted(classes.values(), key=lambda of: (of.grade, of.letter))
        self.by_class = classes
        self.classes = [(of.pk, str(of)) for of in ordered]
        teachers = {pk: name for names in self.courses.teachers.values() for pk, name in names.items()}
        self.teachers = sorted(teachers.items(), key=lambda item: item[1])
        self.rooms = sorted(self.courses.rooms.items(), key=lambda item: item[1])

    def _mine(self, section: int, room: int | None) -> bool:
        if self.kind == "class":
            return self.of in self.courses.classes.get(section, ())
        if self.kind == "teacher":
            return self.of in self.courses.teachers.get(section, ())
        return self.of == room

    def _dress(self):
        """Words of each place that is shown: subject, then what the view does not say itself."""
        bad = {(pk, clash["day"]) for clash in self.clashes for pk in clash["all"]}
        hours = {(clash["day"], clash["number"]) for clash in self.clashes}
        self.shown = [one for one in self.places if self._mine(one.section_id, one.room_id)]
        for one in self.shown:
            section = self.courses.sections[one.section_id]
            one.subject = str(section.subject)
            turn = [one.get_weeks_display()] if one.weeks else []
            one.under = turn + self._under(section, one.room_id)
            one.clash = (one.section_id, one.weekday) in bad and (one.weekday, one.number) in hours
            one.taken = isinstance(self.chosen, Place) and self.chosen.pk == one.pk

    def _under(self, section, room) -> list[str]:
        whole = section.group.kind == "class"
        group = [] if self.kind == "class" and whole else [str(section.group)]
        teachers = [] if self.kind == "teacher" else [", ".join(self.courses.teachers.get(section.pk, {}).values())]
        rooms = [] if self.kind == "room" else [self.courses.rooms.get(room, "")]
        return [word for word in [*group, *teachers, *rooms] if word]

    @property
    def rows(self) -> list[tuple[int, list[Cell]]]:
        """(number, cells of the days) with what is chosen tried on every cell."""
        at = defaultdict(list)
        for one in self.shown:
            at[one.weekday, one.number].append(one)
        last = max([number for _day, number in at] + [self._last()])
        days = range(1, self.week + 1)
        return [(number, [self._cell(day, number, at[day, number]) for day in days]) for number in range(1, last + 1)]

    def _cell(self, day: int, number: int, places: list) -> Cell:
        warned = away(self.courses, self.closed, self.section, day, number) if self.chosen else []
        return Cell(day, number, places, self._why(day, number), warned)

    def _last(self) -> int:
        sections = [pk for pk in self.courses.sections if self._mine(pk, None)]
        return max((self.courses.last_lesson(pk) or 7 for pk in sections), default=7)

    @cached_property
    def section(self) -> int | None:
        return getattr(self.chosen, "section_id", None) or getattr(self.chosen, "pk", None)

    @property
    def name(self) -> str:
        """What is chosen, in words."""
        return str(self.courses.sections[self.section])

    @property
    def moving(self) -> bool:
        return isinstance(self.chosen, Place)

    @cached_property
    def room(self) -> int | None:
        """The room of what is chosen: its own, the one its other lessons have, or the class's."""
        if isinstance(self.chosen, Place):
            return self.chosen.room_id
        had = [one.room_id for one in self.places if one.section_id == self.section and one.room_id]
        own = [self.by_class[pk].room_id for pk in self.courses.classes.get(self.section, {}) if pk in self.by_class]
        return (had or [room for room in own if room] or [None])[0]

    @cached_property
    def hours_taken(self) -> set[tuple[int, int, int]]:
        return {slot[:3] for slot in self.slots}

    @cached_property
    def of_day(self) -> dict[int, list]:
        """{day: what stands there beside the chosen course}; asked for every cell."""
        found = defaultdict(list)
        for slot in self.slots:
            if slot[0] != self.section:
                found[slot[1]].append(slot)
        return found

    @property
    def weeks(self) -> int:
        """In which weeks what is chosen would be held."""
        if self.asked_weeks is None:
            return self.chosen.weeks if self.moving else EVERY
        return self.asked_weeks

    @property
    def turns(self) -> list[tuple[int, str, bool]]:
        """(weeks, their name, whether these are chosen)."""
        return [(value, name, value == self.weeks) for value, name in Weeks.choices]

    def _why(self, day: int, number: int) -> str:
        if self.chosen is None:
            return ""
        if number > (self.courses.last_lesson(self.section) or 12):
            return "·"
        mine = (self.section, day, number)
        if mine in self.hours_taken:
            return "·"
        found = self.courses.against(self.of_day[day], Spot(*mine, self.room, weeks=self.weeks))
        seen = {one.section_id for one in self.shown if (one.weekday, one.number) == (day, number)}
        told = [clash for clash in found if not set(clash["all"]) & seen]
        if found and not told:
            return "·"
        found = told
        return "; ".join(dict.fromkeys(self.courses.briefly(clash, self.section) for clash in found))

    @property
    def waiting(self) -> list[dict]:
        """Sections of the view with lessons that stand and should; those that lack some first."""
        rows = []
        for pk, section in self.courses.sections.items():
            if not self._mine(pk, self.of if self.kind == "room" and self.standing[pk] else None):
                continue
            hours, stands = lessons_a_week(section.hours), self.standing[pk]
            rows.append({"section": section, "hours": hours, "stands": stands, "left": hours - stands})
        if self.kind == "room":
            rows = [row for row in rows if row["left"] > 0]
        for row in rows:
            row["under"] = self._under(row["section"], None)
        return sorted(rows, key=lambda row: row["left"] <= 0)

    @property
    def whole(self) -> dict:
        """Of the school: lessons that should stand and do."""
        hours = {pk: lessons_a_week(section.hours) for pk, section in self.courses.sections.items()}
        stands = in_all(min(self.standing[pk], count) for pk, count in hours.items())
        return {"hours": sum(hours.values()), "stands": stands, "over": sum(self.standing.values()) - stands}

    @property
    def said_clashes(self) -> list[str]:
        return [self.courses.say(clash) for clash in self.clashes[:20]]

    @property
    def norms(self) -> list[str]:
        """What the sanitary norms say of the class that is shown."""
        if self.kind != "class" or self.of not in self.by_class:
            return []
        lessons = [(one.weekday, one.number, self.courses.sections[one.section_id].subject_id) for one in self.shown]
        return Norms().warnings(self.by_class[self.of].grade, lessons)

    @property
    def away(self) -> list[str]:
        """Lessons shown that stand where their teacher cannot teach."""
        spots = [(one.section_id, one.weekday, one.number) for one in self.shown]
        return standing_closed(self.courses, self.closed, spots)

    @property
    def warnings(self) -> list[tuple[str, list[str]]]:
        """(heading, sentences): they warn and refuse nothing."""
        told = [(_("Sanitary norms"), self.norms), (_("Hours when a teacher cannot teach"), self.away)]
        return [(heading, lines) for heading, lines in told if lines]
