"""Students come, move, leave and come back by signed orders alone (R7-3)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F

from schoolmis.access import Denied
from schoolmis.audit.models import Entry
from schoolmis.orders.actions import draft_order, revoke_order
from students import actions
from students.models import Enrolment, Student
from students.timeline import facts

ON = date(2026, 11, 10)


def data(**more):
    return {"last_name": "Өсөров", "first_name": "Бакыт", "patronymic": "", "born_on": date(2012, 1, 5)} | more


def coming(secretary, **more):
    return actions.keep_student(data(**more), consent=(date(2026, 11, 1), "М-9"), by=secretary)


def line(student, **more):
    return {"from": ON.isoformat(), "students": [{"student": student.pk} | more]}


def spells(student):
    rows = student.enrolments.exclude(ends_on=F("starts_on")).order_by("starts_on")
    return list(rows.values_list("starts_on", "ends_on"))


def classes(student):
    rows = student.placements.exclude(ends_on=F("starts_on")).order_by("starts_on")
    return [str(place.school_class) for place in rows.select_related("school_class")]


def test_the_order_of_admission_puts_the_student_onto_the_roll(world, secretary, signed):
    student = coming(secretary)
    order = signed("admission", **line(student, **{"class": world.class_b.pk, "came_from": "Ош, № 5"}))
    spell = Enrolment.objects.get(student=student)
    assert (spell.starts_on, spell.came_from, spell.order) == (ON, "Ош, № 5", order)
    assert classes(student) == ["8-Б"]
    student.refresh_from_db()
    assert student.file_number == "Ө/1"
    assert Entry.objects.filter(act="students.admit", subject_id=student.pk).exists()


def test_nobody_is_admitted_by_a_draft(world, secretary, director):
    draft = draft_order("admission", by=director)
    with pytest.raises(ValidationError):
        actions.admit_student(coming(secretary), school_class=world.class_a, order=draft, on=ON, by=secretary)


def test_a_child_under_six_is_not_admitted_and_the_order_stays_unsigned(world, secretary, signed):
    student = coming(secretary, born_on=date(2021, 3, 3))
    with pytest.raises(ValidationError, match="Өсөров"):
        signed("admission", **line(student, **{"class": world.first_class.pk}))
    assert not student.enrolments.exists()


def test_without_a_consent_personal_data_are_not_kept_R1_6_2(secretary):
    student = actions.keep_student(data(pin="20501201200011", phone="0772123456"), by=secretary)
    assert (student.person.pin, student.person.phone, student.person.born_on) == (None, "", None)
    with pytest.raises(ValidationError):
        actions.add_guardian(student, {"last_name": "Өсөрова"}, relation="mother", by=secretary)
    with pytest.raises(ValidationError):
        actions.give_slips(student, [student.person], by=secretary)


def test_a_transfer_is_dated_and_half_open(world, signed):
    student = world.student
    signed("transfer", **line(student, **{"class": world.class_b.pk}))
    first, second = student.placements.order_by("starts_on")
    assert (first.ends_on, second.starts_on, second.ends_on) == (ON, ON, None)
    assert student.placements.on(ON - timedelta(days=1)).get().school_class == world.class_a
    assert student.placements.on(ON).get().school_class == world.class_b


def test_a_transfer_to_another_grade_is_refused(world, signed):
    with pytest.raises(ValidationError):
        signed("transfer", **line(world.student, **{"class": world.first_class.pk}))


def test_a_revoked_transfer_brings_the_student_back(world, signed, director):
    order = signed("transfer", **line(world.student, **{"class": world.class_b.pk}))
    revoke_order(order, basis_ky="ката", by=director)
    assert classes(world.student) == ["8-А", "8-Б", "8-А"]
    assert world.student.placements.on(world.today).get().school_class == world.class_a
    told = facts(world.student.enrolments.all(), world.student.placements.all())
    assert "8-А" in told[0].text and "8-А → 8-А" not in told[0].text, "the card tells of a revocation, not of a move"


def left(world, signed, student, **more):
    return signed("departure", **line(student, ground="moved", went_to="Ош шаары", document="арыз", **more))


def test_departure_ends_spell_and_place_after_the_last_day(world, signed):
    order = left(world, signed, world.student)
    spell = world.student.enrolments.get()
    assert (spell.ends_on, spell.departure_order, spell.went_to) == (ON + timedelta(days=1), order, "Ош шаары")
    assert not world.student.placements.on(world.today).exists()


def test_release_ends_the_portal_with_the_next_request(world, signed, student, mother, login):
    client = login(mother)
    url = f"/students/{world.student.pk}/"
    assert client.get(url).status_code == 200
    left(world, signed, world.student)
    assert client.get(url).status_code == 404
    client = login(student)
    assert client.get(url).status_code in (403, 404)


def test_a_departure_is_not_revoked_after_the_return(world, signed, director, asked):
    order = left(world, signed, world.student)
    row = {"student": world.student.pk, "class": world.class_b.pk, "documents": [asked("restoration", world.student)]}
    signed("restoration", **{"from": "2026-11-18", "students": [row]})
    assert len(spells(world.student)) == 2
    with pytest.raises(ValidationError):
        revoke_order(order, basis_ky="ката", by=director)


def test_a_revoked_departure_has_not_interrupted_the_stay(world, signed, director):
    order = left(world, signed, world.student)
    revoke_order(order, basis_ky="ката", by=director)
    (first, second) = spells(world.student)
    assert first[1] == second[0] and second[1] is None
    assert world.student.placements.on(world.today).get().school_class == world.class_a


def test_a_revoked_admission_ends_the_spell_and_is_refused_after_a_departure(world, secretary, signed, director):
    student = coming(secretary)
    order = signed("admission", **line(student, **{"class": world.class_b.pk}))
    gone = coming(secretary, first_name="Азат")
    other = signed("admission", **line(gone, **{"class": world.class_b.pk}))
    left(world, signed, gone)
    with pytest.raises(ValidationError):
        revoke_order(other, basis_ky="ката", by=director)
    revoke_order(order, basis_ky="ката", by=director)
    assert not Student.objects.enrolled(world.today).filter(pk=student.pk).exists()


def test_a_former_student_is_restored_not_admitted(world, signed):
    left(world, signed, world.student)
    with pytest.raises(ValidationError):
        signed(
            "admission",
            **{"from": "2026-11-19", "students": [{"student": world.student.pk, "class": world.class_a.pk}]},
        )


def test_a_subject_teacher_moves_nobody(world, teacher, signed):
    with pytest.raises(Denied):
        actions.transfer_to_class(world.student, world.class_b, order=signed(), on=ON, by=teacher)


def test_file_numbers_are_given_once_and_never_reused(world, secretary):
    given = actions.give_file_numbers(Student.objects.all(), by=secretary)
    assert [one.file_number for one in given] == ["А/1", "А/2", "А/3", "О/1", "Ө/1"]
    assert actions.give_file_numbers(Student.objects.all(), by=secretary) == []
