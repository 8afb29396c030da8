"""What a confirmed list makes of the school's records, and what it leaves alone."""

import copy
import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from schoolmis.access import Denied
from schoolmis.accounts.models import User
from schoolmis.audit.models import Entry
from schoolmis.imports import actions
from schoolmis.imports.models import Upload
from schoolmis.orders.actions import draft_order, revoke_order, sign_order
from schoolmis.orders.models import Order, Series
from schoolmis.people.actions import give_consent, withdraw_consent
from schoolmis.people.models import Consent, Person
from schoolmis.structure.models import SchoolProfile
from students.models import Guardianship, Placement, Student

from . import pupils, workbooks


def states(rows):
    return [str(row.state) for row in rows]


def one(child) -> Student:
    return Student.objects.get(person__pin=child["pin"])


def test_a_new_student_stands_under_order_0_from_the_first_day_of_the_year(bring, children):
    assert states(bring(children)) == ["new"] * 9
    student = one(children[0])
    spell, place = student.enrolments.get(), student.placements.get()
    assert spell.order.series == place.order.series == Series.OPENING
    assert spell.starts_on == place.starts_on == date(2026, 9, 1)
    assert str(place.school_class) == "1-А"
    assert student.person.born_on == children[0]["born"]
    assert student.file_number
    assert student.guardianships.count() == 2
    assert student.person.consents.get().paper == "М-1"


def test_the_same_list_twice_changes_nothing(bring, children):
    bring(children)
    people, entries = Person.objects.count(), Entry.objects.filter(act="students.import").count()
    assert states(bring(children)) == ["unchanged"] * 9
    assert Person.objects.count() == people
    assert Entry.objects.filter(act="students.import").count() == entries


def test_only_what_differs_is_changed_and_stands_in_the_book(bring, children):
    bring(children)
    children[4]["address"] = "Көк-Жар айылы, Манас көч., 7"
    rows = bring(children)
    assert states(rows) == ["unchanged"] * 4 + ["changed"] + ["unchanged"] * 4
    assert [change[0] for change in rows[4].changes] == ["address"]
    assert one(children[4]).person.address == "Көк-Жар айылы, Манас көч., 7"
    entry = Entry.objects.filter(act="students.import").first()
    assert entry.subject_id == one(children[4]).pk
    assert entry.data["changes"][0][2] == "Көк-Жар айылы, Манас көч., 7"
    assert entry.grant_id


def test_an_empty_cell_empties_nothing(bring, children):
    bring(children)
    bare = [{**child, "address": None, "mother": None, "mother_phone": None, "father": None} for child in children]
    assert states(bring(bare)) == ["unchanged"] * 9
    assert one(children[0]).guardianships.count() == 2


def test_a_name_typed_without_the_kyrgyz_letters_does_not_spoil_the_right_one(bring, children):
    children[0].update(last="Өскөнбаева", first="Үмүт")
    bring(children)
    children[0].update(last="Осконбаева", first="Умут")
    assert states(bring(children)) == ["unchanged"] * 9
    assert one(children[0]).person.last_name == "Өскөнбаева"


def test_without_a_consent_the_name_and_the_class_alone_are_kept(bring, children):
    children[0].update(consent=None, consented=None)
    bring(children)
    assert not Student.objects.filter(person__pin=children[0]["pin"]).exists()
    student = Student.objects.get(person__last_name=children[0]["last"], person__first_name=children[0]["first"])
    person = student.person
    assert (person.born_on, person.pin, person.phone, person.address, person.sex) == (None, None, "", "", "")
    assert not student.guardianships.exists()
    assert states(bring(children)) == ["unchanged"] * 9


def test_a_kept_consent_is_not_withdrawn_by_a_list_without_one(bring, children):
    bring(children)
    bare = [{**child, "consent": None, "consented": None} for child in children]
    assert states(bring(bare)) == ["unchanged"] * 9
    assert Consent.objects.filter(person__pin=children[0]["pin"], ends_on=None).exists()
    assert one(children[0]).guardianships.count() == 2


def test_a_withdrawn_consent_is_not_brought_back_by_an_old_list(bring, children, director):
    bring(children)
    consent = Consent.objects.get(person__pin=children[0]["pin"])
    withdraw_consent(consent, on=date(2026, 11, 1), by=director)
    rows = bring(children)
    assert [fault.code for fault in rows[0].faults] == ["consent_withdrawn"]
    assert not Consent.objects.filter(person=consent.person, ends_on=None).exists()


def test_a_consent_that_comes_later_lifts_the_restriction(bring, children):
    late = copy.deepcopy(children)
    late[0].update(consent=None, consented=None)
    bring(late)
    assert states(bring(children))[0] == "changed"
    assert one(children[0]).guardianships.count() == 2


def test_siblings_share_their_parents_and_namesakes_do_not(bring, children):
    shared = {name: children[0][name] for name in ("mother", "mother_phone", "father", "father_phone")}
    children[1].update(shared)
    children[2].update(mother=children[0]["mother"], mother_phone="0700 00-00-01")
    children[3].update(mother=children[0]["mother"], mother_phone=None)
    bring(children)
    mothers = [one(child).guardianships.get(relation="mother").guardian_id for child in children[:4]]
    assert mothers[0] == mothers[1]
    assert len(set(mothers)) == 3
    assert states(bring(children)) == ["unchanged"] * 9


def test_a_parent_known_to_the_school_is_the_same_person(bring, children, world):
    children[0].update(mother="Алымкулова Жаңыл", mother_phone="0772 71-85-85")
    bring(children)
    link = one(children[0]).guardianships.get(relation="mother")
    assert link.guardian.user.username == "mother"


def test_a_new_phone_of_a_parent_is_taken_once(bring, children):
    children[1].update({name: children[0][name] for name in ("mother", "mother_phone")})
    bring(children)
    for child in children[:2]:
        child["mother_phone"] = "0555 01-02-03"
    assert states(bring(children))[:3] == ["changed", "changed", "unchanged"]
    links = Guardianship.objects.filter(relation="mother", student__in=[one(child).pk for child in children[:2]])
    assert {link.guardian.phone for link in links} == {"+996555010203"}
    assert states(bring(children)) == ["unchanged"] * 9


def test_another_class_of_the_register_is_dated(bring, children):
    bring(children)
    children[5]["class"] = "8-Б"
    assert states(bring(children))[5] == "changed"
    places = [(str(p.school_class), p.starts_on, p.ends_on) for p in one(children[5]).placements.all()]
    assert places == [("8-А", date(2026, 9, 1), date(2026, 11, 20)), ("8-Б", date(2026, 11, 20), None)]
    assert states(bring(children)) == ["unchanged"] * 9


def test_after_the_opening_students_come_and_move_by_drafted_orders(bring, children):
    bring(children[:6])
    SchoolProfile.objects.update(opening_closed_on=date(2026, 11, 1))
    children[5]["class"] = "8-Б"
    rows = bring(children)
    assert states(rows) == ["unchanged"] * 5 + ["changed"] + ["new"] * 3
    assert not one(children[8]).enrolments.exists()
    assert str(Placement.objects.get(student=one(children[5])).school_class) == "8-А"
    drafted = {order.kind: len(order.payload["students"]) for order in Order.objects.filter(status="draft")}
    assert drafted == {"admission": 3, "transfer": 1}
    assert states(bring(children)) == ["unchanged"] * 9
    for order, clause in zip(Order.objects.filter(status="draft").order_by("kind"), ("R7-4.2", "R7-2.6"), strict=True):
        with pytest.raises(ValidationError, match=clause):
            sign_order(order, by=User.objects.get(username="director"))


def test_a_grade_changes_only_by_promotion(bring, children):
    bring(children)
    SchoolProfile.objects.update(opening_closed_on=date(2026, 11, 1))
    children[0]["class"] = "8-А"
    rows = bring(children)
    assert [fault.code for fault in rows[0].faults] == ["class_grade"]


def test_a_student_who_left_comes_back_by_an_order_of_restoration(bring, children, director):
    from students.models import Enrolment

    bring(children)
    student = one(children[0])
    from schoolmis.audit.book import acting

    with acting(director):
        Enrolment.objects.filter(student=student).update(ends_on=date(2026, 10, 1))
        Placement.objects.filter(student=student).update(ends_on=date(2026, 10, 1))
    assert states(bring(children))[0] == "changed"
    assert Order.objects.get(status="draft").kind == "restoration"
    assert states(bring(children)) == ["unchanged"] * 9


def test_an_unknown_class_is_refused_where_the_school_has_classes(bring, children):
    children[0]["class"] = "5-А"
    rows = bring(children)
    assert states(rows)[0] == "refused"
    assert [fault.code for fault in rows[0].faults] == ["class_unknown"]


def test_the_pin_of_somebody_who_is_no_student_is_refused(bring, children, world):
    Person.objects.filter(user__username="teacher").update(pin=children[0]["pin"])
    assert [fault.code for fault in bring(children)[0].faults] == ["pin_taken"]


def test_the_cast_is_found_by_its_pins_and_stays(bring, world):
    child = pupils.school(3, classes=((8, "А"),))[0]
    child.update(
        last="Алымкулова", first="Сезим", patronymic="Азаматовна", pin="11405201200012", born=date(2012, 5, 14)
    )
    rows = bring([child])
    assert states(rows) == ["changed"]
    assert "name" not in {change[0] for change in rows[0].changes}


def test_a_list_confirmed_after_another_changed_the_school_is_shown_anew(children, director):
    content = workbooks.workbook(children)[0]
    first, second = (actions.stage("list.xlsx", content, by=director) for _time in range(2))
    actions.carry_out(first, by=director)
    with pytest.raises(ValidationError):
        actions.carry_out(second, by=director)
    second.refresh_from_db()
    assert (second.status, second.counts["unchanged"]) == ("staged", 9)


def test_the_language_of_the_reader_does_not_make_a_preview_outdated(children, director):
    from django.utils import translation

    children[0]["sex"] = None
    with translation.override("ru"):
        upload = actions.stage("list.xlsx", workbooks.workbook(children)[0], by=director)
    with translation.override("ky"):
        assert actions.confirm(upload, by=director).status == "done"


def test_a_confirmed_list_leaves_no_file_and_no_rows_behind(children, director, tmp_path):
    upload = actions.stage("list.xlsx", workbooks.workbook(children)[0], by=director)
    assert list(tmp_path.rglob("list*"))
    actions.confirm(upload, by=director)
    upload.refresh_from_db()
    assert (upload.status, upload.rows, str(upload.file)) == ("done", [], "")
    assert not list(tmp_path.rglob("list*"))


def test_a_discarded_list_changes_nothing_and_is_gone(children, director, tmp_path):
    upload = actions.stage("list.xlsx", workbooks.workbook(children)[0], by=director)
    actions.discard(upload, by=director)
    assert not list(tmp_path.rglob("list*"))
    with pytest.raises(ValidationError):
        actions.discard(upload, by=director)
    assert not Student.objects.filter(person__pin=children[0]["pin"]).exists()


@pytest.mark.parametrize("who", ["deputy", "homeroom", "teacher", "administrator", "mother"])
def test_others_may_not_import(request, children, who):
    with pytest.raises(Denied):
        actions.stage("list.xlsx", workbooks.workbook(children)[0], by=request.getfixturevalue(who))


def test_a_right_lost_before_the_confirmation_is_not_used(children, director, nobody, world):
    grant = {"employee": world.employee("nobody").pk, "role": "secretary", "class": None}
    given = draft_order("roles", by=director, payload={"from": "2026-11-20", "grants": [grant]})
    given = sign_order(given, by=director)
    upload = actions.stage("list.xlsx", workbooks.workbook(children)[0], by=nobody)
    revoke_order(given, basis_ky="протокол", by=director)
    del nobody._grants
    with pytest.raises(Denied):
        actions.confirm(upload, by=nobody)
    assert not Student.objects.filter(person__pin=children[0]["pin"]).exists()


def test_two_confirmations_at_once_import_once(committed_db, children):
    from django.db import connection

    from schoolmis.accounts.models import User

    director = User.objects.get(username="director")
    upload = actions.stage("list.xlsx", workbooks.workbook(children)[0], by=director)
    before, start, faults = Student.objects.count(), threading.Barrier(2), []

    def confirm():
        try:
            user = User.objects.get(username="director")
            mine = Upload.objects.get(pk=upload.pk)
            start.wait(10)
            actions.confirm(mine, by=user)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm) for _time in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert Student.objects.count() == before + 9


def test_two_lists_with_the_same_children_at_once_make_them_once(committed_db, children):
    from django.db import connection

    from schoolmis.accounts.models import User

    director = User.objects.get(username="director")
    uploads = [actions.stage("list.xlsx", workbooks.workbook(children)[0], by=director) for _time in range(2)]
    before, start, refused = Student.objects.count(), threading.Barrier(2), []

    def confirm(pk):
        user = User.objects.get(username="director")
        mine = Upload.objects.get(pk=pk)
        start.wait(10)
        try:
            actions.confirm(mine, by=user)
        except ValidationError as fault:
            refused.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=[upload.pk]) for upload in uploads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(refused) == 1
    assert Student.objects.count() == before + 9


def test_a_person_with_consent_given_by_hand_keeps_that_paper(bring, children, director):
    bring([{**child, "consent": None, "consented": None} for child in children])
    student = Student.objects.get(person__last_name=children[0]["last"], person__first_name=children[0]["first"])
    give_consent(student.person, on=date(2026, 10, 5), paper="М-900", by=director)
    bring(children)
    assert Consent.objects.get(person=student.person).paper == "М-900"
