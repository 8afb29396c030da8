"""What domain §4.10 asks of the cube: the year before, where children live and come from, what has no teacher."""

from datetime import date

import pytest
from django.apps import apps

from schoolmis.audit.book import acting
from schoolmis.orders.models import Order
from schoolmis.people.models import Address, Person
from schoolmis.structure.models import AcademicYear, SchoolClass, SchoolProfile, Section, Subject
from students.models import Enrolment, Placement, Result, Student, YearDecision, YearEnd
from students.reports.statistics import MISSING, TABLES
from tests.cast import TODAY
from tests.students.test_cube import ALL, HERE, table

pytestmark = pytest.mark.django_db


def test_the_results_of_the_last_year_are_those_of_each_student(world, director):
    """domain §3.3: the group is of the student's own marks, of the year that ended last."""
    student, _other = Student.objects.order_by("pk")[:2]
    with acting(director):
        former = AcademicYear.objects.create(starts_on=date(2025, 9, 1), ends_on=date(2026, 5, 25))
        of = SchoolClass.objects.create(year=former, grade=7, letter="А")
        for subject, mark in zip(Subject.objects.all()[:3], (5, 4, 4), strict=False):
            facts = {"school_class": of, "subject": subject, "year": former, "period": "year", "set_by": director}
            Result.objects.create(student=student, value=mark, **facts)
    _built, found = table("columns=year_result&measures=count", director)
    assert found.part(ALL, ALL, "good")["m_count_n"] == 1
    assert found.part(ALL, ALL, None)["m_count_n"] == 4


def test_who_repeats_the_year_is_told_by_the_council_or_by_the_classes(world, director):
    """R7-2.4, R7-2.5"""
    first, second = Student.objects.enrolled(TODAY).filter(placements__school_class__grade=8).order_by("pk")[:2]
    with acting(director):
        former = AcademicYear.objects.create(starts_on=date(2025, 9, 1), ends_on=date(2026, 5, 25))
        order = first.enrolments.get().order
        for student, grade in ((first, 8), (second, 7)):
            of, _made = SchoolClass.objects.get_or_create(year=former, grade=grade, letter="А")
            Placement.objects.create(
                student=student, order=order, school_class=of, starts_on=date(2025, 9, 1), ends_on=date(2026, 5, 26)
            )
        end = YearEnd.objects.create(year=former)
        YearDecision.objects.create(
            year_end=end, student=second, school_class=of, proposed="promoted", outcome="conditional", order=order
        )
    _built, found = table("columns=year_outcome&measures=count", director)
    counts = {key: found.part(ALL, ALL, key)["m_count_n"] for key in found.keys[2]}
    assert counts == {"repeat": 1, "conditional": 1, None: 3}


def test_where_children_live_is_counted_beside_the_district_of_the_school(world, director, administrator, login):
    with acting(director):
        SchoolProfile.objects.update(district="Y-03")
        for student, place in zip(Student.objects.order_by("pk"), ("Y-03", "Y-51", "GB-01", "KG-00"), strict=False):
            Address.objects.create(person=student.person, kind="actual", place=place, starts_on=date(2026, 9, 1))
    _built, found = table("rows=region&columns=near&measures=count", director)
    assert {key: found.part(ALL, ALL, key)["m_count_n"] for key in found.keys[2]} == {
        "district": 1,
        "region": 1,
        "country": 1,
        "abroad": 1,
        None: 1,
    }
    assert found.part("Y", ALL, ALL)["m_count_n"] == 2
    assert table(f"rows=district&measures=count&on={date(2026, 8, 30)}", director)[1].keys[0] in ((), (None,))
    assert login(administrator).get(f"{HERE}?lang=ru&shape=table&rows=district").status_code == 422


def test_who_came_is_told_by_where_from(world, director):
    """domain §4.10, table C"""
    order, of = world.student.enrolments.get().order, SchoolClass.objects.get(grade=8, letter="Б")
    with acting(director):
        SchoolProfile.objects.update(district="Y-03")
        admission = Order.objects.exclude(kind="opening").filter(status="signed").first() or order
        for number, place in enumerate(("Y-03", "Y-51", "GB-01", "KG-00", "")):
            student = Student.objects.create(person=Person.objects.create(last_name=f"Келген{number}"))
            spell = {"student": student, "order": admission, "starts_on": TODAY}
            Enrolment.objects.create(came_from="мектеп", came_place=place, **spell)
            Placement.objects.create(school_class=of, **spell)
    days = f"start={TODAY}&end={TODAY}"
    query = f"rows=origin&measures=came&f_origin=abroad&f_origin=country&f_origin=district&f_origin=school&{days}"
    _built, found = table(query, director, "students.build_movements")
    came = {key: found.part(key, ALL, ALL)["m_came_n"] for key in found.keys[0]}
    assert came == {"district": 1, "country": 1, "abroad": 1, "school": 1}


def test_hours_without_a_teacher_are_vacancies(world, director):
    TeachingLoad = apps.get_model("structure", "TeachingLoad")
    with acting(director):
        load = TeachingLoad.objects.on(TODAY).select_related("section").first()
        Section.objects.filter(pk=load.section_id).update(hours=load.hours + 2)
    _built, found = table("rows=subject&measures=vacant&measures=hours", director, "students.build_courses")
    assert found.part(load.section.subject_id, ALL, ALL)["m_vacant_s"] >= 2
    _built, found = table("rows=taught&measures=count", director, "people.build")
    assert found.part(load.section.subject_id, ALL, ALL)["m_count_n"] >= 1


def test_every_table_of_the_list_is_asked_as_it_stands(world, director):
    """A layout that the builder refuses would stop the whole paper."""
    from schoolmis.papers import report

    built = report.get("students.statistics")
    sheets = built.build({"on": TODAY, "user": director}, "ky").sheets
    told = [row[:2] for row in sheets[-1].rows]
    titles = {sheet.heading.title for sheet in sheets}
    for one in TABLES:
        assert f"{one.letter}. {one.title}" in titles or (one.letter, str(one.title)) in told, one.title
    assert len(told) >= len(MISSING)
