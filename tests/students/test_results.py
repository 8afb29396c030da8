"""Results of the year: typed by class, clashes shown, exported and imported back (R1-4.1/1, R3-3a, R3-3j)."""

import re

import pytest
from django.core.exceptions import ValidationError

from schoolmis.access import Denied
from schoolmis.audit.book import acting
from schoolmis.audit.models import History
from schoolmis.imports import actions as imports
from students import actions
from students.actions.results import Clash
from students.models import Result
from students.rules.results import read_result
from tests.students.test_year_end import sign_drafts
from tests.students.year import drafted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "result"),
    [("5", (5, "")), (" 4.0 ", (4, "")), ("Н/А", (None, "na")), ("осв.", (None, "exempt")), ("зч", (None, "pass"))]
    + [("незачёт", (None, "fail")), ("", (None, "")), (None, (None, "")), ("—", (None, ""))],
)
def test_a_result_is_read_as_people_write_it(text, result):
    assert read_result(text) == result


@pytest.mark.parametrize("text", ["6", "1", "55", "x", "4,5"])
def test_what_is_no_mark_is_refused(text):
    with pytest.raises(ValidationError):
        read_result(text)


def send(world, by, *cells, period="year"):
    return actions.set_year_results(world.class_a, period, list(cells), by=by)


def cell(world, text, version=0, name="Сезим"):
    return world.child(name).pk, world.algebra.subject_id, text, version


def test_results_are_written_and_the_later_writer_is_shown_both(world, homeroom, deputy):
    assert send(world, homeroom, cell(world, "4"), cell(world, "н/а", name="Бегимай")) == 2
    assert send(world, deputy, cell(world, "5", 1)) == 1
    with pytest.raises(Clash) as clash:
        send(world, homeroom, cell(world, "3", 1), cell(world, "4", 1, name="Бегимай"))
    assert clash.value.cells[world.student.pk, world.algebra.subject_id][1:] == ("5", 2)
    assert Result.objects.get(student=world.child("Бегимай")).code == "na"


def test_a_stranger_to_the_class_or_after_the_order_nothing_is_written(world, deputy, director):
    with pytest.raises(Clash):
        send(world, deputy, cell(world, "4", name="Гүлзат"))
    sign_drafts(drafted(world), director)
    with pytest.raises(Clash):
        send(world, deputy, cell(world, "2", 1))


def test_in_a_closed_year_nothing_is_written(world, deputy):
    type(world.year).objects.filter(pk=world.year.pk).update(closed_on="2026-11-19")
    with pytest.raises(ValidationError):
        send(world, deputy, cell(world, "4"))


@pytest.mark.parametrize("role", "teacher stranger_teacher secretary administrator mother student nobody".split())
def test_who_may_type_results(request, world, role):
    with pytest.raises(Denied):
        send(world, request.getfixturevalue(role), cell(world, "4"))


def test_the_page_saves_and_keeps_what_was_typed_on_a_clash(world, login, homeroom, deputy):
    client, at = login(homeroom), f"/students/results/{world.class_a.pk}/"
    name = re.search(rf'name="(r{world.student.pk}-{world.algebra.subject_id}-\d+)"', client.get(at).content.decode())[
        1
    ]
    assert client.post(at, {name: "6"}).status_code == 422
    send(world, deputy, cell(world, "5"))
    answer = client.post(at, {name: "3"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="3"' in page and "5" in page
    again = re.search(rf'name="(r{world.student.pk}-{world.algebra.subject_id}-1)"', page)[1]
    assert client.post(at, {again: "3"}).status_code == 302
    assert Result.objects.get().value == 3


def set_in_the_journal(world, by):
    of = {"student": world.student, "school_class": world.class_a, "subject": world.algebra.subject, "year": world.year}
    return Result.objects.create(**of, section=world.algebra, period="year", value=4, set_by=by)


def test_what_a_teacher_set_in_the_journal_changes_with_a_reason_that_is_kept(world, login, homeroom, teacher, deputy):
    with acting(teacher):
        set_in_the_journal(world, teacher)
    client, at = login(homeroom), f"/students/results/{world.class_a.pk}/"
    typed = {f"r{world.student.pk}-{world.algebra.subject_id}-1": "5"}
    refused = client.post(at, typed)
    assert refused.status_code == 422 and "себебин" in refused.content.decode()
    assert client.post(at, typed | {"reason": "Кеңештин чечими"}).status_code == 302
    stored = Result.objects.get()
    assert stored.value == 5
    row = History.objects.filter(record="students_result", row_id=stored.pk).latest("pk")
    assert row.reason == "Кеңештин чечими"
    lines = ["8-А класс", "ФИО;Алгебра", "Алымкулова Сезим;3"]
    upload = imports.stage("x.csv", "\n".join(lines).encode(), kind="results", options={"period": "year"}, by=deputy)
    assert upload.counts["refused"] == 1, "a file has no reason to give"


def test_the_workbook_it_exports_is_imported_back(world, login, deputy):
    send(world, deputy, cell(world, "4"), cell(world, "н/а", name="Бегимай"))
    for kind, lang in (("xlsx", "ky"), ("csv", "ru")):
        url = f"/reports/students.year_results/?school_class={world.class_a.pk}&as={kind}&lang={lang}"
        file = login(deputy).get(url).content
        options = {"period": "year", "year": str(world.year.pk)}
        upload = imports.stage("results", file, kind="results", options=options, by=deputy)
        assert upload.counts["rows"] == upload.counts["unchanged"] == 2, kind
        options["period"] = "exam"
        upload = imports.stage("results", file, kind="results", options=options, by=deputy)
        assert upload.counts["new"] == 2
    imports.confirm(upload, by=deputy)
    assert Result.objects.filter(period="exam").count() == 2


def test_rows_that_cannot_be_used_come_back_with_their_reason(world, deputy):
    lines = ["8-А класс", "ФИО;Алгебра;Физика", "Алымкулова Сезим;9;5", "Бөтөн Бала;4;4", "Осмонов Данияр;3;зч"]
    upload = imports.stage("x.csv", "\n".join(lines).encode(), kind="results", options={"period": "year"}, by=deputy)
    assert upload.counts["refused"] == 3 and upload.counts["new"] == 3
