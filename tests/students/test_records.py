"""Papers, photograph, names, addresses, guardians and restricted data of a student (R1-1.2, R1-6)."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from schoolmis.access import Denied
from schoolmis.audit.book import acting
from schoolmis.audit.models import Entry, History
from schoolmis.people.models import Consent, Purpose
from students import actions
from students.models import Guardianship, SocialCategory, StudentDocument
from students.rules import records
from tests.papers.reading import pages
from tests.scans import PDF

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
BIRTH = {"kind": "birth", "series": "KGZ", "number": "0123456", "issued_by": "ЗАГС", "issued_on": date(2012, 6, 1)}
TIE = {"basis": "", "lives_with": True, "told": "all", "is_main": True, "call_order": 1}
NOTE = {"group": "2", "sport": "special", "allergies": "жаңгак", "diet": "", "notes": "астма", "document": "ДКК № 4"}


def scan(name="a.pdf", data=PDF):
    return SimpleUploadedFile(name, data)


def picture():
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 50), "red").save(out, "PNG")
    return SimpleUploadedFile("me.png", out.getvalue())


def code_of(refused):
    error = refused.value
    return next(iter(error.error_dict.values()))[0].code if hasattr(error, "error_dict") else error.code


def block(client, student, code):
    return client.get(f"/students/{student.pk}/blocks/{code}/", headers={"HX-Request": "true"}).content.decode()


def test_a_paper_is_kept_checked_replaced_and_never_removed(world, secretary):
    first = actions.add_document(world.student, by=secretary, scan=scan(), checked=True, **BIRTH)
    assert (first.checked_by, first.scan.kind) == (secretary, "pdf")
    newer = actions.add_document(world.student, by=secretary, replaces=first, **(BIRTH | {"number": "0999999"}))
    assert list(StudentDocument.objects.in_force()) == [newer]
    with pytest.raises(ValidationError) as refused:
        actions.add_document(world.student, by=secretary, replaces=first, **BIRTH)
    assert code_of(refused) == "replaced"
    actions.annul_document(newer, why="башка баланыкы", by=secretary)
    assert StudentDocument.objects.count() == 2 and not StudentDocument.objects.in_force().exists()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from students_studentdocument")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": ""}, "number"),
        ({"issued_on": TODAY + timedelta(1)}, "future"),
        ({"valid_until": date(2012, 6, 1)}, "until"),
    ],
)
def test_a_paper_has_a_number_and_days_in_order_R1_1_2b(world, secretary, change, code):
    with pytest.raises(ValidationError) as refused:
        actions.add_document(world.student, by=secretary, **(BIRTH | change))
    assert code_of(refused) == code


def test_without_a_consent_no_paper_is_kept_R1_6_2(world, secretary):
    with pytest.raises(ValidationError, match="R1-6.2"):
        actions.add_document(world.child("Данияр"), by=secretary, **BIRTH)


def test_who_saves_a_paper_later_is_shown_both(world, secretary, login):
    document = actions.add_document(world.student, by=secretary, **BIRTH)
    actions.change_document(document, version=1, by=secretary, **(BIRTH | {"number": "777"}))
    url = reverse("students:document_edit", args=[world.student.pk, document.pk])
    data = {name: value or "" for name, value in BIRTH.items()} | {"number": "888", "version": 1}
    page = login(secretary).post(url, data)
    assert page.status_code == 422 and "777" in page.content.decode() and 'value="888"' in page.content.decode()


def test_a_medical_scan_opens_to_few(world, login, secretary, deputy, homeroom, teacher):
    paper = actions.add_document(world.student, by=secretary, scan=scan(), kind="medical")
    birth = actions.add_document(world.student, by=secretary, scan=scan(), **BIRTH)
    for user, medical, other in [(deputy, 200, 200), (homeroom, 200, 200), (secretary, 404, 200), (teacher, 404, 404)]:
        client = login(user)
        assert client.get(f"/files/{paper.scan_id}/").status_code == medical, user
        assert client.get(f"/files/{birth.scan_id}/").status_code == other, user
    assert "063" in block(login(secretary), world.student, "students.documents"), "that it was brought is seen"


def test_what_runs_out_is_listed_first_to_end_first(world, login, secretary, director):
    for days, number in [(30, "СООНУН"), (-3, "ӨТТҮ"), (400, "АЛЫС")]:
        until = TODAY + timedelta(days)
        actions.add_document(world.student, by=secretary, **(BIRTH | {"number": number, "valid_until": until}))
    page = login(director).get("/students/documents/").content.decode()
    assert page.index("ӨТТҮ") < page.index("СООНУН") and "АЛЫС" not in page
    assert login(director).get("/students/documents/", {"export": "xlsx"}).status_code == 200


def test_a_photograph_is_hidden_the_moment_its_consent_is_withdrawn(world, login, secretary, mother):
    with pytest.raises(ValidationError) as refused:
        actions.set_photo(world.student, picture(), by=secretary)
    assert code_of(refused) == "consent"
    consent = actions.register_consent(world.student, on=TODAY, purpose=Purpose.PHOTO, by=secretary)
    photo = actions.set_photo(world.student, picture(), by=secretary)
    assert photo.file.kind == "jpeg", "a picture is drawn anew"
    url = f"/files/{photo.file_id}/"
    assert login(mother).get(url).status_code == 200
    actions.take_back_consent(world.student, consent, on=TODAY, by=secretary)
    assert login(mother).get(url).status_code == login(secretary).get(url).status_code == 404
    assert url not in block(login(secretary), world.student, "students.photo")


def test_a_changed_name_keeps_the_file_number_and_is_found_by_the_former(world, login, secretary):
    child, client = world.student, login(secretary)
    actions.give_file_numbers([child], by=secretary)
    number = child.__class__.objects.get(pk=child.pk).file_number
    data = {"last_name": "Жумабаева", "first_name": "Сезим", "patronymic": "Азаматовна", "on": "2026-11-10"}
    data |= {"document": "Күбөлүк KGZ № 55", "document_on": "2026-11-09", "version": child.person.version}
    assert client.post(f"/students/{child.pk}/name/", data).status_code == 302
    child.refresh_from_db()
    assert (child.file_number, str(child.person)) == (number, "Жумабаева Сезим Азаматовна")
    found = client.get("/students/", {"q": "алымкулова сезим"}).content.decode()
    assert "Жумабаева Сезим" in found and "Алымкулова Сезим Азаматовна" in found, "the list says why it was found"
    assert "Алымкулова Сезим" in client.get("/search/", {"q": "алымкулова сез"}).content.decode()
    assert "Күбөлүк KGZ № 55" in block(client, child, "students.identity")


def test_a_name_changes_by_a_document_and_not_before_it(world, secretary):
    fresh = {"last_name": "Жумабаева", "first_name": "Сезим", "patronymic": "", "by": secretary, "version": 1}
    for on, paper, code in [
        (date(2026, 1, 1), "№ 5", "before"),
        (TODAY, " ", "document"),
        (date(2027, 1, 1), "№ 5", "future"),
    ]:
        with pytest.raises(ValidationError) as refused:
            actions.change_name(world.student, on=on, document=paper, document_on=date(2026, 11, 9), **fresh)
        assert code_of(refused) == code


def test_who_is_no_parent_answers_by_a_document_and_one_is_the_main_contact(world, secretary):
    child, aunt = world.student, {"last_name": "Садырова", "first_name": "Роза", "phone": "0700 11 22 33"}
    with pytest.raises(ValidationError) as refused:
        actions.add_guardian(child, aunt, relation="guardian", tie=TIE, by=secretary)
    assert code_of(refused) == "basis"
    actions.add_guardian(child, aunt, relation="guardian", tie=TIE | {"basis": "Чечим № 7"}, by=secretary)
    mother = child.guardianships.get(relation="mother")
    actions.change_guardian(
        mother, version=mother.guardian.version, relation="mother", tie=TIE, tie_version=1, by=secretary
    )
    assert [one.relation for one in child.guardianships.filter(is_main=True)] == ["mother"]
    with pytest.raises(IntegrityError), transaction.atomic(), acting(secretary):
        Guardianship.objects.filter(student=child).update(is_main=True)


def test_who_changes_a_link_later_is_shown_both(world, login, secretary):
    link = world.student.guardianships.get()
    person = link.guardian
    actions.change_guardian(link, version=person.version, relation="mother", tie=TIE, tie_version=1, by=secretary)
    data = {"last_name": person.last_name, "first_name": person.first_name, "phone": person.phone, "told": "study"}
    data |= {"relation": "mother", "version": person.version, "tie_version": 1}
    url = reverse("students:guardian_edit", args=[world.student.pk, link.pk])
    page = login(secretary).post(url, data)
    assert page.status_code == 422 and 'name="tie_version" value="2"' in page.content.decode()
    link.refresh_from_db()
    assert link.told == "all", "nothing is overwritten"


def test_who_may_be_told_nothing_has_no_access(world, login, secretary, mother):
    link = world.student.guardianships.get()
    tie = TIE | {"told": "nothing", "is_main": False}
    actions.change_guardian(
        link, version=link.guardian.version, relation="mother", tie=tie, tie_version=link.version, by=secretary
    )
    client = login(mother)
    assert client.get(f"/students/{world.student.pk}/").status_code == 404
    assert client.get(f"/students/{world.child('Эржан').pk}/").status_code == 200, "of the other child all is told"


def test_siblings_are_recognised_by_who_answers_for_them(world, login, secretary, mother, other_mother):
    for user in (secretary, mother):
        assert "Эржан" in block(login(user), world.student, "students.siblings")
    assert "Сезим" not in block(login(other_mother), world.child("Бегимай"), "students.siblings")


def test_restricted_data_are_kept_by_few_and_each_look_is_booked(
    world, login, director, deputy, homeroom, secretary, mother
):
    child = world.student
    with pytest.raises(Denied):
        actions.add_category(child, category="orphan", document="№ 1", on=TODAY, by=secretary)
    actions.add_category(child, category="large", document="Маалымкат № 12", on=TODAY, by=deputy)
    actions.note_health(child, seen=0, by=deputy, **NOTE)
    for user, sees, in_full in [(director, True, True), (homeroom, True, False), (mother, True, True)]:
        page = login(user).get(f"/students/{child.pk}/restricted/").content.decode()
        assert ("Маалымкат № 12" in page, "астма" in page) == (sees, in_full), user
        assert Entry.objects.filter(act="students.view_restricted", by=user, subject_id=child.pk).exists()
    card = login(secretary).get(f"/students/{child.pk}/").content.decode()
    assert "Маалымкат № 12" not in card and "астма" not in card


def test_a_teacher_learns_only_that_the_group_is_special(world, login, teacher, deputy, secretary):
    assert "is-warn" not in block(login(teacher), world.student, "students.sport")
    actions.note_health(world.student, seen=0, by=deputy, **NOTE)
    seen = block(login(teacher), world.student, "students.sport")
    assert "is-warn" in seen and "астма" not in seen and "жаңгак" not in seen
    assert block(login(secretary), world.student, "students.sport") == "", "the office learns nothing of health"


def test_a_newer_health_note_ends_the_former_and_the_later_writer_sees_both(world, deputy, login):
    first = actions.note_health(world.student, seen=0, by=deputy, **NOTE)
    page = login(deputy).post(
        f"/students/{world.student.pk}/restricted/health/", NOTE | {"diet": "сүтсүз", "version": 0}
    )
    assert page.status_code == 422
    actions.note_health(world.student, seen=first.pk, by=deputy, **(NOTE | {"diet": "сүтсүз"}))
    assert world.student.health_notes.count() == 2 and world.student.health_notes.filter(ends_on=None).count() == 1
    assert History.objects.filter(record="students_health").count() >= 3


def test_a_category_stands_once_at_a_time_by_a_document(world, deputy):
    child = world.student
    row = actions.add_category(child, category="orphan", document="№ 1", on=TODAY, by=deputy)
    with pytest.raises(ValidationError) as refused:
        actions.add_category(child, category="orphan", document="№ 2", on=TODAY, by=deputy)
    assert code_of(refused) == "known"
    actions.end_category(row, on=TODAY, by=deputy)
    assert SocialCategory.objects.on(TODAY).count() == 0


def test_a_withdrawn_consent_closes_the_restricted_page(world, login, deputy, secretary):
    actions.add_category(world.student, category="large", document="№ 12", on=TODAY, by=deputy)
    actions.take_back_consent(world.student, Consent.objects.get(person=world.student.person), on=TODAY, by=secretary)
    assert login(deputy).get(f"/students/{world.student.pk}/restricted/").status_code == 404
    assert "Алымкулова" not in login(deputy).get("/students/categories/").content.decode()


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_the_personal_file_prints_in_both_languages_R7_3_6(world, login, secretary, lang):
    """Whatever the reader's own language, every word of it is in the paper's."""
    actions.add_document(world.student, by=secretary, **BIRTH)
    answer = login(secretary).get(f"/students/{world.student.pk}/file/", {"lang": lang})
    words = " ".join(pages(answer.content))
    assert ("Зачисление, класс" in words) == (lang == "ru"), words


def test_a_card_with_everything_on_it_keeps_to_twelve_statements(
    world, login, secretary, django_assert_max_num_queries
):
    actions.add_document(world.student, by=secretary, **BIRTH)
    client = login(secretary)
    client.get(f"/students/{world.student.pk}/")
    for code in ("photo", "identity", "documents", "siblings"):
        with django_assert_max_num_queries(12):
            block(client, world.student, f"students.{code}")


DAYS = st.dates(date(2020, 1, 1), date(2026, 1, 1))


@given(st.lists(st.tuples(DAYS, DAYS | st.none()), max_size=4), st.lists(st.tuples(DAYS, DAYS | st.none()), max_size=4))
def test_spells_overlap_when_some_day_is_in_both(one, other):
    def days(spells):
        return {a + timedelta(n) for a, b in spells for n in range(max(0, ((b or date(2026, 2, 1)) - a).days))}

    assert records.overlap(one, other) == bool(days(one) & days(other))
