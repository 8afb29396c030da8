"""Files of FET, aSc and Untis are read into one shape, or say what is wrong with them."""

import io
import zipfile

import pytest

from journal.formats import is_timetable_file, read_timetable
from journal.formats.asc_tables import cycle
from journal.formats.days import weekdays
from schoolmis.imports.reading import Unreadable
from schoolmis.imports.reading.archive import look_inside
from tests.journal.programs import ASC_2012, ASC_OLD, DAYS, UNTIS, fet


def brief(told):
    return [(p.subject, p.classes, p.groups, p.rooms, p.weekday, p.number) for p in told.placed]


def codes(told):
    return [fault.code for fault in told.faults]


@pytest.mark.parametrize(("said", "written"), [("UTF-8", "utf-8"), ("windows-1251", "cp1251"), ("utf-8", "cp1251")])
def test_asc_of_2012_with_masks_double_lessons_and_weeks_in_any_encoding(said, written):
    told = read_timetable(ASC_2012.format(encoding=said).encode(written))
    assert told.source == "asc"
    assert brief(told) == [
        ("Алгебра", ("8A",), (), ("12",), 1, 1),
        ("Алгебра", ("8A",), (), ("12",), 1, 2),
        ("Физика", ("8A",), (), (), 2, 3),
        ("Физика", ("8A",), (), (), 2, 3),
        ("Алгебра", ('8 "Б"',), (), (), 5, 2),
    ]
    assert [p.weeks for p in told.placed] == [None, None, {1}, {2}, None]
    assert told.weeks == 2
    assert told.short["teacher"]["Токтосунова А."] == {"Ток"}
    assert codes(told) == ["room_lost", "card_twice", "card_no_lesson", "lessons_unplaced"]
    assert [fault.row for fault in told.faults[:3]] == [50, 51, 52]
    assert all(fault.reason for fault in told.faults)


def test_the_older_asc_counts_days_from_nought_and_keeps_groups():
    told = read_timetable(ASC_OLD.encode())
    assert brief(told) == [
        ("Алгебра", ("8-А",), (), ("12",), 1, 1),
        ("Алгебра", ("8-А",), (), ("12",), 3, 2),
        ("Алгебра", ("8-А",), ("1 группа",), (), 2, 9),
    ]
    assert codes(told) == ["lessons_unplaced"]
    from_one = ASC_OLD.replace("groupstype1", "daynumbering1")
    for day in (2, 1, 0):
        from_one = from_one.replace(f'day="{day}"', f'day="{day + 1}"')
    assert [p.weekday for p in read_timetable(from_one.encode()).placed] == [1, 3, 2]


def test_a_fet_file_places_its_activities_where_they_are_locked():
    told = read_timetable(
        fet(
            activities=[
                (1, "Алгебра", ["Абд"], ["8-А"], 2),
                (2, "Физика", ["Ток", "Кад"], ["8-А 1"], 1),
                (3, "Дене тарбия", [], ["8"], 1),
                (4, "Физика", ["Ток"], ["8-Б"], 1),
            ],
            times={1: ("Дүйшөмбү", "1", "12"), 2: ("Жума", "6", ""), 3: ("Шейшемби", "2", "")},
        )
    )
    assert brief(told) == [
        ("Алгебра", ("8-А",), (), ("12",), 1, 1),
        ("Алгебра", ("8-А",), (), ("12",), 1, 2),
        ("Физика", ("8-А",), ("1",), (), 5, 6),
        ("Дене тарбия", ("8-А", "8-Б"), (), (), 2, 2),
    ]
    assert told.placed[2].teachers == ("Ток", "Кад")
    assert codes(told) == ["activity_no_time"]


def test_results_of_fet_are_read_from_the_folder_and_by_themselves():
    times = (
        "\ufeff<?xml version='1.0' encoding='UTF-8'?><Activities_Timetable><Activity><Id>1</Id><Day>Жума</Day>"
        "<Hour>3</Hour><Room>7</Room></Activity></Activities_Timetable>"
    ).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("x/x.fet", fet(times={}))
        archive.writestr("x/x_activities.xml", times)
        archive.writestr("x/x_index.html", "<html>")
    folder = read_timetable(stream.getvalue())
    assert brief(folder) == [("Алгебра", ("8-А",), (), ("7",), 5, 3), ("Алгебра", ("8-А",), (), ("7",), 5, 4)]
    people = (
        "<?xml version='1.0'?><Students_Timetable>"
        "<Subgroup name='8-А 1'><Day name='Дүйшөмбү'><Hour name='08:00'><Activity id='5'/><Teacher name='Абд'/>"
        "<Subject name='Алгебра'/><Room name='12'/></Hour><Hour name='09:00'></Hour></Day></Subgroup>"
        "<Subgroup name='8-Б'><Day name='Дүйшөмбү'><Hour name='08:00'><Activity id='5'/><Teacher name='Абд'/>"
        "<Subject name='Алгебра'/><Room name='12'/></Hour></Day></Subgroup></Students_Timetable>"
    )
    assert brief(read_timetable(people.encode())) == [("Алгебра", ("8-А", "8-Б"), ("1",), ("12",), 1, 1)]
    table = (
        '\ufeff"Activity Id","Day","Hour","Students Sets","Subject","Teachers","Activity Tags","Room","Comments"\n'
        '"1","Жума","09:00","8-А+8-Б","Алгебра","Абд+Ток","","12",""\n'
        '"1","Жума","08:00","8-А+8-Б","Алгебра","Абд+Ток","","12",""\n'
    )
    assert brief(read_timetable(table.encode())) == [
        ("Алгебра", ("8-А", "8-Б"), (), ("12",), 5, 2),
        ("Алгебра", ("8-А", "8-Б"), (), ("12",), 5, 1),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_untis_in_any_separator_and_encoding(encoding, separator):
    content = UNTIS.replace(",", separator).encode(encoding)
    assert is_timetable_file(content)
    told = read_timetable(content)
    assert brief(told) == [
        ("Алг", ("8A",), (), ("12",), 1, 1),
        ("Алг", ("8A",), (), ("12",), 3, 2),
        ("Физ", ("8A", "8Б"), (), (), 2, 1),
    ]
    assert [(fault.row, fault.code) for fault in told.faults] == [(5, "card_no_day"), (6, "line_short")]


def test_western_letters_of_untis_stay_western():
    told = read_timetable('1,"5a","Müller","Französisch","Küche",1,2,,\r\n'.encode("cp1252"))
    assert told.placed[0].teachers == ("Müller",)


HEAD = "Activity Id,Day,Hour,Students Sets,Subject\n"
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><fet>&y;</fet>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"  \r\n", "empty"),
        (fet()[:400], "xml_broken"),
        (BOMB, "xml_unsafe"),
        (b'<!DOCTYPE fet SYSTEM "file:///etc/passwd"><fet></fet>', "xml_unsafe"),
        (b'<?xml version="1.0" encoding="klingon"?><fet>\xff</fet>', "xml_encoding"),
        (b'<?xml version="1.0" encoding="utf\x00-8"?><fet>\xff</fet>', "xml_encoding"),
        (b'<?xml version="1.0"?><body></body>', "xml_root"),
        (b'<?xml version="1.0"?><html></html>', "html_page"),
        (b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><html lang="ky">', "html_page"),
        (b'"Students Sets","Subject","Teachers","Activity Tags","Total Duration","Split Duration"', "fet_other"),
        (b'<?xml version="1.0"?><fet version="6"></fet>', "fet_empty"),
        (fet(hours=[]), "fet_days"),
        (fet(activities=[]), "fet_empty"),
        (fet(times={}), "fet_no_times"),
        (fet(mode="Block_Planning"), "fet_blocks"),
        (fet(mode="Terms"), "week_long"),
        (fet(mode="Mornings_Afternoons"), "week_long"),
        (fet(days=[f"Day {n}" for n in range(1, 11)]), "week_long"),
        (fet(hours=range(1, 50)), "day_long"),
        (b"<Activities_Timetable></Activities_Timetable>", "fet_only_times"),
        (b"<timetable></timetable>", "asc_no_cards"),
        (b'<timetable><cards><card lessonid="1" day="0" period="1"/></cards></timetable>', "asc_no_lessons"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"Dear school, here is our timetable.", "no_timetable_file"),
        (b'1,2,,,"8A","Abd","Mat","12",,,,,\n2,2,,,"8A","Abd","Mat","12",,,,,\n', "untis_other"),
        (b"<?xml version='1.0'?><document xmlns='https://untis.at/untis/XmlInterface'/>", "untis_xml"),
        (b"<?xml version='1.0'?><timetable>" + b"<a>" * 99 + b"</a>" * 99 + b"</timetable>", "xml_large"),
        (b"<?xml version='1.0'?><timetable>" + b" " * 21_000_000, "xml_large"),
        (f"{HEAD}1,Бир,1,8-А,Алгебра\n2,Эки,1,8-А,Физика".encode(), "csv_order"),
        (f"{HEAD}1,16/02/2026,1,8-А,Алгебра\n".encode(), "csv_order"),
        (f"{HEAD}1,Т1,Пн-1,8-А,Алгебра\n2,Т2,Ср-1,8-А,Физика".encode(), "fet_blocks"),
    ],
)
def test_a_bad_file_says_what_is_wrong(content, code):
    with pytest.raises(Unreadable) as wrong:
        read_timetable(content)
    assert wrong.value.code == code
    assert len(str(wrong.value)) > 20


def test_an_old_fet_file_with_an_empty_document_type_is_read():
    assert len(read_timetable(fet(head="<!DOCTYPE FET>")).placed) == 2


def test_days_are_told_by_their_names_in_many_languages():
    assert weekdays(DAYS) == [1, 2, 3, 4, 5]
    assert weekdays(["Понеділок", "Вівторок", "Середа", "Четвер", "П'ятниця"]) == [1, 2, 3, 4, 5]
    assert weekdays(["Sunday", "Monday", "Tuesday"]) == [7, 1, 2]
    assert weekdays(["A", "B", "C"]) == [1, 2, 3]


@pytest.mark.parametrize(
    ("honest", "sent"),
    [
        ('periodspercard="2"', 'periodspercard="3000000"'),
        ('periodspercard="2"', 'periodspercard="²"'),
        ('periodsperweek="3.0"', 'periodsperweek="inf"'),
        ('periodsperweek="3.0"', 'periodsperweek="nan"'),
        ('period="3" weeks="10"', 'period="²" weeks="10"'),
        ('period="3" weeks="10"', f'period="{"9" * 5000}" weeks="10"'),
        ('days="01000"/>', 'days="²"/>'),
        ('days="01000"/>', 'days=""/>'),
        ('days="01000"/>', 'days=","/>'),
    ],
)
def test_numbers_that_no_timetable_has_fill_no_memory_and_break_nothing(honest, sent):
    assert honest in ASC_2012
    told = read_timetable(ASC_2012.replace(honest, sent).format(encoding="utf-8").encode())
    assert len(told.placed) < 20


@pytest.mark.parametrize(("member", "read"), [("a.xml", read_timetable), ("xl/workbook.xml", look_inside)])
def test_a_zip_whose_stream_is_broken_is_told_as_damaged(member, read):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, "<fet>" + "алгебра " * 500)
    broken = bytearray(buffer.getvalue())
    start = 30 + len(member)
    broken[start : start + 20] = b"\xff" * 20
    with pytest.raises(Unreadable) as refused:
        read(bytes(broken))
    assert refused.value.code == "damaged"


def test_a_mask_of_more_weeks_than_a_year_has_says_nothing():
    assert cycle("01") == {2} and cycle("0" * 59 + "1") == {60}
    assert cycle("0" * 5000 + "1") is None


def test_what_a_file_names_and_does_not_have_is_told_and_seminars_have_their_students_classes():
    content = ASC_2012.replace('<lesson id="L1" classids="C1"', '<lesson id="L1" classids="C1,C9"')
    content = content.replace('groupids="G2"', 'groupids="" studentids="P1,P2" seminargroup="3"').replace(
        'id="L4" classids="C2"', 'id="L4" classids=""'
    )
    people = '<students><student id="P1" classid="C1"/><student id="P2" classid="C2"/></students>'
    told = read_timetable(content.replace("<lessons", people + "<lessons").format(encoding="utf-8").encode())
    assert told.placed[-1].sets == (("8A", "3"), ('8 "Б"', "3"))
    assert [fault.values for fault in told.faults if fault.code == "class_lost"] == [{"value": "C9"}]
    lost = read_timetable(ASC_2012.replace('groupids="G2"', 'groupids="G9"').format(encoding="utf-8").encode())
    assert "group_lost" in codes(lost)


def unplaced(lesson: str, *cards: str) -> list[tuple[str, int | None]]:
    """What is told of one lesson with these attributes, its cards in the weeks of `cards`."""
    text = ASC_2012.format(encoding="UTF-8")
    begins, ends = text.index('  <lesson id="L2"'), text.index('  <lesson id="L3"')
    made = f'<lesson id="L2" classids="C1" subjectid="S2" periodspercard="1" teacherids="A2" groupids="G1" {lesson}/>\n'
    text = text[:begins] + made + text[ends:]
    card = '  <card lessonid="L2" classroomids="" period="3" weeks="10" terms="1" days="01000"/>\n'
    placed = [card.replace('"10"', f'"{weeks}"').replace('"3"', f'"{n}"') for n, weeks in enumerate(cards, 3)]
    told = read_timetable(text.replace(card, "".join(placed)).encode())
    return [(one.code, one.values.get("n")) for one in told.faults if one.values.get("name") == "8A Физика"]


def test_a_fortnightly_card_of_asc_that_is_not_placed_is_told():
    assert unplaced('periodsperweek="0.5" weeksdefid="W1"', "10") == []
    assert unplaced('periodsperweek="0.5" weeksdefid="W1"') == [("turn_unplaced", None)]
    assert unplaced('periodsperweek="1,5" weeksdefid="W0"', "11", "10") == []
    assert unplaced('periodsperweek="1.5" weeksdefid="W0"', "11") == [("turn_unplaced", None)]
    assert unplaced('periodsperweek="1.5" weeksdefid="W0"', "10", "01") == [("turn_unplaced", None)], "two of three"
    assert unplaced('periodsperweek="1.0" weeksdefid="W0"', "10") == [("turn_unplaced", None)]
    assert unplaced('periodsperweek="2.5" weeksdefid="W0"') == [("lessons_unplaced", 2), ("turn_unplaced", None)]
    assert unplaced('periodsperweek="1.0" weeksdefid="W1"', "10") == [], "one in each week that it is held in"
    for odd in ("1e999999", "nan", "-2", "x", "0.0"):
        assert unplaced(f'periodsperweek="{odd}" weeksdefid="W0"') == []
