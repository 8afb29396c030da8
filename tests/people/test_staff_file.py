"""The staff file: papers entered and annulled, the category in force, experience counted on, lists that narrow."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from schoolmis.access import Denied
from schoolmis.people import actions
from schoolmis.people.models import Attestation, Diploma, Employee, StaffPaper, Training
from schoolmis.people.staff_rules import category_of, education_of, runs_out, years_at
from tests.scans import PDF

DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@pytest.fixture
def one(director, db):
    consent = {"on": date(2026, 9, 1), "paper": "К-9"}
    work = {"position": "teacher", "experience": 10, "experience_teaching": 8, "experience_on": date(2025, 9, 1)}
    return actions.add_employee(person={"last_name": "Өскөнбаева"}, work=work, consent=consent, by=director)


def attest(one, by, category="first", on=date(2024, 5, 1), until=date(2029, 5, 1)):
    values = {"category": category, "given_on": on, "document": "№ 5", "valid_until": until}
    return actions.add_row(Attestation, one, by=by, **values)


@given(st.integers(0, 50), DAYS, DAYS, st.none() | DAYS)
def test_experience_never_falls_below_its_figure_and_stops_with_the_work(figure, as_of, day, left):
    years = years_at(figure, as_of, day, left)
    assert figure <= years <= figure + max(0, day.year - as_of.year)
    assert left is None or years == years_at(figure, as_of, max(day, left), left) or day < left


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("жогорку", "higher"),
        ("Высшее", "higher"),
        ("орто атайын", "special"),
        ("среднее спец.", "special"),
        ("ооба", ""),
    ],
)
def test_education_is_read_in_both_languages(words, code):
    assert education_of(words) == code


def test_a_category_is_read_by_word_and_by_number():
    assert [category_of(word) for word in ("жогорку", "1", "вторая", "жок")] == ["highest", "first", "second", ""]


def test_a_term_runs_out_the_day_after_its_last_one():
    today = date(2026, 11, 20)
    assert [runs_out(day, today) for day in (date(2026, 11, 19), today, date(2027, 6, 1), None)] == [
        "over",
        "soon",
        "",
        "",
    ]


def test_years_are_counted_on_from_the_day_of_the_figure(one):
    assert (one.years_now, one.years_teaching_now) == (11, 9)


def test_experience_in_the_speciality_is_a_part_of_the_whole(director):
    work = {"position": "teacher", "experience": 3, "experience_teaching": 5}
    with pytest.raises(ValidationError) as refusal:
        actions.add_employee(person={"last_name": "Асанова"}, work=work, by=director)
    assert refusal.value.code == "experience_teaching"


def test_the_latest_attestation_is_the_category_in_force(one, secretary):
    attest(one, secretary, "first")
    later = attest(one, secretary, "highest", on=date(2026, 5, 1), until=date(2031, 5, 1))
    one.refresh_from_db()
    assert (one.category, one.category_until) == ("highest", date(2031, 5, 1))
    actions.annul_row(later, by=secretary)
    one.refresh_from_db()
    assert (one.category, one.category_until) == ("first", date(2029, 5, 1))


def test_a_category_is_not_given_in_the_future_nor_ended_before_it_begins(one, secretary):
    with pytest.raises(ValidationError):
        attest(one, secretary, on=date(2027, 1, 1), until=None)
    with pytest.raises(ValidationError):
        attest(one, secretary, until=date(2024, 5, 1))


def test_documents_need_a_consent_and_their_scans_the_right(
    world, director, secretary, administrator, one, login, settings, tmp_path
):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }
    with pytest.raises(ValidationError) as refusal:
        actions.add_row(StaffPaper, world.employee("teacher"), kind="medical", by=secretary)
    assert refusal.value.code == "consent"
    scan = SimpleUploadedFile("книжка.pdf", PDF, "application/pdf")
    row = actions.add_row(StaffPaper, one, kind="medical", valid_until=date(2026, 12, 1), scan=scan, by=secretary)
    assert login(secretary).get(f"/files/{row.scan_id}/").status_code == 200
    assert "книжка" not in login(administrator).get(f"/staff/{one.pk}/file/").content.decode()
    assert login(administrator).get(f"/files/{row.scan_id}/").status_code == 404


def test_a_teacher_keeps_no_papers(one, teacher):
    with pytest.raises(Denied):
        actions.add_row(Diploma, one, by=teacher, level="higher", institution="КУУ", finished=2010)


def test_a_paper_is_entered_shown_and_changed_on_its_pages(one, login, secretary):
    client, base = login(secretary), f"/staff/{one.pk}/file/training/"
    sent = {"title": "CLIL", "place": "РМИПК", "hours": "72", "starts_on": "2026-03-01", "ends_on": "2026-03-12"}
    assert client.post(f"{base}new/", sent).status_code == 302
    row = Training.objects.get()
    assert "CLIL" in client.get(f"/staff/{one.pk}/file/").content.decode()
    wrong = client.post(f"{base}{row.pk}/", sent | {"version": "1", "ends_on": "2026-02-01"})
    assert wrong.status_code == 422
    assert client.post(f"{base}{row.pk}/", sent | {"version": "1", "hours": "36"}).status_code == 302
    late = client.post(f"{base}{row.pk}/", sent | {"version": "1", "hours": "90"})
    page = late.content.decode()
    assert late.status_code == 422
    assert "<td>36</td><td>90</td>" in page
    assert client.post(f"{base}{row.pk}/annul/").status_code == 302
    assert "CLIL" not in client.get(f"/staff/{one.pk}/file/").content.decode()


def test_the_card_shows_both_values_to_the_loser(one, login, secretary):
    sent = {"last_name": "Өскөнбаева", "first_name": "Үмүт", "position": "teacher", "languages": "кыргызча"}
    client = login(secretary)
    assert client.post(f"/staff/{one.pk}/edit/", sent | {"version": "1"}).status_code == 302
    late = client.post(f"/staff/{one.pk}/edit/", sent | {"version": "1", "languages": "орусча"})
    assert late.status_code == 422
    assert "<td>кыргызча</td><td>орусча</td>" in late.content.decode()
    assert client.post(f"/staff/{one.pk}/edit/", sent | {"version": "2", "languages": "орусча"}).status_code == 302


def test_the_list_narrows_by_what_runs_out_and_how_one_is_employed(one, login, director, secretary):
    attest(one, secretary, until=date(2026, 12, 31))
    Employee.objects.filter(pk=one.pk).update(employment="outside", subjects_text="Химия, Биология")
    client = login(director)
    for asked in ("expiring=any", "expiring=category", "employment=outside", "subject=Химия", "category=first"):
        page = client.get(f"/staff/?{asked}").content.decode()
        assert "Өскөнбаева" in page
        assert "Осмоналиев" not in page, asked
    assert "Өскөнбаева" not in client.get("/staff/?expiring=paper").content.decode()


def test_the_card_and_the_file_stay_within_their_statements(
    one, login, director, secretary, django_assert_max_num_queries
):
    client = login(director)
    attest(one, secretary)
    client.get(f"/staff/{one.pk}/")
    with django_assert_max_num_queries(14):
        client.get(f"/staff/{one.pk}/")
    with django_assert_max_num_queries(14):
        client.get(f"/staff/{one.pk}/file/")
