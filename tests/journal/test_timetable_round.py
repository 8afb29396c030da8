"""What is written as FET, aSc and Untis write it is read as it was: the same lessons, whatever the school is like."""

import io
import random
import zipfile
from itertools import product

import pytest

from journal.formats import read_timetable
from tests.journal.programs import DAYS, fet

LETTERS = ["5-А", "5-Б", "6-А", "7-А"]
SUBJECTS, TEACHERS = ["Алгебра", "Физика", "Тарых"], ["Асанова А.Б.", "Бекова Г.", "Кадыров М.", "Ток"]


def school(seed: int, *, weeks: int = 1) -> dict[tuple, list]:
    """{(day, number, week): [(subject, teachers, sets, rooms)]} of a school that has lessons of every kind."""
    chance, found = random.Random(seed), {}
    for day, number, week in product(range(1, 6), range(1, 6), range(1, weeks + 1)):
        classes = chance.sample(LETTERS, len(LETTERS))
        while classes:
            many = classes[: chance.choice([1, 1, 2])]
            classes = classes[len(many) :]
            part = chance.choice(["", "", "1-топ"])
            told = (
                chance.choice(SUBJECTS),
                tuple(chance.sample(TEACHERS, chance.choice([0, 1, 1, 2]))),
                tuple((of, part) for of in sorted(many)),
                tuple(chance.sample(["7", "12", "Зал"], chance.choice([0, 1]))),
            )
            if chance.random() < 0.6:
                found.setdefault((day, number, week), []).append(told)
    return found


def rows(told: dict) -> set:
    return {(when, *one) for when, many in told.items() for one in many}


def read(timetable) -> set:
    return {
        ((p.weekday, p.number, week), p.subject, p.teachers, tuple(sorted(p.sets)), p.rooms)
        for p in timetable.placed
        for week in p.weeks or range(1, timetable.weeks + 1)
    }


def as_asc(told: dict, *, weeks: int, old: bool) -> str:
    named = lambda tag, names: "".join(f'<{tag} id="{name}" name="{name}" short=""/>' for name in names)  # noqa: E731
    groups = "".join(
        f'<group id="{of}{part}" classid="{of}" name="{part or "x"}" entireclass="{int(not part)}"/>'
        for of, part in product(LETTERS, ("", "1-топ"))
    )
    lessons, cards = [], []
    for at, ((day, number, week), one) in enumerate((when, one) for when, many in told.items() for one in many):
        subject, teachers, sets, rooms = one
        lessons.append(
            f'<lesson id="*{at}" subjectid="{subject}" teacherids="{",".join(teachers)}" periodsperweek="1"'
            f' classids="{",".join(of for of, _part in sets)}" groupids="{",".join(of + part for of, part in sets)}"/>'
        )
        mask = lambda at, many: "".join("1" if one == at else "0" for one in range(1, many + 1))  # noqa: E731
        when = f'day="{day - 1}"' if old else f'days="{mask(day, 5)}" weeks="{mask(week, weeks)}" terms="1"'
        cards.append(f'<card lessonid="*{at}" period="{number}" {when} classroomids="{",".join(rooms)}"/>')
    days = "".join(f'<day day="{at}" name="{name}"/>' for at, name in enumerate(DAYS)) if old else ""
    return (
        f'<?xml version="1.0" encoding="windows-1251"?><timetable ascttversion="2024"><days>{days}</days>'
        f"<subjects>{named('subject', SUBJECTS)}</subjects><teachers>{named('teacher', TEACHERS)}</teachers>"
        f"<classes>{named('class', LETTERS)}</classes><classrooms>{named('classroom', ['7', '12', 'Зал'])}</classrooms>"
        f"<groups>{groups}</groups><lessons>{''.join(lessons)}</lessons><cards>{''.join(cards)}</cards></timetable>"
    )


@pytest.mark.parametrize("seed", range(3))
def test_asc_of_any_school_in_both_dialects(seed):
    for weeks, old in ((1, True), (1, False), (2, False), (4, False)):
        told = school(seed, weeks=weeks)
        timetable = read_timetable(as_asc(told, weeks=weeks, old=old).encode("cp1251", "xmlcharrefreplace"))
        assert not timetable.faults
        assert read(timetable) == rows(told)


@pytest.mark.parametrize("seed", range(3))
def test_untis_of_any_school_a_line_for_each_class_and_teacher(seed):
    told = {
        when: [(subject, people, tuple((of, "") for of, _part in sets), rooms) for subject, people, sets, rooms in many]
        for when, many in school(seed).items()
    }
    lines = [
        f'{at},"{of}","{who}","{subject}","{"~".join(rooms)}",{day},{number},,\r\n'
        for at, ((day, number, _week), (subject, teachers, sets, rooms)) in enumerate(
            (when, one) for when, many in told.items() for one in many
        )
        for (of, _part), who in product(sets, teachers or [""])
    ]
    random.Random(seed).shuffle(lines)
    timetable = read_timetable("".join(lines).encode("utf-16"))
    assert not timetable.faults
    flat = lambda found: {(*one[:2], tuple(sorted(one[2])), *one[3:]) for one in found}  # noqa: E731
    assert flat(read(timetable)) == flat(rows(told))


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(
    ("mode", "terms", "days", "laid"),
    [
        ("", 0, DAYS, [(day, 1, 1, 0) for day in range(1, 6)]),
        ("Official", 0, ["Mon", "Tue", "Thu", "Sat"], [(1, 1, 1, 0), (2, 1, 1, 0), (4, 1, 1, 0), (6, 1, 1, 0)]),
        ("", 0, [f"{a}-{day}" for a in "АВ" for day in DAYS], [(d, w, 1, 0) for w in (1, 2) for d in range(1, 6)]),
        ("", 0, [f"T{t} {day}" for t in (1, 2) for day in DAYS], [(d, 1, t, 0) for t in (1, 2) for d in range(1, 6)]),
        ("Terms", 2, [f"День {n}" for n in range(10)], [(d, 1, t, 0) for t in (1, 2) for d in range(1, 6)]),
        ("Mornings_Afternoons", 0, [str(n) for n in range(10)], [(d, 1, 1, h) for d in range(1, 6) for h in (0, 4)]),
        ("", 0, [f"{d} {h}" for d in DAYS for h in "ab"], [(d, 1, 1, h) for d in range(1, 6) for h in (0, 4)]),
    ],
)
def test_fet_of_any_mode_and_cycle(seed, mode, terms, days, laid):
    chance = random.Random(seed)
    hours = ["1", "2", "үзгүлтүк", "3", "4"]
    activities, times, wanted = [], {}, set()
    for key in range(1, 40):
        day, hour, length = chance.randrange(len(days)), chance.choice([0, 3]), chance.choice([1, 2])
        who, room = chance.sample(TEACHERS, 1), chance.choice(["", "12"])
        activities.append((key, chance.choice(SUBJECTS), who, [chance.choice(LETTERS)], length))
        times[key] = days[day], hours[hour], room
        weekday, week, term, shift = laid[day]
        for step in range(length):
            number = int(hours[hour + step]) + shift
            rooms = (room,) if room else ()
            wanted.add((weekday, number, week, term, activities[-1][1], tuple(who), activities[-1][3][0], rooms))
    content = fet(activities=activities, times=times, mode=mode, days=days, hours=hours)
    content = content.replace(b"</Mode>", f"</Mode><Number_of_Terms>{terms}</Number_of_Terms>".encode())
    for told in (read_timetable(content), read_timetable(zipped(x=content))):
        assert not told.faults
        assert wanted == {
            (p.weekday, p.number, week, term, p.subject, p.teachers, p.classes[0], p.rooms)
            for p in told.placed
            for week in p.weeks or range(1, told.weeks + 1)
            for term in p.terms or range(1, told.terms + 1)
        }


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.{'fet' if content[:1] == b'<' else 'TXT'}", content)
    return stream.getvalue()


def test_untis_with_lengths_words_for_days_rooms_and_its_neighbours():
    week = (
        '1;"8A~8Б";"Аса";"Мат";"12";1;3;2;\n2;"8A";"Бек";"Физ";"3";"Ср";1;;\n'
        '2;"8Б";"Кад";"Физ";"4";3;1;;\n3;"8A";"Бек";"Дене";"Зал~Бассейн";5;1;00:45;\n'
    ).encode("cp866")
    people = '"Аса";"Асанова";' + ";" * 25 + ';"Айгуль"\n"Жок";"Жоков"\n'
    told = read_timetable(zipped(GPU001=week, GPU004=people.encode("cp1251"), GPU006='"Мат";"Математика"\n'.encode()))
    assert [(p.subject, p.classes, p.teachers, p.rooms, p.weekday, p.number) for p in told.placed] == [
        ("Мат", ("8A", "8Б"), ("Аса",), ("12",), 1, 3),
        ("Мат", ("8A", "8Б"), ("Аса",), ("12",), 1, 4),
        ("Физ", ("8A",), ("Бек",), ("3",), 3, 1),
        ("Физ", ("8Б",), ("Кад",), ("4",), 3, 1),
        ("Дене", ("8A",), ("Бек",), ("Зал", "Бассейн"), 5, 1),
    ]
    assert told.short == {"teacher": {"Аса": {"Асанова", "Асанова Айгуль"}}, "subject": {"Мат": {"Математика"}}}
