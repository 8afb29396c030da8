"""The pages and acts of the school's structure."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from schoolmis import clock
from schoolmis.access import Denied
from schoolmis.audit.models import Entry
from schoolmis.structure import actions, hooks
from schoolmis.structure.frame import current_letterhead, department
from schoolmis.structure.models import DayOff, Group, Premises, SchoolClass, SchoolProfile, Subject

pytestmark = pytest.mark.django_db
PAGES = ["", "calendar/", "classes/", "groups/", "subjects/", "bells/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_teacher_reads_the_pages_of_the_school(login, teacher, page):
    assert login(teacher).get(f"/school/{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_parent_does_not(login, mother, page):
    assert login(mother).get(f"/school/{page}").status_code == 403


def terms_of(year, **moved):
    sent = {"starts_on": year.starts_on, "ends_on": year.ends_on}
    for term in year.terms.all():
        sent |= {f"starts_on_{term.number}": term.starts_on, f"ends_on_{term.number}": term.ends_on}
    return sent | moved


def test_moving_a_term_first_shows_what_it_changes(login, deputy, world, monkeypatch):
    monkeypatch.setattr(hooks, "boundary_hooks", [lambda year, terms: ["12 сабак II чейрекке өтөт"]])
    client, sent = login(deputy), terms_of(world.year, ends_on_1="2026-10-30")
    page = client.post("/school/calendar/terms/", sent)
    assert "12 сабак II чейрекке өтөт" in page.content.decode()
    assert world.term(1).ends_on == date(2026, 11, 6)
    client.post("/school/calendar/terms/", sent | {"sure": "1"})
    assert world.term(1).ends_on == date(2026, 10, 30)
    assert Entry.objects.filter(act="structure.change_year", by=deputy).exists()


def test_terms_may_move_into_each_others_former_days(director, world):
    year = world.year
    terms = {term.number: (term.starts_on, term.ends_on) for term in year.terms.all()}
    terms |= {1: (date(2026, 9, 1), date(2026, 11, 20)), 2: (date(2026, 11, 21), date(2026, 12, 30))}
    actions.change_year(year, starts_on=year.starts_on, ends_on=year.ends_on, terms=terms, by=director)
    assert world.term(2).starts_on == date(2026, 11, 21)


def test_overlapping_terms_are_refused_with_everything_typed_kept(login, deputy, world):
    page = login(deputy).post("/school/calendar/terms/", terms_of(world.year, ends_on_1="2026-11-18"))
    assert page.status_code == 422
    assert "2026-11-18" in page.content.decode()


def test_only_the_director_confirms_the_calendar(login, deputy, director, world):
    year = world.year
    year.is_draft = True
    year.save()
    assert login(deputy).post("/school/calendar/confirm/").status_code == 403
    login(director).post("/school/calendar/confirm/")
    year.refresh_from_db()
    assert not year.is_draft


def test_a_day_off_is_added_and_taken_out_and_the_book_knows_both(login, deputy):
    client = login(deputy)
    sent = {"kind": "holiday", "name_ky": "Айт", "name_ru": "Айт", "starts_on": "2027-03-10", "ends_on": "2027-03-10"}
    assert client.post("/school/calendar/off/new/", sent).status_code == 302
    off = DayOff.objects.get(name_ky="Айт")
    client.post(f"/school/calendar/off/{off.pk}/annul/")
    assert not DayOff.objects.filter(name_ky="Айт").exists()
    acts = Entry.objects.filter(act__in=["structure.add_day_off", "structure.annul_day_off"])
    assert acts.count() == 2


def test_a_class_brings_its_group(deputy, world):
    actions.add_class(world.year, 9, "В", by=deputy)
    assert Group.objects.get(name="9-В").kind == Group.Kind.CLASS


def test_a_latin_letter_of_a_class_becomes_cyrillic(login, deputy, world):
    sent = {"grade": 9, "letter": "b", "language": "ky", "shift": 1, "programme": 11}
    login(deputy).post("/school/classes/new/", sent)
    login(deputy).post("/school/classes/new/", sent | {"letter": "A"})
    assert SchoolClass.objects.filter(grade=9, letter="А").exists()


def test_a_grade_that_the_school_has_not_is_refused(deputy, world):
    with pytest.raises(ValidationError):
        actions.add_class(world.year, 12, "А", by=deputy)


def test_a_joint_class_has_two_classes_and_a_subgroup_one(deputy, world):
    both = [world.class_a, world.class_b]
    assert actions.add_group("joint", "8-А + 8-Б", both, by=deputy).classes.count() == 2
    for kind, classes in (("joint", both[:1]), ("subgroup", both)):
        with pytest.raises(ValidationError):
            actions.add_group(kind, "башка", classes, by=deputy)


def test_a_subject_is_added_without_code(login, deputy):
    sent = {"code": "ROB", "name_ky": "Робототехника", "name_ru": "Робототехника", "order": 300, "has_marks": "on"}
    login(deputy).post("/school/subjects/new/", sent)
    assert Subject.objects.filter(code="ROB").exists()


def test_a_subject_code_is_taken_once(login, deputy):
    sent = {"code": "ALG", "name_ky": "Алгебра", "name_ru": "Алгебра", "order": 1}
    assert login(deputy).post("/school/subjects/new/", sent).status_code == 422


def test_the_secretary_does_not_move_the_calendar(secretary, world):
    with pytest.raises(Denied):
        actions.confirm_calendar(world.year, by=secretary)


def test_the_profile_books_what_changed(login, secretary):
    school = SchoolProfile.objects.get()
    sent = {name: getattr(school, name) for name in ("name_ky", "name_ru", "grade_from", "grade_to", "study_days")}
    login(secretary).post("/school/profile/", sent | {"correction_days": 5, "phone": "0312 62 10 10"})
    entry = Entry.objects.get(act="structure.change_profile")
    assert entry.data["now"]["phone"] == "0312 62 10 10"
    assert "name_ky" not in entry.data["now"]


@pytest.mark.parametrize(
    ("district", "lang", "name"),
    [
        ("Тоң району", "ky", "Тоң райондук билим берүү бөлүмү"),
        ("Ош шаары", "ky", "Ош шаардык билим берүү башкармалыгы"),
        ("Тонский район", "ru", "Тонский районный отдел образования"),
        ("г. Ош", "ru", "Управление образования г. Ош"),
        ("Чет өлкө", "ky", "Чет өлкө"),
    ],
)
def test_the_department_is_named_after_its_district(district, lang, name):
    assert department(district, lang) == name


def test_the_letterhead_names_the_director_of_the_day():
    assert current_letterhead("ky").head_name == "К. Бөрүбаев"
    assert current_letterhead("ru").school == "Ак-Терекская средняя школа"


def test_lessons_that_change_their_term_are_counted(world):
    terms = {term.number: (term.starts_on, term.ends_on) for term in world.year.terms.all()}
    assert hooks.moves(world.year, terms) == []
    moves = hooks.moves(world.year, terms | {1: (date(2026, 9, 1), date(2026, 11, 3))})
    assert len(moves) == 1
    assert "8" in moves[0]  # four sections on Wednesday 4 and Friday 6 November


def test_the_list_of_classes_counts_their_students(login, deputy):
    assert hooks.counts(list(SchoolClass.objects.values_list("pk", flat=True)))
    assert login(deputy).get("/school/classes/?sort=name").status_code == 200


def test_the_district_is_chosen_from_the_list_and_its_names_follow(login, secretary, teacher):
    """R1-1.2c: no free text where a list exists."""
    school = SchoolProfile.objects.get()
    sent = {name: getattr(school, name) for name in ("name_ky", "name_ru", "grade_from", "grade_to", "study_days")}
    client = login(secretary)
    assert client.post("/school/profile/", sent | {"correction_days": 3, "district": "Y-03"}).status_code == 302
    school.refresh_from_db()
    assert (school.region_ru, school.district_ky) == ("Иссык-Кульская область", "Тоң району")
    assert client.post("/school/profile/", sent | {"correction_days": 3, "district": "XX"}).status_code == 422


def test_buildings_and_equipment_are_kept_once_and_nobody_overwrites_another(login, secretary):
    client = login(secretary)
    assert client.post("/school/premises/", {"seats": 720, "heating": "coal", "version": 1}).status_code == 302
    assert Premises.objects.get().version == 2
    assert client.post("/school/premises/", {"seats": 1, "version": 1}).status_code == 422
    assert client.post("/school/premises/", {"built_in": 19, "version": 2}).status_code == 422
    assert Premises.objects.get().seats == 720
    assert "720" in client.get("/school/").content.decode()
    assert Entry.objects.filter(act="structure.change_premises").count() == 1


@pytest.mark.parametrize("day", ["2026-08-20", "2026-11-20", "2027-07-10"])
def test_in_summer_and_before_the_first_year_the_classes_are_those_of_the_near_year(
    world, login, secretary, monkeypatch, day
):
    """A summer belongs to the year before it: the office works on when lessons are over."""
    monkeypatch.setenv("SCHOOLMIS_TODAY", day)
    assert world.class_a in SchoolClass.objects.of_day(clock.today())
    if day > "2026-09":
        client = login(secretary)
        assert "8-А" in client.get("/students/classes/").content.decode()
        assert f'value="{world.class_a.pk}"' in client.get("/students/").content.decode()


def test_the_way_to_the_homeroom_teachers_is_shut_to_who_may_not_draft_the_order(login, deputy, secretary):
    for reader, shut in ((deputy, True), (secretary, False)):
        page = login(reader).get("/school/classes/").content.decode()
        assert ('href="/orders/homerooms/"' not in page) == shut


def test_a_bell_that_rings_within_the_lesson_before_is_marked(login, director):
    first = {"shift": 1, "number": 1, "starts_at": "08:00", "ends_at": "08:35", "grade_from": 1, "grade_to": 1}
    client = login(director)
    assert client.post("/school/bells/new/", first).status_code == 302
    client.post("/school/bells/new/", first | {"number": 2, "starts_at": "08:40", "ends_at": "09:15"})
    assert "бүтө электе" not in client.get("/school/bells/").content.decode()
    client.post("/school/bells/new/", first | {"number": 3, "starts_at": "09:10", "ends_at": "09:45"})
    assert client.get("/school/bells/").content.decode().count("2-сабак бүтө электе башталат") == 1
