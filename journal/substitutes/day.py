"""A day with teachers who are not there: the lessons they would give, who holds them, and who could (R3-5.1b)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from journal.hours import hours_of_day
from journal.models import Lesson, LessonMove, LostLesson
from journal.rules.hours import is_closed
from journal.rules.substitutes import Fitness, Hours, fitness, overlap
from journal.substitutes import facts
from journal.substitutes.facts import Brought, Facts, Hold
from schoolmis.people.models import Employee
from schoolmis.structure.calendar import weekday_of
from schoolmis.structure.models import Group
from schoolmis.ui.dates import day_month


class State(TextChoices):
    OPEN = "open", pgettext_lazy("lesson", "not covered")
    DRAFTED = "drafted", pgettext_lazy("substitution", "drafted")
    SIGNED = "signed", pgettext_lazy("substitution", "signed")
    TOGETHER = "together", gettext_lazy("held by the second teacher")
    LOST = "lost", gettext_lazy("not held")
    MOVED = "moved", pgettext_lazy("lesson", "moved")


TONES = {State.OPEN: "bad", State.DRAFTED: "warn", State.SIGNED: "good", State.TOGETHER: "good"}


@dataclass
class Candidate:
    """Who could hold a lesson: why she fits, her lessons on the day, what she has held for others this month."""

    employee: Employee
    fits: Fitness
    why: str
    lessons: int
    month: int
    joined: bool = False

    @property
    def value(self) -> str:
        """As the page sends it: "h7" holds the lesson, "j7" joins it with the lesson of her own group."""
        return f"{'j' if self.joined else 'h'}{self.employee.pk}"

    @property
    def order(self):
        return self.fits, self.month, self.lessons, self.employee.person.sort_key


@dataclass
class Line:
    """One lesson that an absent teacher would give."""

    lesson: Lesson
    state: State
    hold: Hold | None = None
    by: str = ""
    moved_to: str = ""
    move: LessonMove | None = None
    absent: "Absent | None" = None
    bring: Brought | None = None
    brought_from: str = ""
    candidates: list[Candidate] = field(default_factory=list)
    forward: list = field(default_factory=list)
    """Later lessons of the class that could be held at this hour (journal.substitutes.forward)."""
    joined: list[Candidate] = field(default_factory=list)

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "")

    @property
    def order(self):
        """The order, or the draft, that covers the lesson."""
        return (self.hold or self.bring).order if self.hold or self.bring else None

    @property
    def lost_reason(self) -> str:
        return str(LostLesson.Reason(self.lesson.lost).label) if self.lesson.lost else ""


@dataclass
class Absent:
    """A teacher who is not there, and the lessons of the day that are hers."""

    employee: Employee
    reason: str
    kind: str = ""
    order: object = None
    marked: object = None
    lines: list[Line] = field(default_factory=list)

    @property
    def uncovered(self) -> int:
        return sum(line.state == State.OPEN for line in self.lines)


class Day:
    """Read once; whatever is asked afterwards costs no statement."""

    def __init__(self, day: date, *, drafts: bool = True, without: int | None = None):
        self.day = day
        self.facts: Facts = facts.read(day, drafts=drafts, without=without)

    @cached_property
    def absent(self) -> list[Absent]:
        """Those away by an order or by the deputy's mark, and those who are replaced without either, by name."""
        known, mine = self.facts, self._lessons_of()
        pks = (known.gone & mine.keys()) | {hold.absent for hold in known.holds}
        pks |= {one.absent for one in known.brought if one.to_day == self.day}
        found = [self._absent(pk, mine.get(pk, [])) for pk in pks if pk in known.staff]
        return sorted(found, key=lambda one: one.employee.person.sort_key)

    @cached_property
    def lines(self) -> list[Line]:
        """Every lesson of the absent, by its hour."""
        found = [line for one in self.absent for line in one.lines]
        return sorted(found, key=lambda line: (line.lesson.hours, str(line.lesson.section.group)))

    @cached_property
    def uncovered(self) -> int:
        return sum(one.uncovered for one in self.absent)

    def count(self, state: State) -> int:
        return sum(line.state == state for line in self.lines)

    def present(self) -> list[Employee]:
        """Teachers with lessons on the day who are there: whom the deputy may mark as away."""
        away = self.facts.gone
        known = (self.facts.staff[pk] for pk in self._lessons_of() if pk not in away and pk in self.facts.staff)
        return sorted(known, key=lambda one: one.person.sort_key)

    def line(self, lesson: int, absent: int) -> Line | None:
        found = (one for one in self.absent if one.employee.pk == absent)
        return next((line for one in found for line in one.lines if line.lesson.pk == lesson), None)

    def propose(self) -> None:
        """Fill in who could hold each lesson that is not covered."""
        for line in self.lines:
            if line.state == State.OPEN:
                taken = {line.absent.employee.pk}
                line.joined = self._joined(line.lesson, taken)
                line.candidates = self._free(line.lesson, taken)

    def busy_with(self, employee: int, hours: Hours, *, besides=()) -> str:
        """What `employee` does at these hours, in words; empty where she is free. `besides`: lessons left aside."""
        for its, what, lesson in self._busy[employee]:
            if overlap(its, hours) and lesson not in besides:
                return what
        return ""

    def take(self, line: Line, employee: int, *, joined: bool) -> None:
        """From now on `employee` holds this lesson: what is planned in one go knows of itself."""
        busy = self._busy  # read before the hold is there, or it would count twice
        hold = Hold(line.lesson.section_id, line.lesson.number, line.absent.employee.pk, employee, joined, None)
        self.facts.holds.append(hold)
        line.state, line.hold, line.by = State.DRAFTED, hold, self._name(employee)
        busy[employee].append((line.lesson.hours, self._title(line.lesson), line.lesson.pk))

    def bring(self, line: Line, lesson: Lesson, employees) -> None:
        """From now on the later `lesson` is held at this hour, in what is planned in one go."""
        busy, gap = self._busy, line.lesson
        where = lesson.date, lesson.number, self.day, gap.number
        made = Brought(gap.pk, lesson.pk, lesson.section_id, line.absent.employee.pk, tuple(employees), *where, None)
        self.facts.brought.append(made)
        line.state, line.bring, line.by = State.DRAFTED, made, self._title(lesson)
        for pk in employees:
            busy[pk].append((gap.hours, self._title(lesson), lesson.pk))

    def keep(self, employee: int, lesson: Lesson) -> None:
        """From now on `employee` is busy with `lesson`."""
        self._busy[employee].append((lesson.stands, self._title(lesson), lesson.pk))

    def neighbours(self, lesson: Lesson) -> list[tuple[Lesson, int]]:
        """Other subgroups of the class at the lesson's hour, each with who holds it: a lesson may join theirs."""
        if lesson.section.group.kind != Group.Kind.SUBGROUP:
            return []
        found = []
        for other in self.facts.lessons:
            same = other.section.group.kind == Group.Kind.SUBGROUP and other.places & lesson.places
            if same and other.pk != lesson.pk and other.stands and overlap(other.stands, lesson.hours):
                found += [(other, pk) for pk in self._holders(other)]
        return found

    def _lessons_of(self) -> dict[int, list[Lesson]]:
        found = defaultdict(list)
        for lesson in self.facts.lessons:
            if lesson.is_away or lesson.date == self.day:
                for teacher in self.facts.teachers[lesson.section_id]:
                    found[teacher].append(lesson)
        return found

    def _absent(self, pk, lessons) -> Absent:
        known = self.facts
        absence, marked = known.absences.get(pk), known.marked.get(pk)
        reason = absence.get_kind_display() if absence else marked.get_reason_display() if marked else ""
        lines = [self._line(lesson, pk) for lesson in sorted(lessons, key=lambda one: one.hours)]
        if pk not in known.gone:
            lines = [line for line in lines if line.hold or line.bring]
        kind = marked.reason if marked else absence.kind if absence else ""
        made = Absent(known.staff[pk], reason, kind, absence.order if absence else None, marked, lines)
        for line in lines:
            line.absent = made
        return made

    def _line(self, lesson, absent) -> Line:
        hold = next((one for one in self.facts.holds if one.absent == absent and one.covers(lesson)), None)
        if lesson.is_away:
            move = self.facts.moves[lesson.pk]
            where = {"day": day_month(move.to_day), "number": move.to_number}
            return Line(lesson, State.MOVED, move=move, moved_to=_("%(day)s, lesson %(number)s") % where)
        bring = next((one for one in self.facts.brought if one.gap == lesson.pk), None)
        if bring:
            return self._filled(lesson, bring)
        if lesson.lost:
            return Line(lesson, State.LOST)
        if hold:
            state = State.SIGNED if hold.is_signed else State.DRAFTED
            return Line(lesson, state, hold, self._name(hold.substitute))
        second = self.facts.teachers[lesson.section_id] - self.facts.gone - {absent}
        if second:
            return Line(lesson, State.TOGETHER, by=", ".join(map(self._name, second)))
        return Line(lesson, State.OPEN)

    def _filled(self, lesson, bring) -> Line:
        """Another lesson of the class is held at this hour."""
        section = self.facts.sections[bring.section]
        names = ", ".join(filter(None, map(self._name, bring.employees)))
        where = {"day": day_month(bring.from_day), "number": bring.from_number}
        text = _("from lesson %(number)s") if bring.from_day == self.day else _("from %(day)s, lesson %(number)s")
        state = State.SIGNED if bring.is_signed else State.DRAFTED
        by = f"{section.subject}, {names}" if names else str(section.subject)
        return Line(lesson, state, bring=bring, by=by, brought_from=text % where)

    def _name(self, pk) -> str:
        one = self.facts.staff.get(pk)
        return one.person.short_name if one else ""

    @staticmethod
    def _title(lesson) -> str:
        return f"{lesson.section.subject} · {lesson.section.group}"

    @cached_property
    def _busy(self) -> dict[int, list]:
        """{employee: [(hours, what, lesson)]} of lessons held on the day, own and for others."""
        found = defaultdict(list)
        for lesson in self.facts.lessons:
            if lesson.stands:
                for pk in self._holders(lesson):
                    found[pk].append((lesson.stands, self._title(lesson), lesson.pk))
        gaps = {lesson.pk: lesson for lesson in self.facts.lessons}
        for one in self.facts.brought:
            if not one.is_signed and one.gap in gaps:
                for pk in one.employees:
                    found[pk].append((gaps[one.gap].hours, self._title(gaps[one.gap]), one.lesson))
        return found

    @cached_property
    def _closed(self) -> dict:
        """{employee: Hours} at which she cannot teach; she stands last, for she may come in all the same."""
        return hours_of_day(self.day)

    @cached_property
    def _weekday(self) -> int:
        """Whose timetable is held: a moved workday has that of another day."""
        return weekday_of(self.day, self.facts.specials)

    def _holders(self, lesson) -> set[int]:
        """Who stands before this lesson: its teachers who are there and not replaced, and the substitutes."""
        holds = [hold for hold in self.facts.holds if hold.covers(lesson)]
        own = self.facts.teachers[lesson.section_id] - self.facts.gone - {hold.absent for hold in holds}
        return own | {hold.substitute for hold in holds}

    def _free(self, lesson, taken) -> list[Candidate]:
        known, found = self.facts, []
        for pk, taught in known.taught.items():
            one = known.staff.get(pk)
            outside = pk in known.gone or pk in taken or pk in known.teachers[lesson.section_id]
            if one and not outside and one.works_on(self.day) and not self.busy_with(pk, lesson.hours):
                subject = lesson.section.subject
                fits = fitness(taught, subject.pk if subject.has_marks else None, lesson.places)
                if is_closed(self._closed.get(pk, ()), self._weekday, lesson.shift, lesson.hour):
                    fits = Fitness.CLOSED
                found.append(self._candidate(one, fits, self._why(fits, lesson)))
        return sorted(found, key=lambda one: one.order)

    def _joined(self, lesson, taken) -> list[Candidate]:
        found = {}
        for other, pk in self.neighbours(lesson):
            if pk not in taken and pk in self.facts.staff and pk not in self.facts.gone:
                why = _("has %(lesson)s at this hour") % {"lesson": self._title(other)}
                found[pk] = self._candidate(self.facts.staff[pk], Fitness.SAME_CLASS, why, joined=True)
        return sorted(found.values(), key=lambda one: one.order)

    def _candidate(self, one, fits, why, **more) -> Candidate:
        return Candidate(one, fits, why, len(self._busy[one.pk]), self.facts.month.get(one.pk, 0), **more)

    def _why(self, fits, lesson) -> str:
        said = {"subject": lesson.section.subject, "grade": max((grade for _c, grade in lesson.places), default=0)}
        said["class"] = ", ".join(sorted({str(one) for one in lesson.section.group.classes.all()}))
        return {
            Fitness.SAME_GRADE: _("teaches %(subject)s in grade %(grade)s"),
            Fitness.SAME_SUBJECT: _("teaches %(subject)s"),
            Fitness.SAME_CLASS: _("teaches %(class)s"),
            Fitness.FREE: _("free at this hour"),
            Fitness.CLOSED: _("cannot teach at this hour"),
        }[fits] % said
