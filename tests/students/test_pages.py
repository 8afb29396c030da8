"""What each of the cast sees of students, and what is hidden (R1-1.2d, R1-6.1, R1-6.2)."""

import re
from datetime import date

import pytest
from django.urls import reverse

from schoolmis.audit.models import Entry
from students import actions
from students.models import Student
from tests.cast import APPLIED

PIN, PHONE = "11405201200012", "+996 772 718 585"


def card(student):
    return f"/students/{student.pk}/"


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize("who", ["teacher", "mother", "student", "homeroom"])
def test_a_stranger_s_child_does_not_exist(world, login, who, request):
    client = login(request.getfixturevalue(who))
    for tail in ("", "edit/", "transfer/", "release/", "guardians/add/", "consents/give/"):
        assert client.get(card(world.stranger) + tail).status_code in ((404,) if not tail else (403, 404))


def test_a_mother_sees_her_own_children_only(world, login, mother, other_mother):
    client = login(mother)
    for name, status in [("Сезим", 200), ("Эржан", 200), ("Бегимай", 404), ("Данияр", 404)]:
        assert client.get(card(world.child(name))).status_code == status
    assert client.get("/students/").status_code == 403
    assert client.get(f"/students/classes/{world.class_a.pk}/").status_code == 403


def test_a_subject_teacher_sees_name_and_class_but_no_contacts(world, login, teacher):
    client = login(teacher)
    for url in (card(world.student), "/students/", f"/students/classes/{world.class_a.pk}/"):
        page = text_of(client.get(url))
        assert "Алымкулова Сезим" in page
        assert "0012" not in page and "718 585" not in page and "14.05.2012" not in page and "Жаңыл" not in page
    assert client.get("/students/", {"q": "772718585"}).content.decode().count('href="/students/1') == 0
    assert client.get("/students/", {"export": "xlsx"}).status_code == 403


def test_a_homeroom_teacher_sees_contacts_of_the_own_class_and_a_masked_pin(world, login, homeroom):
    client = login(homeroom)
    page = text_of(client.get(card(world.student)))
    assert PHONE in page and "•0012" in page and PIN not in page
    assert client.post(f"{card(world.student)}pin/").status_code == 403
    assert client.get(f"/students/classes/{world.class_b.pk}/").status_code == 404


def test_the_full_pin_is_shown_to_the_office_and_booked(world, login, secretary):
    client = login(secretary)
    assert PIN not in text_of(client.get(card(world.student)))
    assert PIN in text_of(client.post(f"{card(world.student)}pin/"))
    assert Entry.objects.filter(act="students.show_pin", subject_id=world.student.pk, by=secretary).exists()


def test_every_look_at_a_card_is_booked_R1_1_2d(world, login, mother):
    login(mother).get(card(world.student))
    entry = Entry.objects.get(act="students.view_card")
    assert (entry.by, entry.subject_id) == (mother, world.student.pk)


def test_a_student_without_consent_is_restricted_R1_6_2(world, login, secretary, director):
    restricted, client = world.child("Данияр"), login(secretary)
    page = text_of(client.get(card(restricted)))
    assert "Осмонов Данияр" in page and "8-А" in page
    assert "14.05.2012" not in page and "12-" not in page.split("</h1>")[1]
    assert "badge is-bad" in page


def test_a_withdrawn_consent_hides_at_once_everywhere(world, login, secretary, mother):
    consent = world.student.person.consents.get()
    office = login(secretary)
    response = office.post(f"{card(world.student)}consents/{consent.pk}/withdraw/", {"on": "2026-11-20"})
    assert response.status_code == 302
    assert "•0012" not in text_of(office.get(card(world.student)))
    for url in ("/students/", f"/students/classes/{world.class_a.pk}/"):
        row = re.search(r"Алымкулова Сезим.*?</tr>", text_of(office.get(url)))[0]
        assert "•" not in row and "+996" not in row and "2012" not in row
    assert "Сезим" not in text_of(office.get("/students/", {"q": PIN}))
    assert "Сезим" not in text_of(office.get("/students/", {"q": "0772 718 585"}))
    assert PIN not in text_of(office.post(f"{card(world.student)}pin/"))
    assert login(mother).get(card(world.student)).status_code == 404


def test_search_finds_without_a_kyrgyz_keyboard_by_pin_and_by_phone(world, login, secretary):
    client = login(secretary)
    for asked, found in [
        ("омуралиева", "Өмүралиева Бегимай"),
        ("гулзат асан", "Асан кызы Гүлзат"),
        ("201200012", "Алымкулова Сезим"),
        ("0772 71-85-85", "Алымкулов Эржан"),
        ("+996772718585", "Алымкулова Сезим"),
    ]:
        page = text_of(client.get("/students/", {"q": asked}))
        assert found in page, asked
        assert "Осмонов" not in page


def test_the_export_is_a_right_of_its_own_and_booked_with_its_count(world, login, secretary, homeroom):
    response = login(secretary).get("/students/", {"export": "csv"})
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 5 and PIN in response.content.decode()
    entry = Entry.objects.get(act="students.export")
    assert entry.data["rows"] == 5
    assert "Осмонов Данияр;8-А;;;;" in next(one for one in lines if one.startswith("Осмонов"))
    assert login(homeroom).get("/students/", {"export": "csv"}).status_code == 403


def test_left_students_are_found_by_state(world, login, secretary, signed):
    paper = {"code": "confirmation", "number": "5", "on": "2026-11-09"}
    row = {"student": world.student.pk, "ground": "school", "went_to": "Ош", "documents": [paper]}
    signed("departure", **{"from": "2026-11-10", "students": [row]})
    client = login(secretary)
    assert "Сезим" not in text_of(client.get("/students/"))
    assert "Сезим" in text_of(client.get("/students/", {"state": "left"}))
    page = text_of(client.get(card(world.student)))
    assert "Ош" in page and "kind=restoration" in page


def test_two_editors_are_both_shown_their_words(world, login, secretary):
    client, person = login(secretary), world.student.person
    sent = {
        "last_name": "Алымкулова", "first_name": "Сезим", "patronymic": "Азаматовна", "sex": "f",
        "born_on": "2012-05-14", "pin": PIN, "phone": "", "address": "Ош көчөсү, 5", "version": person.version,
    }  # fmt: skip
    assert client.post(f"{card(world.student)}edit/", sent | {"address": "Ак-Терек, 1"}).status_code == 302
    response = client.post(f"{card(world.student)}edit/", sent)
    page = text_of(response)
    assert response.status_code == 422 and "Ош көчөсү, 5" in page and "Ак-Терек, 1" in page
    person.refresh_from_db()
    assert person.address == "Ак-Терек, 1"
    assert f'value="{person.version}"' in page


def test_a_wrong_pin_is_refused_at_its_field_and_nothing_is_lost(world, login, secretary):
    sent = {"last_name": "Алымкулова", "first_name": "Сезим", "pin": "123", "address": "Ош көчөсү", "version": 1}
    response = login(secretary).post(f"{card(world.student)}edit/", sent)
    assert response.status_code == 422 and "Ош көчөсү" in text_of(response)


def admission(world, **more):
    return {
        "last_name": "Өсөров", "first_name": "Бакыт", "born_on": "2012-03-04", "sex": "m", "pin": "20403201200017",
        "school_class": world.class_b.pk, "on": "2026-11-20", "application_number": "5",
        "application_on": "2026-11-19", "consent_on": "2026-11-19",
        "consent_paper": "М-77", "guardian_last_name": "Алымкулова", "guardian_first_name": "Жаңыл",
        "guardian_phone": "0772718585", "relation": "mother",
    } | more  # fmt: skip


def test_the_application_becomes_a_record_and_a_draft_of_the_order(world, login, secretary):
    response = login(secretary).post("/students/admit/", admission(world))
    assert response.status_code == 302
    student = Student.objects.get(person__pin="20403201200017")
    assert not student.enrolments.exists()
    link = student.guardianships.get()
    assert link.guardian == world.student.guardianships.get().guardian  # one person for siblings (R1-1.2c)
    assert Entry.objects.filter(act="orders.draft").exists()


@pytest.mark.parametrize("wrong", [{"born_on": "2022-01-01"}, {"pin": "1"}, {"guardian_phone": "жок"}, {"pin": PIN}])
def test_a_refused_application_leaves_nothing_behind(world, login, secretary, wrong):
    before = Student.objects.count()
    response = login(secretary).post("/students/admit/", admission(world, **wrong))
    assert response.status_code == 422 and "Өсөров" in text_of(response)
    assert Student.objects.count() == before


def test_release_is_drafted_from_the_card_with_its_ground(world, login, secretary):
    client, url = login(secretary), f"{card(world.student)}release/"
    sent = {"students": world.student.pk, "on": "2026-11-20", "ground": "moved"}
    assert client.post(url, sent).status_code == 422
    assert client.post(url, sent | {"went_to": "Бишкек"}).status_code == 302
    assert world.student.enrolments.get().ends_on is None


def test_slips_are_one_paper_and_void_the_former(world, login, homeroom, mother):
    response = login(homeroom).post(f"{card(world.student)}slips/")
    assert response.status_code == 200 and response["Content-Type"] == "application/pdf"
    assert mother.slips.count() == 1
    whole = login(homeroom).post(f"/students/classes/{world.class_a.pk}/slips/")
    assert whole.content[:4] == b"%PDF" and mother.slips.filter(void_at=None).count() == 1
    assert login(homeroom).post(f"/students/classes/{world.class_b.pk}/slips/").status_code in (403, 404)


def test_the_consent_s_form_prints_in_both_languages(world, login, secretary):
    for lang in ("ky", "ru"):
        response = login(secretary).get(f"{card(world.student)}consents/form/?lang={lang}")
        assert response.content[:4] == b"%PDF"


@pytest.mark.parametrize("code", ["class_list", "contingent", "without_consent"])
@pytest.mark.parametrize("kind", ["", "xlsx", "pdf", "csv"])
def test_reports_open_in_every_form(world, login, secretary, code, kind):
    response = login(secretary).get(reverse("papers:report", args=[f"students.{code}"]), {"as": kind} if kind else {})
    assert response.status_code == 200


def test_a_homeroom_teacher_s_reports_are_of_the_own_class(world, login, homeroom, teacher):
    page = text_of(login(homeroom).get(reverse("papers:report", args=["students.without_consent"])))
    assert "Осмонов Данияр" in page
    url = f"{reverse('papers:report', args=['students.class_list'])}?school_class={world.class_b.pk}"
    assert login(homeroom).get(url).status_code in (403, 404, 422)
    assert login(teacher).get(reverse("papers:report", args=["students.without_consent"])).status_code == 403


@pytest.mark.parametrize("url", ["/students/", "/students/{pk}/", "/students/classes/", "/students/classes/{class_a}/"])
@pytest.mark.parametrize("who", ["secretary", "homeroom", "teacher", "director"])
def test_a_page_takes_at_most_twelve_statements(world, login, request, who, url, django_assert_max_num_queries):
    client = login(request.getfixturevalue(who))
    address = url.format(pk=world.student.pk, class_a=world.class_a.pk)
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_statements_do_not_grow_with_the_students(world, login, secretary, signed, django_assert_max_num_queries):
    order = signed(on=date(2026, 11, 2))
    for number in range(15):
        data = {"last_name": f"Бакиров{number}", "phone": "0772000000"}
        actions.admit_student(
            data,
            school_class=world.class_b,
            order=order,
            on=date(2026, 11, 2),
            by=secretary,
            consent=(date(2026, 11, 1), ""),
            documents=APPLIED,
        )
    client = login(secretary)
    client.get("/students/")
    with django_assert_max_num_queries(12):
        client.get("/students/")


def test_the_search_box_finds_whom_the_reader_may_see(world, teacher, secretary, mother):
    from schoolmis.desk.search import find

    def names(user, text):
        return [hit.title for found in find(user, text) for hit in found.hits if hit.url.startswith("/students/")]

    assert names(secretary, "асан") == ["Асан кызы Гүлзат"]
    assert names(teacher, "асан") == [] and names(mother, "асан") == []
    assert names(secretary, PIN) == ["Алымкулова Сезим Азаматовна"] and names(teacher, PIN) == []


def test_children_of_a_guardian_are_those_with_a_link_in_force(world, mother, other_mother, secretary):
    from students.portal import children_of, own_record

    assert [one.person.first_name for one in children_of(mother)] == ["Эржан", "Сезим"]
    actions.end_guardianship(world.student.guardianships.get(), by=secretary)
    del mother._grants
    assert [one.person.first_name for one in children_of(mother)] == ["Эржан"]
    assert own_record(mother) is None


def test_a_guardian_changed_once_is_changed_for_all_the_children(world, login, secretary):
    link = world.student.guardianships.select_related("guardian").get()
    url = f"{card(world.student)}guardians/{link.pk}/edit/"
    sent = {"last_name": "Алымкулова", "first_name": "Жаңыл", "phone": "0700 11 22 33", "relation": "mother"}
    assert login(secretary).post(url, sent | {"version": link.guardian.version}).status_code == 302
    assert world.child("Эржан").guardianships.get().guardian.phone == "+996700112233"
    assert login(secretary).post(url, sent | {"version": 1, "phone": "0700 11 22 44"}).status_code == 422


def test_an_exemption_rests_on_a_document(world, login, secretary, teacher):
    from schoolmis.structure.models import Subject

    subject, url = Subject.objects.get(code="PHY"), f"{card(world.student)}exemptions/add/"
    sent = {"subject": subject.pk, "on": "2026-11-20", "document": ""}
    assert login(secretary).post(url, sent).status_code == 422
    assert login(secretary).post(url, sent | {"document": "справка № 7"}).status_code == 302
    again = sent | {"document": "справка № 8", "on": "2026-12-01", "until": "2026-12-05"}
    assert login(secretary).post(url, again).status_code == 422, "the same days are not taken twice"
    page = text_of(login(teacher).get(f"{card(world.student)}blocks/students.subjects/"))
    assert "Физика" in page and "справка" not in page
    assert login(teacher).post(url, sent).status_code == 403


def test_subgroup_membership_is_dated(world, login, secretary):
    from schoolmis.structure.models import Group

    group = Group.objects.create(year=world.year, name="8-А/1", kind=Group.Kind.SUBGROUP)
    group.classes.add(world.class_a)
    url = f"/students/classes/{world.class_a.pk}/groups/{group.pk}/"
    client = login(secretary)
    both = [world.student.pk, world.child("Данияр").pk]
    assert client.post(url, {"on": "2026-11-16", "members": both}).status_code == 302
    assert client.post(url, {"on": "2026-11-20", "members": both[:1]}).status_code == 302
    ended = group.memberships.get(student=both[1])
    assert (ended.starts_on, ended.ends_on) == (date(2026, 11, 16), date(2026, 11, 20))
    assert client.post(url, {"on": "2026-11-20", "members": [world.stranger.pk]}).status_code == 422


def test_a_block_of_another_app_stands_on_the_card_for_those_who_may(world, login, mother, teacher, monkeypatch):
    from students import blocks, permissions

    monkeypatch.setattr(blocks, "_blocks", {})
    blocks.block("tests.loans", permissions.PERSONAL, title="Loans")(
        lambda request, student: f"<i>{student.pk} loaned</i>"
    )
    url = f"{card(world.student)}blocks/tests.loans/"
    assert url in text_of(login(mother).get(card(world.student)))
    page = login(mother).get(url)
    assert "loaned" in text_of(page) and "<html" in text_of(page)
    fragment = login(mother).get(url, headers={"HX-Request": "true"})
    assert fragment.content == f"<i>{world.student.pk} loaned</i>".encode()
    assert "loaned" not in text_of(login(teacher).get(url))
    assert login(mother).get(f"{card(world.stranger)}blocks/tests.loans/").status_code == 404
    assert login(mother).get(f"{card(world.student)}blocks/none/").status_code == 404


@pytest.mark.parametrize("who", ["director", "homeroom", "mother"])
def test_a_block_takes_at_most_twelve_statements(world, login, request, who, django_assert_max_num_queries):
    client = login(request.getfixturevalue(who))
    from students import blocks

    for code in list(blocks._blocks):
        url = f"{card(world.student)}blocks/{code}/"
        client.get(url)
        with django_assert_max_num_queries(12):
            assert client.get(url, headers={"HX-Request": "true"}).status_code == 200


def test_a_guardian_is_not_given_somebody_elses_pin(world, secretary, login):
    link = world.student.guardianships.select_related("guardian").get()
    form = {"last_name": "Алымкулова", "first_name": "Жаңыл", "relation": "mother", "pin": "11405201200023"}
    form["version"] = link.guardian.version
    answer = login(secretary).post(f"/students/{world.student.pk}/guardians/{link.pk}/edit/", form)
    assert answer.status_code == 422 and answer.context["form"].errors
