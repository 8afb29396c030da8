"""How long a card of aSc is, and which day and hour the names in a table of FET mean."""

import io
import zipfile

import pytest

from journal.formats import read_timetable
from tests.journal.programs import ASC_2012, ASC_OLD, UNTIS, fet
from tests.journal.test_timetable_formats import HEAD, codes


def hours_of(told):
    return [(p.lesson, p.weekday, p.number, p.rooms) for p in told.placed]


def test_a_double_lesson_of_asc_has_one_card_or_a_card_for_each_hour():
    """The older XML writes one card; that of 2012 one for each hour, which are not two lessons of two hours."""
    one = '<card lessonid="L1" classroomids="R1" period="1" weeks="11" terms="1" days="10000"/>'
    hours = one + one.replace('period="1"', 'period="2"') + one.replace("10000", "00100").replace('"1"', '"3"', 1)
    assert ASC_2012.count(one) == 1
    each = read_timetable(ASC_2012.replace(one, hours).format(encoding="utf-8").encode())
    assert hours_of(each)[:3] == [("L1", 1, 1, ("12",)), ("L1", 1, 2, ("12",)), ("L1", 3, 3, ("12",))]
    assert "lessons_unplaced" not in codes(each)  # three of three
    twice = one + one.replace("10000", "00100")
    long = read_timetable(ASC_2012.replace(one, twice).format(encoding="utf-8").encode())
    assert [told[1:3] for told in hours_of(long)[:4]] == [(1, 1), (1, 2), (3, 1), (3, 2)]


def test_one_card_set_wrongly_does_not_make_every_double_lesson_a_single_one():
    lessons = "".join(f'<lesson id="*{n}" classids="C1" subjectid="S1" periodspercard="2"/>' for n in (1, 2, 3))
    cards = "".join(f'<card lessonid="*{n}" period="{at}" days="{day}"/>' for n, at, day in CARDS)
    told = read_timetable(
        '<timetable><subject id="S1" name="Алгебра"/><classes><class id="C1" name="8-А"/></classes>'
        f"<lessons>{lessons}</lessons><cards>{cards}</cards></timetable>".encode()
    )
    assert len(told.placed) == 8


CARDS = [(1, 1, "10000"), (2, 1, "01000"), (3, 1, "00100"), (3, 2, "00100")]


def test_cards_and_lines_that_are_not_placed_yet_are_told_with_their_names():
    asc = ASC_2012.replace('period="3" weeks="10" terms="1" days="01000"', 'period="" weeks="10" terms="1" days=""')
    told = read_timetable(asc.format(encoding="utf-8").encode())
    assert [fault.values for fault in told.faults if fault.code == "card_unplaced"] == [{"name": "8A Физика"}]
    told = read_timetable((UNTIS + '5,"8A","Абд","Физ","",0,0,,\n').encode())
    assert [fault.values for fault in told.faults if fault.code == "line_unplaced"] == [{"name": "8A Физ"}]


def test_ten_cards_are_what_an_unregistered_asc_writes():
    card = '<card lessonid="L2" classroomids="" period="3" weeks="10" terms="1" days="01000"/>'
    many = "".join(card.replace("01000", day) for day in ("10000", "00100", "00010", "00001"))
    assert "asc_ten" not in codes(read_timetable(ASC_2012.format(encoding="utf-8").encode()))
    told = read_timetable(ASC_2012.replace(card, card + many).format(encoding="utf-8").encode())
    assert codes(told).count("asc_ten") == 1


@pytest.mark.parametrize(
    ("table", "placed"),
    [
        # A day on which nobody has a lesson has no row.
        ("1,Day 3,1,8-А,Алгебра\n2,Day 1,2,8-А,Физика\n", [(3, 1), (1, 2)]),
        ("1,Чт,1,8-А,Алгебра\n2,Пн,2,8-А,Физика\n", [(4, 1), (1, 2)]),
        # After noon a clock of twelve hours begins anew.
        ("1,Пн,1:10,8-А,Алгебра\n2,Пн,12:10,8-А,Физика\n3,Пн,08:30,8-А,Тарых\n", [(1, 3), (1, 2), (1, 1)]),
        # An hour that is numbered and has its time too is that number.
        ("1,Пн,3 (10:00-10:45),8-А,Алгебра\n2,Пн,5 (12:00-12:45),8-А,Физика\n", [(1, 3), (1, 5)]),
    ],
)
def test_a_table_of_fet_tells_days_and_hours_by_their_names(table, placed):
    told = read_timetable((HEAD + table).encode())
    assert [(p.weekday, p.number) for p in told.placed] == placed


@pytest.mark.parametrize(
    ("hours", "numbers"),
    [
        (["08:00-08:45", "08:45 – 09:05", "09.05-09.50", "9:50-10:35"], [1, 2]),
        (["08:00-08:45", "08:45-09:30", "09:30-10:15", "10:15-11:00"], [1, 3]),  # as long as a lesson: nobody has one
        (["08:00/13:00", "08:50/13:45", "09:45/14:45", "10:40/15:40"], [1, 3]),  # two shifts in a row of hours
    ],
)
def test_a_short_hour_without_lessons_among_clock_times_is_a_break(hours, numbers):
    told = read_timetable(
        fet(activities=TWO, times={1: ("Жума", hours[0], ""), 2: ("Жума", hours[2], "")}, hours=hours)
    )
    assert [p.number for p in told.placed] == numbers


def test_long_names_of_fet_7_tell_days_times_and_who_is_meant():
    times = {1: ("D2", "H1", ""), 2: ("D1", "H2", "")}
    content = fet(days=["D1", "D2"], hours=["H1", "R", "H2"], times=times, activities=TWO)
    for short, long in (("D1", "Бейшемби"), ("D2", "Жума"), ("H1", "08:00 - 08:45"), ("8-А", "8-А класс")):
        name = f"<Name>{short}</Name>".encode()
        content = content.replace(name, name + f"<Long_Name>{long}</Long_Name>".encode())
    teacher = "<Teacher><Name>Абд</Name><Long_Name>Абдыракманова Чолпонай</Long_Name></Teacher>"
    teachers = f"<Teachers_List>{teacher}</Teachers_List><Students_List>".encode()
    told = read_timetable(content.replace(b"<Students_List>", teachers))
    assert [(p.weekday, p.number, p.begins) for p in told.placed] == [(5, 1, "08:00"), (4, 2, "")]
    assert told.short == {"teacher": {"Абд": {"Абдыракманова Чолпонай"}}, "class": {"8-А": {"8-А класс"}}}


TWO = [(1, "Алгебра", ["Абд"], ["8-А"], 1), (2, "Физика", [], ["8-А"], 1)]


def test_rows_of_a_table_without_a_subject_or_a_day_are_told():
    told = read_timetable((HEAD + "1,Пн,1,8-А,Алгебра\n2,,,8-А,Физика\n,,,,\n3,Пн,2,8-А,\n").encode())
    assert [(fault.row, fault.code) for fault in told.faults] == [(3, "activity_no_time"), (5, "no_subject_in_file")]


def test_the_time_of_an_hour_is_found_in_its_name():
    told = read_timetable(fet(times={1: ("Жума", "8.00–8.45", "")}, hours=["8.00–8.45", "2 (1:10)"]))
    assert [(p.number, p.begins) for p in told.placed] == [(1, "08:00"), (2, "13:10")]


def test_an_hour_of_a_sign_that_is_no_number_is_a_name():
    told = read_timetable(f"{HEAD}1,Жума,1²,8-А,Алгебра\n".encode())
    assert [(p.weekday, p.number) for p in told.placed] == [(5, 1)]


def archive(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "."), content)
    return stream.getvalue()


def test_of_several_timetables_in_an_archive_the_fullest_is_read_and_named():
    few, many = ASC_2012.format(encoding="utf-8").encode(), ASC_OLD.encode()
    told = read_timetable(archive(old__xml=many, new__xml=few))
    assert (told.member, len(told.placed)) == ("new.xml", 5)
    weeks = archive(other__txt=UNTIS.encode() * 2, GPU001__TXT=UNTIS.encode())
    assert read_timetable(weeks).member == "GPU001.TXT"
    results = archive(in__fet=fet(times={}), out__fet=fet())
    assert read_timetable(results).member == "", "what FET was given holds no timetable"
