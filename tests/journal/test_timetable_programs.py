"""A file of FET, aSc or Untis comes in: names matched and remembered, a preview, a draft version."""

from datetime import date

import pytest

from journal.actions import publish_version, set_teacher_hours
from journal.formats.shape import Placed, Timetable
from journal.imports.programs.matches import Matches
from journal.imports.week import Week
from journal.models import NameMatch, TimetableVersion
from schoolmis.imports import actions
from schoolmis.imports.models import Upload
from schoolmis.people.models import Employee
from schoolmis.structure.actions import change_class
from schoolmis.structure.models import Bell
from tests.journal.programs import ASC_2012, UNTIS, fet
from tests.journal.test_timetable_import import HEAD, faults, own_files, slots, stage, states  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(deputy):
    return lambda content, **options: actions.stage(
        "t", content, kind="timetable", options={"starts_on": "2026-11-20"} | options, by=deputy
    )


def told(upload):
    return [(row.place, row.title, row.state, [fault.code for fault in row.faults]) for row in upload.staged_rows]


def test_asc_is_recognised_and_its_names_are_matched(send, world):
    upload = send(ASC_2012.format(encoding="windows-1251").encode("cp1251"))
    assert upload.kind == "timetable_file"
    assert told(upload) == [
        ("8-А", "1/1 Алгебра", "new", []),
        ("8-А", "1/2 Алгебра", "new", []),
        ("8-А", "2/3 Физика", "new", []),
        ("8-А", "2/3 Физика", "new", []),
        ("8-Б", "5/2 Алгебра", "refused", ["teacher_unmatched"]),
        ("", "", "unchanged", ["room_lost"]),
        ("", "", "unchanged", ["card_twice"]),
        ("", "", "refused", ["card_no_lesson"]),
        ("", "", "unchanged", ["lessons_unplaced"]),
    ]
    notes = [list(note) for note in upload.notes]
    assert ["names_open", {"n": 1}] in notes
    assert ["weeks_in_turn", {}] in notes


def test_the_page_of_names_proposes_by_the_load_remembers_and_goes_on(send, login, deputy, world):
    client, upload = login(deputy), send(ASC_2012.format(encoding="utf-8").encode())
    acts = client.get(f"/imports/{upload.pk}/").context["acts"]
    assert [act.url for act in acts if act.main] == [f"/journal/timetable/names/{upload.pk}/"], "names come first"
    page = client.get(f"/journal/timetable/names/{upload.pk}/")
    assert "Мырза М" in page.content.decode()
    one = next(one for one in page.context["form"].named if one.name == "Мырза М")
    assert one.is_open
    assert one.guess == str(Employee.objects.get(person__last_name="Кадыров").pk)
    data = {of.field: of.target or of.guess for of in page.context["form"].named}
    assert client.post(page.request["PATH_INFO"], data).status_code == 302
    assert list(NameMatch.objects.values_list("source", "kind", "target")) == [("asc", "teacher", one.guess)]
    again = Upload.objects.get(pk=upload.pk)
    assert told(again)[4] == ("8-Б", "5/2 Алгебра", "new", [])
    later = send(ASC_2012.format(encoding="utf-8").encode())
    assert told(later)[4] == ("8-Б", "5/2 Алгебра", "new", [])
    assert not any(note[0] == "names_open" for note in later.notes)


def test_a_name_may_be_left_out_and_only_ones_own_upload_is_seen(send, login, deputy, director, world):
    upload = send(fet(activities=[(1, "Дежурство", [], ["Этаж"], 1)]))
    assert faults(upload) == [["subject_unmatched", "class_unmatched"]]
    client = login(deputy)
    address = f"/journal/timetable/names/{upload.pk}/"
    assert client.post(address, {"subject-0": "nonsense"}).status_code == 422
    client.post(address, {"subject-0": "-", "class-0": "-"})
    assert faults(Upload.objects.get(pk=upload.pk)) == [["name_left", "name_left"]]
    assert login(director).get(address).status_code == 404


def test_untis_short_names_are_told_by_their_beginnings(send, world):
    upload = send(UNTIS.encode("cp1251"))
    assert [row[:3] for row in told(upload)[:2]] == [("8-А", "1/1 Алг", "refused"), ("8-А", "3/2 Алг", "refused")]
    assert {fault.code for row in upload.staged_rows for fault in row.faults} == {
        "teacher_unmatched",
        "card_no_day",
        "line_short",
    }


def test_a_lesson_before_the_first_is_told_with_its_number(send, world):
    upload = send(fet(times={1: ("Жума", "0", "")}, hours=range(6)))
    assert [row[1:] for row in told(upload)][:2] == [
        ("Алгебра", "refused", ["lesson_outside"]),
        ("5/1 Алгебра", "new", []),
    ]


def test_a_subject_with_a_latin_i_among_its_letters_is_the_same(world):
    matches = Matches(Timetable("asc"), Week(world.year, date(2026, 11, 20)))
    assert [matches.target("subject", name) for name in ("Фізика", "Фiзика")] == ["PHY", "PHY"]


def test_clashes_inside_the_file_are_refused_with_the_other_row(send, world):
    both = fet(
        activities=[
            (1, "Алгебра", ["Абдыракманова Чолпонай"], ["8-А"], 1),
            (2, "Физика", ["Токтосунова Айнура"], ["8-А"], 1),
        ],
        times={1: ("Жума", "1", ""), 2: ("Жума", "1", "")},
    )
    upload = send(both)
    assert [(row.state, [fault.code for fault in row.faults]) for row in upload.staged_rows] == [
        ("new", []),
        ("refused", ["class_busy"]),
    ]


def test_a_broken_file_is_refused_on_the_screen_with_a_sentence(login, deputy, world):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = login(deputy)
    answer = client.post(
        "/imports/new/?kind=timetable_file",
        {"file": SimpleUploadedFile("x.fet", fet()[:300]), "kind": "timetable_file", "starts_on": "2026-11-20"},
    )
    assert answer.status_code == 422
    assert "XML" in answer.content.decode()


def test_the_confirmed_file_is_a_draft_and_published_comes_in_again_unchanged(send, login, deputy, world):
    content = fet(
        activities=[
            (1, "Алгебра", ["Абдыракманова Чолпонай"], ["8-А"], 2),
            (2, "Математика", ["Кадыров Мирлан"], ["1-А"], 1),
        ],
        times={1: ("Дүйшөмбү", "1", "12"), 2: ("Жума", "2", "")},
    )
    done = actions.confirm(send(content), by=deputy)
    draft = TimetableVersion.objects.get()
    assert (draft.status, draft.source) == ("draft", "FET")
    assert f"/journal/timetable/versions/{draft.pk}/" in login(deputy).get(f"/imports/{done.pk}/").content.decode()
    assert slots(world) == []
    publish_version(draft, by=deputy)
    assert slots(world) == [("1-А", 5, 2, "MAT", ""), ("8-А", 1, 1, "ALG", "12"), ("8-А", 1, 2, "ALG", "12")]
    assert states(send(content)) == ["unchanged"] * 3


def test_lessons_of_a_second_shift_are_told_by_the_bells_else_counted(send, deputy, world):
    for number in (1, 2):
        Bell.objects.create(shift=2, number=number, starts_at=f"{13 + number}:00", ends_at=f"{13 + number}:45")
    change_class(world.first_class, shift=2, by=deputy)
    afternoon = [(1, "Математика", ["Кадыров Мирлан"], ["1-А"], 1)]
    counted = send(fet(activities=afternoon, times={1: ("Жума", "5", "")}))
    assert counted.staged_rows[0].title == "5/1 Математика"
    assert [note for note in counted.notes if note[0] == "second_shift"]
    told = fet(activities=afternoon, times={1: ("Жума", "15:00", "")}).replace(b"<Name>5</Name>", b"<Name>15:00</Name>")
    assert send(told).staged_rows[0].title == "5/2 Математика"


@pytest.mark.parametrize(
    ("name", "whom", "how"),
    [
        ("Токтосунова Айнура", "Токтосунова", "itself"),
        ("ТОКТОСУНОВА А.", "Токтосунова", "itself"),
        ("А. Токтосунова", "Токтосунова", "itself"),
        ("токтосунова", "Токтосунова", "itself"),
        ("Абдыракманова Ч?лпонай", "Абдыракманова", "itself"),
        ("Ч. Абдыракман?ва", "Абдыракманова", "itself"),
        ("Тoктocунoва", "Токтосунова", "itself"),
        ("Ток", "Токтосунова", "name"),
        ("ТокА", "Токтосунова", "name"),
        ("Токтосунова Айнур", "Токтосунова", "name"),
        ("Айн. Токтос.", "Токтосунова", "name"),
        ("Мырза М", "Кадыров", "load"),
    ],
)
def test_a_teacher_is_told_by_the_name_its_beginning_or_the_load(world, name, whom, how):
    told = Timetable("untis", [Placed("Алгебра", (name,), (("8-Б", ""),), (), 1, 1)])
    matches = Matches(told, Week(world.year, date(2026, 11, 20)))
    who = str(Employee.objects.get(person__last_name=whom).pk)
    assert matches.target("teacher", name) == (who if how == "itself" else None)
    if how != "itself":
        assert matches.guess("teacher", name) == (who, how == "load")


@pytest.mark.parametrize(
    ("names", "means"),
    [
        (["8-А", "8 А", "8а", "8A", '8 "А" класс', "VIII-А", "8/А", "08А"], ["8-А"] * 8),
        (["8A", "8B"], ["8-А", "8-Б"]),  # B by its order: the school has no 8-В
        (["8-А", "8Б", "8B"], ["8-А", "8-Б", None]),  # 8-Б is named already, so 8B is a class the school lacks
        (["8", "9-А", "IX", "5"], [None, None, None, None]),
        (["1"], ["1-А"]),
    ],
)
def test_a_class_is_told_by_every_writing_of_it(world, names, means):
    told = Timetable("asc", [Placed("Алгебра", (), ((name, ""),), (), 1, 1) for name in names])
    matches = Matches(told, Week(world.year, date(2026, 11, 20)))
    assert [matches.target("class", name) for name in names] == means


def test_a_subject_is_proposed_by_what_its_teacher_has_there(world):
    told = Timetable("asc", [Placed("Мат-анализ", ("Кадыров Мирлан",), (("8Б", ""),), (), 1, 1)])
    matches = Matches(told, Week(world.year, date(2026, 11, 20)))
    assert (matches.target("subject", "Мат-анализ"), matches.guess("subject", "Мат-анализ")) == (None, ("ALG", True))


def test_weeks_terms_and_afternoons_of_a_file_are_told_lesson_by_lesson(send, world):
    asc = ASC_2012.replace('weeks="11"', 'weeks="1111"').replace('weeks="10"', 'weeks="1010"')
    asc = asc.replace('weeks="01"', 'weeks="0001"').replace('terms="1" days="10000"', 'terms="10" days="10000"')
    upload = send(asc.format(encoding="utf-8").encode())
    assert [fault for row in told(upload)[:4] for fault in row[3]] == ["other_term", "other_term", "other_week"]
    assert ["week_chosen", {"n": 1, "all": 4}] in [list(note) for note in upload.notes]
    days = [f"{day} {half}" for day in ("Пн", "Вт", "Ср", "Чт", "Пт") for half in ("утро", "день")]
    both = fet(times={1: ("Ср день", "1", "")}, days=days, hours=range(1, 5))
    upload = send(both)
    assert [row[1] for row in told(upload)] == ["3/5 Алгебра", "3/6 Алгебра"]
    assert ["afternoon_counted", {"n": 5}] in [list(note) for note in upload.notes]


def test_a_lesson_at_an_hour_closed_for_its_teacher_is_warned_of_and_taken(send, stage, world, deputy):  # noqa: F811
    hours = [(1, 1, 1), (5, 0, 0)]
    set_teacher_hours(world.year, world.employee("teacher"), hours, version=0, by=deputy)
    upload = send(fet(times={1: ("Дүйшөмбү", "1", "")}))
    assert [(row[1], row[2], row[3]) for row in told(upload)][:2] == [
        ("1/1 Алгебра", "new", ["teacher_closed"]),
        ("1/2 Алгебра", "new", []),
    ]
    (said,) = [fault.reason for row in upload.staged_rows for fault in row.faults]
    assert "Абдыракманова Чолпонай" in said
    listed = stage(("Жума", [HEAD, ["8-А", "Жума", 2, "Алгебра", None, None, None]]))
    assert (states(listed)[0], faults(listed)[0]) == ("new", ["teacher_closed"])


def test_untis_says_that_it_tells_no_weeks_where_two_lessons_meet(send, world):
    lines = '1,"8-А","Абдыракманова Ч.","Алгебра","",1,1,,\n2,"8-А","Токтосунова А.","Физика","",1,1,,\n'
    upload = send(lines.encode("cp1251"))
    assert [(row[2], row[3]) for row in told(upload)][:2] == [("new", []), ("refused", ["class_busy"])]
    assert ["untis_weeks", {"n": 1}] in [list(note) for note in upload.notes]
    apart = send(lines.replace('"",1,1,,\n2', '"",1,2,,\n2').encode("cp1251"))
    assert not any(note[0] == "untis_weeks" for note in apart.notes)
