"""Who stands in a grid: subgroups, joint classes, a class changed within a term, the exempt, the class hour."""

import re
import uuid
from datetime import date, timedelta

import pytest

from journal.models import Lesson
from schoolmis.audit.book import acting
from schoolmis.orders.actions import draft_order, sign_order
from schoolmis.structure.actions import add_group, add_section
from schoolmis.structure.models import Subject
from students.actions import exempt_student, join_group, leave_group, transfer_to_class
from students.models import Exemption
from tests.cast import APPLIED

pytestmark = pytest.mark.django_db
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


@pytest.fixture
def taught(director, homeroom, world):
    """`taught(section)`: the section is the homeroom teacher's by a signed order, with lessons of this fortnight."""

    def make(section):
        employee = world.employee("homeroom")
        lines = [{"section": section.pk, "employee": employee.pk, "hours": "2"}]
        order = draft_order("load", by=director, payload={"from": "2026-11-01", "loads": lines})
        sign_order(order, by=director)
        with acting(director):
            days = [FRIDAY - timedelta(days=n) for n in (4, 2, 0)]
            Lesson.objects.bulk_create(Lesson(section=section, date=day, number=5) for day in days)
        return section

    return make


def rows(client, section, term=2) -> dict[str, tuple[str, list[str]]]:
    """{surname: (title, classes of the lessons' cells)} in the page's order."""
    page = client.get(f"/journal/{section.pk}/term/{term}/").content.decode()
    found = {}
    for row in re.findall(r'<tr data-s="\d+">.*?</tr>', page, re.S):
        title = re.search(r'class="name" scope="row" title="([^"]*)"', row)[1]
        found[title.split()[0]] = (title, re.findall(r'<td class="(l[ "][^>]*|l)"?', row))
    return found


def out(cells) -> list[bool]:
    return [" out" in cell for cell in cells]


def post(client, section, user, what, cells):
    letter = {"key": uuid.uuid4().hex, "user": user.pk, "cells": cells}
    return client.post(f"/journal/{section.pk}/{what}/", letter, content_type="application/json").json()


def test_a_subgroup_has_its_members_on_their_days(login, world, director, homeroom, taught):
    group = add_group("subgroup", "8-А · Англис тили · 1", [world.class_a], by=director)
    section = taught(add_section(group, Subject.objects.get(code="MAT"), 2, by=director))
    join_group(world.student, group, on=date(2026, 9, 1), by=director)
    late = join_group(world.child("Бегимай"), group, on=date(2026, 11, 18), by=director)
    found = rows(login(homeroom), section)
    assert list(found) == ["Алымкулова", "Өмүралиева"], "the rest of the class is in another subgroup"
    assert out(found["Алымкулова"][1]) == [False, False, False]
    assert out(found["Өмүралиева"][1]) == [True, False, False]
    leave_group(late, on=FRIDAY, by=director)
    lesson = Lesson.objects.get(section=section, date=FRIDAY)
    stranger = {"l": lesson.pk, "s": world.child("Данияр").pk, "t": "5", "v": 0}
    answer = post(login(homeroom), section, homeroom, "cells", [stranger])
    assert [one["code"] for one in answer["refused"]] == ["out"]


def test_a_joint_class_stands_class_after_class_with_the_class_told(login, world, director, homeroom, taught):
    group = add_group("joint", "8-А + 8-Б", [world.class_a, world.class_b], by=director)
    section = taught(add_section(group, Subject.objects.get(code="MAT"), 2, by=director))
    found = rows(login(homeroom), section)
    assert [title.rsplit(", ")[-1] for title, _cells in found.values()] == ["8-А", "8-А", "8-А", "8-Б"]
    assert found["Асан"][0] == "Асан кызы Гүлзат, 8-Б"
    lesson = Lesson.objects.get(section=section, date=FRIDAY)
    cells = [{"l": lesson.pk, "s": child.pk, "t": "4", "v": 0} for child in (world.student, world.stranger)]
    assert len(post(login(homeroom), section, homeroom, "cells", cells)["saved"]) == 2
    term = world.term(2).pk
    results = [{"r": str(term), "s": child.pk, "t": "4", "v": 0} for child in (world.student, world.stranger)]
    assert len(post(login(homeroom), section, homeroom, "results", results)["saved"]) == 2
    assert world.stranger.results.get().school_class == world.class_b


def test_in_an_ordinary_class_the_title_is_the_name(login, world, teacher):
    assert rows(login(teacher), world.algebra)["Алымкулова"][0] == "Алымкулова Сезим Азаматовна"


def test_a_class_changed_in_the_middle_of_the_term_greys_what_is_not_hers(login, world, director, teacher):
    order = sign_order(draft_order("other", by=director, title_ky="Которуу жөнүндө", basis_ky="арыз"), by=director)
    transfer_to_class(world.student, world.class_b, order=order, on=FRIDAY, documents=APPLIED, by=director)
    client = login(teacher)
    days = list(
        world.algebra.lessons.filter(date__gte=world.term(2).starts_on, status="planned")
        .order_by("date")
        .values_list("date", flat=True)
    )
    found = rows(client, world.algebra)
    assert out(found["Алымкулова"][1]) == [day >= FRIDAY for day in days]
    assert out(found["Өмүралиева"][1]) == [False] * len(days)
    today = {"l": world.lesson().pk, "s": world.student.pk, "t": "5", "v": 0}
    assert post(client, world.algebra, teacher, "cells", [today])["refused"][0]["code"] == "out"
    stranger = world.section("ALG", "8-Б")
    page = rows(login(world.employee("stranger_teacher").person.user), stranger)
    assert out(page["Алымкулова"][1]) == [day < FRIDAY for day in days]


def test_the_exempt_are_greyed_for_the_subject_alone(login, world, director, teacher, homeroom):
    exempt_student(world.student, world.algebra.subject, document="Маалымкат № 4", on=FRIDAY, by=director)
    assert Exemption.objects.get().starts_on == FRIDAY
    cells = rows(login(teacher), world.algebra)["Алымкулова"][1]
    days = (
        world.algebra.lessons.filter(date__gte=world.term(2).starts_on).order_by("date").values_list("date", flat=True)
    )
    assert out(cells) == [day >= FRIDAY for day in days]
    physics = world.section("PHY")
    assert not any(out(rows(login(homeroom), physics)["Алымкулова"][1]))


def test_the_class_hour_knows_absences_and_no_marks(login, world, director, homeroom):
    hour = world.section("CLS")
    with acting(director):
        lesson = Lesson.objects.create(section=hour, date=FRIDAY, number=6)
    client = login(homeroom)
    page = client.get(f"/journal/{hour.pk}/").content.decode()
    assert 'data-marks=""' in page
    assert "data-t=" not in page
    mark = {"l": lesson.pk, "s": world.student.pk, "t": "5", "v": 0}
    assert post(client, hour, homeroom, "cells", [mark])["refused"][0]["code"] == "scale"
    assert post(client, hour, homeroom, "cells", [mark | {"t": "н"}])["saved"][0]["t"] == "н"
