"""The task as a data file of FET, which its own window opens too."""

from collections import defaultdict
from math import ceil
from xml.sax.saxutils import escape

from django.utils.translation import override

from journal.generation.barred import barred
from journal.generation.task import Activity, Task
from schoolmis.structure.models import Group
from schoolmis.ui.dates import weekday

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n\n<fet version="6.8.5">\n\n<Mode>Official</Mode>\n\n'


def data_file(task: Task, *, name: str) -> bytes:
    """UTF-8 XML."""
    return _File(task).text(name).encode()


def day_names(task: Task) -> list[str]:
    """In one language whoever asks, so that a file written in one is read in the other."""
    with override("ky"):
        return [weekday(day).capitalize() for day in range(1, task.days + 1)]


class _File:
    def __init__(self, task: Task):
        self.task = task
        self.days = day_names(task)
        self.hours = task.grid.names
        self.teachers = _unique({key: name for (kind, key), name in task.names.items() if kind == "teacher"})
        # FET's rooms hold one lesson each: a shared room is as many rooms as it holds lessons.
        rooms = [(key, name) for (kind, key), name in task.names.items() if kind == "room"]
        self.rooms = _unique({(key, at): name for key, name in rooms for at in range(task.holds.get(key, 1))})
        subjects = {one.section.subject for one in task.activities}
        self.subjects = _unique({one.pk: one.name_ky for one in sorted(subjects, key=lambda one: (one.order, one.pk))})

    def text(self, name: str) -> str:
        body = [
            f"<Institution_Name>{escape(name)}</Institution_Name>\n\n<Comments></Comments>\n",
            _listed("Days_List", "Number_of_Days", "Day", self.days),
            _listed("Hours_List", "Number_of_Hours", "Hour", self.hours),
            _plain("Subjects_List", "Subject", self.subjects.values()),
            "<Activity_Tags_List>\n</Activity_Tags_List>\n",
            _plain(
                "Teachers_List", "Teacher", self.teachers.values(), "<Target_Number_of_Hours>0</Target_Number_of_Hours>"
            ),
            self._students(),
            "<Activities_List>\n" + "".join(map(self._activity, self.task.activities)) + "</Activities_List>\n",
            "<Buildings_List>\n</Buildings_List>\n",
            _plain("Rooms_List", "Room", self.rooms.values(), "<Building></Building><Capacity>30000</Capacity>"),
            "<Time_Constraints_List>\n" + "".join(self._times()) + "</Time_Constraints_List>\n",
            "<Space_Constraints_List>\n" + "".join(self._spaces()) + "</Space_Constraints_List>\n",
        ]
        return HEAD + "\n".join(body) + "\n</fet>\n"

    def _students(self) -> str:
        named = {
            (of, one.section.group_id): name
            for one in self.task.activities
            for of, name in zip(one.classes, self._set(one), strict=True)
        }
        made = []
        for of, one in self.task.classes.items():
            parts = self.task.parts.get(of, [])
            count = "<Number_of_Students>0</Number_of_Students><Comments></Comments>"
            subgroups = {part: f"{one} ·{at}" for at, part in enumerate(parts, 1)}
            groups = defaultdict(list)
            for part, name in subgroups.items():
                for group in part or [None]:
                    groups[named.get((of, group)) or f"{one} ·0"].append(name)
            inside = "".join(
                f"<Group><Name>{escape(name)}</Name>{count}"
                + "".join(f"<Subgroup><Name>{escape(part)}</Name>{count}</Subgroup>" for part in many)
                + "</Group>\n"
                for name, many in groups.items()
            )
            made.append(f"<Year><Name>{one}</Name>{count}\n{inside}</Year>\n")
        return "<Students_List>\n" + "".join(made) + "</Students_List>\n"

    def _set(self, one: Activity) -> list[str]:
        """FET takes groups of one name for one, so a subgroup of several classes has a name in each."""
        classes = [str(self.task.classes[of]) for of in one.classes]
        if one.section.group.kind != Group.Kind.SUBGROUP:
            return classes
        name = one.section.group.name
        return [name] if len(classes) == 1 else [f"{of} · {name}" for of in classes]

    def _activity(self, one: Activity) -> str:
        return (
            "<Activity>"
            + "".join(f"<Teacher>{escape(self.teachers[key])}</Teacher>" for key in one.teachers)
            + f"<Subject>{escape(self.subjects[one.section.subject_id])}</Subject>"
            + "".join(f"<Students>{escape(name)}</Students>" for name in self._set(one))
            + f"<Duration>1</Duration><Total_Duration>1</Total_Duration><Id>{one.id}</Id>"
            "<Activity_Group_Id>0</Activity_Group_Id><Active>true</Active><Comments></Comments></Activity>\n"
        )

    def _times(self):
        yield _constraint("BasicCompulsoryTime", 100, "")
        for of, one in self.task.classes.items():
            yield self._absent(of, str(one))
            yield from self._shape(of, str(one))
        for key, name in self.teachers.items():
            yield self._away("TeacherNotAvailableTimes", f"<Teacher>{escape(name)}</Teacher>", set(), ("teacher", key))
        for many in self.task.of_section().values():
            if 1 < len(many) <= self.task.days:
                ids = "".join(f"<Activity_Id>{one.id}</Activity_Id>" for one in many)
                inside = f"<Consecutive_If_Same_Day>true</Consecutive_If_Same_Day><Number_of_Activities>{len(many)}"
                yield _constraint(
                    "MinDaysBetweenActivities", 95, f"{inside}</Number_of_Activities>{ids}<MinDays>1</MinDays>"
                )
        for one, two in self._pairs():
            ids = f"<Activity_Id>{one.id}</Activity_Id><Activity_Id>{two.id}</Activity_Id>"
            yield _constraint("ActivitiesSameStartingTime", 100, f"<Number_of_Activities>2</Number_of_Activities>{ids}")
        for one in self.task.activities:
            if one.fixed:
                day, column = one.fixed
                yield _constraint(
                    "ActivityPreferredStartingTime",
                    100,
                    f"<Activity_Id>{one.id}</Activity_Id><Preferred_Day>{self.days[day - 1]}</Preferred_Day>"
                    f"<Preferred_Hour>{self.hours[column]}</Preferred_Hour><Permanently_Locked>true</Permanently_Locked>",
                )
        for key, columns in barred(self.task.grid, self.task.activities).items():
            yield self._allowed(key, [at for at in range(len(self.hours)) if at not in columns])

    def _absent(self, of: int, name: str) -> str:
        """The other shift's hours, and those of lessons that stay."""
        own = set(self.task.grid.of[of].values())
        away = {(day, at) for day in range(1, len(self.days) + 1) for at in range(len(self.hours)) if at not in own}
        return self._away("StudentsSetNotAvailableTimes", f"<Students>{name}</Students>", away, ("class", of))

    def _away(self, constraint: str, whose: str, away, need) -> str:
        """Hours closed to somebody: `away`, the teacher's own and those of lessons that stay, (day, column) each."""
        away = sorted(away | self.task.away(need))
        if not away:
            return ""
        told = "".join(
            f"<Not_Available_Time><Day>{self.days[day - 1]}</Day><Hour>{self.hours[at]}</Hour></Not_Available_Time>"
            for day, at in away
        )
        count = f"<Number_of_Not_Available_Times>{len(away)}</Number_of_Not_Available_Times>"
        return _constraint(constraint, 100, f"{whose}{count}{told}")

    def _shape(self, of: int, name: str):
        """No gaps but those of a half class that waits for the other; days of like length, from the first hour on.

        A lesson that stays late in a day asks for a longer day, and for gaps where the week has too few lessons.
        """
        hours, halves = self._hours(of)
        late = self._late(of)
        gaps = halves + max(sum(late.values()) - hours, 0)
        students = f"<Students>{name}</Students>"
        yield _constraint("StudentsSetMaxGapsPerWeek", 100, f"<Max_Gaps>{gaps}</Max_Gaps>{students}")
        second = f"<Max_Beginnings_At_Second_Hour>{min(gaps, self.task.days)}</Max_Beginnings_At_Second_Hour>"
        yield _constraint("StudentsSetEarlyMaxBeginningsAtSecondHour", 100, second + students)
        most = min(max(ceil(hours / self.task.days) + 1, *late.values(), 1), len(self.task.grid.of[of]))
        daily = f"<Maximum_Hours_Daily>{most}</Maximum_Hours_Daily>{students}"
        yield _constraint("StudentsSetMaxHoursDaily", 100, daily)

    def _late(self, of: int) -> dict[int, int]:
        """{day: lessons that it needs for its last fixed one not to stand behind a gap}."""
        found: dict[int, int] = {}
        columns = sorted(self.task.grid.of[of].values())
        for one in self.task.activities:
            if of in one.classes and one.fixed and one.fixed[1] in columns:
                day, column = one.fixed
                found[day] = max(found.get(day, 0), columns.index(column) + 1)
        return found

    def _hours(self, of: int) -> tuple[int, int]:
        """(hours a week of a student at most, hours of subgroups that have no other half at their time)."""
        whole = sum(of in one.classes and one.section.group.kind != Group.Kind.SUBGROUP for one in self.task.activities)
        parts = [
            one for one in self.task.activities if of in one.classes and one.section.group.kind == Group.Kind.SUBGROUP
        ]
        by_subject = defaultdict(lambda: defaultdict(int))
        for one in parts:
            by_subject[one.section.subject_id][one.section.group_id] += 1
        paired = {key for one, two in self._pairs() for key in (one.id, two.id)}
        alone = sum(one.id not in paired for one in parts)
        return whole + sum(max(groups.values()) for groups in by_subject.values()), alone

    def _pairs(self) -> list[tuple[Activity, Activity]]:
        """Halves of a class in one subject with two teachers have their lessons at one time."""
        halves = defaultdict(lambda: defaultdict(list))
        for one in self.task.activities:
            if one.section.group.kind == Group.Kind.SUBGROUP:
                halves[one.classes[0], one.section.subject_id][one.section.group_id].append(one)
        found = []
        for groups in halves.values():
            if len(groups) != 2:
                continue
            first, second = groups.values()
            room = first[0].room if first[0].room == second[0].room else None
            apart = not set(first[0].teachers) & set(second[0].teachers)
            apart = apart and (room is None or self.task.holds.get(room, 1) > 1)
            both = {first[0].section.group_id, second[0].section.group_id}
            share = any(both <= part for of in first[0].classes for part in self.task.parts.get(of, ()))
            if apart and not share:
                found += list(zip(first, second, strict=False))
        return found

    def _allowed(self, key: int, columns: list[int]) -> str:
        slots = "".join(
            f"<Preferred_Starting_Time><Preferred_Starting_Day>{day}</Preferred_Starting_Day>"
            f"<Preferred_Starting_Hour>{self.hours[at]}</Preferred_Starting_Hour></Preferred_Starting_Time>"
            for day in self.days
            for at in columns
        )
        count = len(columns) * len(self.days)
        return _constraint(
            "ActivityPreferredStartingTimes",
            100,
            f"<Activity_Id>{key}</Activity_Id><Number_of_Preferred_Starting_Times>{count}"
            f"</Number_of_Preferred_Starting_Times>{slots}",
        )

    def _spaces(self):
        yield _constraint("BasicCompulsorySpace", 100, "")
        for (key, at), name in self.rooms.items():
            if at == 0:
                yield self._away("RoomNotAvailableTimes", f"<Room>{escape(name)}</Room>", set(), ("room", key))
        for one in self.task.activities:
            names = [escape(name) for (key, _at), name in self.rooms.items() if key == one.room]
            if len(names) > 1:
                told = "".join(f"<Preferred_Room>{name}</Preferred_Room>" for name in names)
                count = f"<Number_of_Preferred_Rooms>{len(names)}</Number_of_Preferred_Rooms>"
                yield _constraint("ActivityPreferredRooms", 100, f"<Activity_Id>{one.id}</Activity_Id>{count}{told}")
            elif names:
                yield _constraint(
                    "ActivityPreferredRoom",
                    100,
                    f"<Activity_Id>{one.id}</Activity_Id><Room>{names[0]}</Room>"
                    "<Permanently_Locked>false</Permanently_Locked>",
                )


def _constraint(name: str, weight: int, inside: str) -> str:
    return (
        f"<Constraint{name}><Weight_Percentage>{weight}</Weight_Percentage>{inside}"
        f"<Active>true</Active><Comments></Comments></Constraint{name}>\n"
    )


def _listed(tag: str, count: str, row: str, names) -> str:
    rows = "".join(f"<{row}><Name>{escape(name)}</Name></{row}>\n" for name in names)
    return f"<{tag}>\n<{count}>{len(names)}</{count}>\n{rows}</{tag}>\n"


def _plain(tag: str, row: str, names, inside: str = "") -> str:
    rows = "".join(f"<{row}><Name>{escape(name)}</Name>{inside}<Comments></Comments></{row}>\n" for name in names)
    return f"<{tag}>\n{rows}</{tag}>\n"


def _unique(names: dict) -> dict:
    """FET tells people and things apart by their names alone."""
    found, taken = {}, set()
    for key, name in names.items():
        name = " ".join(name.split()) or "—"
        while name in taken:
            name = f"{name} ({key[1] + 1 if isinstance(key, tuple) else key})"
        taken.add(name)
        found[key] = name
    return found
