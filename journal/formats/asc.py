"""aSc Timetables XML in both dialects: «2012» with masks of days, weeks and terms, the older one with numbers."""

from fractions import Fraction

from journal.formats.asc_tables import Days, Names, cycle, ids, lengths, of_masks, table
from journal.formats.shape import CLASS, GROUP, ROOM, SUBJECT, TEACHER, Placed, Timetable
from journal.formats.text import whole
from journal.formats.xml import Element
from schoolmis.imports.reading import Unreadable

ANY = "lessonid"
ROUNDED = 0.05
"""«0.67» of a lesson is two weeks of three."""
MOST = 1000
UNREGISTERED = 10  # cards: so many and no more are written by a copy of aSc that is not registered for export


def cards(root: Element) -> list[Element]:
    return table(root, "cards", "card")


def read_asc(root: Element) -> Timetable:
    """Cards of lessons; the flat cards and the schedule that older exports have instead. Raises Unreadable."""
    told = Timetable("asc")
    reader = _Reader(root, told)
    placed = cards(root)
    schedule = table(root, "timetableschedules", "timetableschedule")
    if not placed and not schedule:
        raise Unreadable("asc_no_cards")
    if any(one.get(ANY) and not one.get("subjectid") for one in placed) and not reader.lessons:
        raise Unreadable("asc_no_lessons")
    reader.lengths = lengths(placed or schedule, reader.lessons)
    for card in placed or schedule:
        reader.card(card)
    if len(placed) == UNREGISTERED:
        told.note(placed[-1].line, "number", "asc_ten", n=UNREGISTERED)
    reader.unplaced()
    told.weeks = max([told.weeks, *(week for one in told.placed for week in one.weeks or ())])
    told.terms = max([told.terms, *(term for one in told.placed for term in one.terms or ())])
    return told


class _Reader:
    def __init__(self, root: Element, told: Timetable):
        self.told, self.names, self.days = told, Names.read(root, told), Days(root)
        self.lessons = {one.get("id"): one for one in table(root, "lessons", "lesson")}
        self.weeks = {one.get("id"): one.get("weeks") for one in table(root, "weeksdefs", "weeksdef")}
        self.terms = {one.get("id"): one.get("terms") for one in table(root, "termsdefs", "termsdef")}
        self.students = {one.get("id"): one.get("classid") for one in table(root, "students", "student")}
        self.begins = {one.get("period"): one.get("starttime") for one in table(root, "periods", "period")}
        self.seen: dict[tuple, int] = {}
        self.hours: dict[str, tuple[int, Fraction]] = {}
        """{lesson: (hours on its cards, the same a week: a card of every second week is half)}"""
        self.lengths: dict[str, int] = {}

    def card(self, card: Element) -> None:
        told, key = self.told, card.get(ANY)
        lesson = self.lessons.get(key)
        if lesson is None and not card.get("subjectid", "subjectgradeid"):
            told.note(card.line, SUBJECT, "card_no_lesson", value=key)
            return
        day, period = card.get("days", "day", "dayid"), card.get("period")
        days = self.days.of(day)
        place = (
            key,
            day,
            period,
            card.get("weeks"),
            card.get("terms"),
            card.get("classids", "classid"),
            card.get("teacherid"),
        )
        other = self.seen.setdefault(place, card.line)
        if not day and not period:
            told.note(card.line, "number", "card_unplaced", name=self._called(lesson or card))
        elif not days:
            told.note(card.line, "day", "card_no_day", value=day)
        elif whole(period) is None:
            told.note(card.line, "number", "card_no_period", value=period)
        elif other != card.line:
            told.note(card.line, "number", "card_twice", other=other)
        else:
            self._place(card, lesson, days, int(period))

    def _place(self, card: Element, lesson: Element | None, days: list[int], period: int) -> None:
        told, of = self.told, lesson or card
        subject = self.names.one(SUBJECT, card.get("subjectid", "subjectgradeid") or of.get("subjectid"))
        sets = self._sets(card, of)
        if not subject:
            told.note(card.line, SUBJECT, "no_subject_in_file")
            return
        if not sets:
            told.note(card.line, CLASS, "no_class_in_file")
            return
        self._lost(card, of)
        teachers = self._known(card, TEACHER, of.get("teacherids", "teacherid") or card.get("teacherids", "teacherid"))
        rooms = card.get("classroomids", "classroomid", "schoolroomid")
        if not rooms and not ({"classroomids", "classroomid", "schoolroomid"} & card.attrib.keys()):
            choice = ids(of.get("classroomids", "classroomid"))
            rooms = ",".join(choice) if len(choice) <= max(len(teachers), 1) else ""
        rooms = self._known(card, ROOM, rooms)
        length = self.lengths.get(card.get(ANY), 1)
        mask = card.get("weeks") or of.get("weeks") or self.weeks.get(of.get("weeksdefid"), "")
        weeks, told.weeks = cycle(mask), max(told.weeks, of_masks(mask))
        span = card.get("terms") or of.get("terms") or self.terms.get(of.get("termsdefid"), "")
        terms, told.terms = cycle(span), max(told.terms, of_masks(span))
        self._count(of.get("id"), length * len(days), Fraction(len(weeks), of_masks(mask)) if weeks else 1)
        for day in days:
            for number in range(period, period + length):
                begins = self.begins.get(str(number), "")
                line, key = card.line, of.get("id") if lesson else ""
                told.placed.append(Placed(subject, teachers, sets, rooms, day, number, line, key, weeks, terms, begins))

    def _sets(self, card: Element, of: Element) -> tuple[tuple[str, str], ...]:
        classes = ids(of.get("classids", "classid") or card.get("classids", "classid"))
        found, grouped = [], set()
        for key in ids(of.get("groupids", "groupid")):
            if key in self.names.groups:
                owner, name = self.names.groups[key]
                grouped.add(owner)
                found.append((self.names.one(CLASS, owner), name))
        if not grouped and of.get("group"):
            found, grouped = [(self.names.one(CLASS, key), of.get("group")) for key in classes], set(classes)
        found += [(self.names.one(CLASS, key), "") for key in classes if key not in grouped]
        return tuple(dict.fromkeys(pair for pair in found or self._of_students(of) if pair[0]))

    def _lost(self, card: Element, of: Element) -> None:
        """Classes and groups that the lesson names and the file does not have."""
        for key in ids(of.get("classids", "classid") or card.get("classids", "classid")):
            if not self.names.one(CLASS, key):
                self.told.note(card.line, CLASS, "class_lost", value=key)
        for key in ids(of.get("groupids", "groupid")):
            if not self.names.one(CLASS, self.names.groups.get(key, ("", ""))[0]):
                self.told.note(card.line, GROUP, "group_lost", value=key)

    def _of_students(self, of: Element) -> list[tuple[str, str]]:
        """A seminar names its students alone: their classes, and a part of each that the seminar is."""
        mine = set(ids(of.get("studentids")))
        classes = dict.fromkeys(owner for key, owner in self.students.items() if key in mine)
        part = of.get("seminargroup") or "?"
        return [(self.names.one(CLASS, owner), part) for owner in classes]

    def _known(self, card: Element, kind: str, text: str) -> tuple[str, ...]:
        found = []
        for key in ids(text):
            name = self.names.one(kind, key)
            if name:
                found.append(name)
            else:
                self.told.note(card.line, kind, f"{kind}_lost", value=key)
        return tuple(dict.fromkeys(found))

    def _count(self, key: str, hours: int, share) -> None:
        cards, a_week = self.hours.get(key, (0, Fraction()))
        self.hours[key] = cards + hours, a_week + hours * share

    def unplaced(self) -> None:
        """Lessons with fewer hours on cards than the file asks for; what is held in some weeks only is told apart."""
        for key, lesson in self.lessons.items():
            try:
                wanted = float(lesson.get("periodsperweek").replace(",", ".") or 0)
            except ValueError:
                continue
            if not 0 < wanted < MOST:
                continue
            left = wanted - self._stands(key, lesson, wanted)
            name = self._called(lesson)
            if left >= 1:
                self.told.note(lesson.line, SUBJECT, "lessons_unplaced", name=name, n=int(left))
            if left % 1 > ROUNDED and left > 0:
                self.told.note(lesson.line, SUBJECT, "turn_unplaced", name=name)

    def _stands(self, key: str, lesson: Element, wanted: float) -> float:
        """Hours on cards in the measure of `wanted`: a part of an hour, and a lesson of every week, are counted a week;
        of a lesson of some weeks the file may say how many it has in one of them.
        """
        cards, a_week = self.hours.get(key, (0, 0))
        mask = lesson.get("weeks") or self.weeks.get(lesson.get("weeksdefid"), "")
        every = bool(ids(mask)) and len(ids(mask)) == 1 and not cycle(mask)
        return float(a_week if wanted % 1 or every else cards)

    def _called(self, lesson: Element) -> str:
        subject = self.names.one(SUBJECT, lesson.get("subjectid", "subjectgradeid"))
        of = ", ".join(dict.fromkeys(name for name, _group in self._sets(lesson, lesson)))
        return f"{of} {subject}".strip()
