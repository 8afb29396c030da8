"""A plan is handed over, approved or returned; a change after the approval is seen."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from journal.actions import approve_plan, change_lesson, enter_topic, return_plan, save_plan, submit_plan
from journal.models import Lesson, Plan, PlanTopic
from journal.rules.plans import Line, compare
from schoolmis.access.permission import Denied
from schoolmis.audit.book import acting
from schoolmis.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world, teacher):
    return save_plan(world.algebra, [Line("Бир", 2), Line("Эки"), Line("Үч")], version=0, by=teacher)


def test_two_versions_stand_side_by_side():
    rows = compare("а\nб\nв", "а\nг\nв\nд")
    assert rows == [("same", "а", "а"), ("changed", "б", "г"), ("same", "в", "в"), ("in", "", "д")]
    assert compare("а\nб", "а") == [("same", "а", "а"), ("out", "б", "")]


def test_a_plan_goes_to_the_deputy_and_back(plan, world, teacher, deputy, stranger_teacher, login):
    section = world.algebra
    with pytest.raises(ValidationError):
        approve_plan(section, version=1, by=deputy)  # nobody has handed it over
    submit_plan(section, version=1, by=teacher)
    assert Notice.objects.filter(user=deputy, kind="journal.plan_submitted").count() == 1
    with pytest.raises(ValidationError):
        submit_plan(section, version=1, by=teacher)
    with pytest.raises(Denied):
        approve_plan(section, version=1, by=teacher)
    with pytest.raises(ValidationError):
        return_plan(section, "  ", version=1, by=deputy)
    return_plan(section, "Сааттар жетпейт", version=1, by=deputy)
    told = Notice.objects.get(user=teacher, kind="journal.plan_returned")
    assert "Сааттар жетпейт" in str(told)
    assert "Сааттар жетпейт" in login(teacher).get(f"/journal/{section.pk}/plan/").content.decode()
    save_plan(section, [Line("Бир", 3), Line("Эки"), Line("Үч")], version=1, by=teacher)
    assert Plan.objects.get(section=section).status == "draft"
    submit_plan(section, version=2, by=teacher)
    with pytest.raises(ValidationError):
        approve_plan(section, version=1, by=deputy)  # the version that was looked at is not the one handed over
    approve_plan(section, version=2, by=deputy)
    with pytest.raises(ValidationError):
        submit_plan(section, version=2, by=teacher)


def test_a_change_after_the_approval_is_seen_and_handed_over_again(plan, world, teacher, deputy, login):
    section = world.algebra
    submit_plan(section, version=1, by=teacher)
    approve_plan(section, version=1, by=deputy)
    save_plan(section, [Line("Бир", 2), Line("Төрт"), Line("Үч")], version=1, by=teacher)
    stored = Plan.objects.get(section=section)
    assert (stored.status, stored.is_changed) == ("approved", True)
    client = login(deputy)
    page = client.get(f"/journal/{section.pk}/plan/").content.decode()
    assert "<td>Эки · 1</td><td>Төрт · 1</td>" in page
    assert str(section) in client.get("/journal/plans/?state=changed").content.decode()
    assert str(section) not in client.get("/journal/plans/?state=submitted").content.decode()
    submit_plan(section, version=2, by=teacher)
    client.post(f"/journal/{section.pk}/plan/approve/?version=2")
    assert not Plan.objects.get(section=section).is_changed


def test_a_colleagues_plan_is_begun_with_and_nothing_is_saved(plan, world, stranger_teacher, login):
    client, other = login(stranger_teacher), world.section("ALG", "8-Б")
    page = f"/journal/{other.pk}/plan/edit/"
    assert f"?from={plan.pk}" in client.get(page).content.decode()
    assert "Бир\t2" in client.get(f"{page}?from={plan.pk}").content.decode()
    assert not Plan.objects.filter(section=other).exists()


def test_a_plan_to_begin_with_names_its_year_hours_and_teacher_and_topics_given_stay_in_front(
    plan, world, teacher, stranger_teacher, login
):
    client, other = login(stranger_teacher), world.section("ALG", "8-Б")
    page = f"/journal/{other.pk}/plan/edit/"
    shown = client.get(page).content.decode()
    assert f"{world.year} · саат: 4 · {teacher.person.short_name}" in shown
    save_plan(other, [Line("Өзүнүкү", 3, part="I"), Line("Эки"), Line("Артык")], version=0, by=stranger_teacher)
    first, second = Lesson.objects.filter(section=other)[:2]
    enter_topic(first, by=stranger_teacher)
    change_lesson(second, version=second.version, by=stranger_teacher, topic="Эки")
    with acting(stranger_teacher):
        topic = PlanTopic.objects.get(plan__section=other, topic="Эки")
        Lesson.objects.filter(pk=second.pk).update(plan_topic=topic)
    begun = client.get(f"{page}?from={plan.pk}").content.decode()
    assert f"{plan.section}, {world.year}" in begun
    text = "# I\nӨзүнүкү\t3\n# \nЭки\t1\nБир\t2\nҮч\t1"
    assert text in begun
    assert client.post(page, {"topics": text, "version": 1}).status_code == 302


def _file(book_rows, name="plan.xlsx"):
    book, stream = Workbook(), BytesIO()
    for row in book_rows:
        book.active.append(row)
    book.save(stream)
    return SimpleUploadedFile(name, stream.getvalue())


def test_a_workbook_fills_the_form_and_its_own_export_comes_back_unchanged(plan, world, teacher, director, login):
    client = login(teacher)
    address = f"/journal/{world.algebra.pk}/plan/file/"
    rows = [
        ["Алгебра, 8-класс"],
        ["№", "Сабактын темасы", "Саат", "Үй тапшырмасы"],
        ["I чейрек"],
        [1, "Тендеме", 2.0, "№ 5"],
    ]
    answer = client.post(address, {"file": _file(rows)})
    assert answer.status_code == 200
    assert "# I чейрек\nТендеме\t2\t№ 5" in answer.content.decode()
    assert Plan.objects.get(section=world.algebra).version == 1, "nothing is saved before the teacher has looked"
    refused = client.post(address, {"file": _file([["Аты", "Классы"], ["Асан", "8"]])})
    assert refused.status_code == 422
    client = login(director)
    paper = client.get(f"/reports/journal.plan/?section={world.algebra.pk}&as=xlsx&lang=ky")
    cells = [[cell.value for cell in row] for row in load_workbook(BytesIO(paper.getvalue())).active.iter_rows()]
    again = login(teacher).post(address, {"file": _file(cells)}).content.decode()
    assert "Бир\t2\nЭки\t1\nҮч\t1</textarea>" in again
