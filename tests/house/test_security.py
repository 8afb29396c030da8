"""What must hold on every page: refusals, headers, text that stays text (ASVS 5.0; research/stack.md §17)."""

import io
import json
import re
import zipfile

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from journal.models import Cell
from schoolmis.accounts.models import Slip, User
from schoolmis.audit.book import acting
from schoolmis.audit.models import Entry, History
from schoolmis.desk import panels
from schoolmis.jobs.models import Job
from schoolmis.jobs.queue import deliver
from schoolmis.orders.actions import change_order, draft_order, revoke_order
from schoolmis.orders.models import Order
from schoolmis.people.models import Consent, Person
from schoolmis.structure.models import Subject
from students.models import Student
from tests.cast import PASSWORD
from tests.house.test_matrix import ROWS, fill
from tests.imports import pupils, workbooks

pytestmark = pytest.mark.django_db
EVIL = ["<script>alert(1)</script>", "\"onerror='x'><b", "{{7*7}}{% now 'Y' %}", "=cmd|' /C calc'!A0"]


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }


def text(answer):
    return b"".join(answer).decode(errors="replace")


# forged requests


def test_no_address_takes_a_post_without_its_token(world, director):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(director, "allauth.account.auth_backends.AuthenticationBackend")
    took = []
    for address in {fill(row[0], world) for row in ROWS} | {"/account/login/", "/account/join/", "/account/logout/"}:
        answer = strict.post(address, {"x": "1"})
        if answer.status_code != 403:
            took.append((address, answer.status_code))
    assert [one for one in took if one[1] not in (404, 405)] == []


LOOKS = {
    "people.extract",
    "files.open",
    "students.view_card",
    "students.view_restricted",
    "people.view_card",
    "papers.print",
    "journal.give_load_file",
    "journal.export_marks",
}


def test_reading_every_address_changes_nothing_and_nothing_on_the_way_keeps_it(world, director, login):
    """GET writes only the book's entries of looks and prints (ASVS 3.5.3, 14.3.2)."""
    client, kept = login(director), []
    last = Entry.objects.latest("pk").pk
    before = History.objects.count(), Slip.objects.count(), Job.objects.count(), User.objects.count()
    for row in ROWS:
        caching = client.get(fill(row[0], world)).get("Cache-Control", "")
        if "no-store" not in caching and "private, no-cache" not in caching:
            kept.append((row[0], caching))
    assert kept == []
    assert (History.objects.count(), Slip.objects.count(), Job.objects.count(), User.objects.count()) == before
    assert set(Entry.objects.filter(by=director, pk__gt=last).values_list("act", flat=True)) <= LOOKS
    assert client.session["_auth_user_id"] == str(director.pk), "not even signing out"


@pytest.mark.parametrize(
    "address, form",
    [
        ("/account/login/?next=https://evil.example/", {"login": "director", "password": PASSWORD}),
        ("/account/login/", {"login": "director", "password": PASSWORD, "next": "//evil.example"}),
        ("ui:language", {"language": "ru", "next": "https://evil.example/"}),
        ("ui:theme", {"theme": "dark", "next": "https://evil.example/"}),
    ],
)
def test_nobody_is_sent_to_a_foreign_host(client, director, address, form):
    answer = client.post(address if address.startswith("/") else reverse(address), form)
    assert answer.status_code == 302 and "evil" not in answer["Location"]


def test_a_lessons_form_leads_back_to_its_journal(world, teacher, login):
    lesson = world.lesson()
    form = {"version": lesson.version, "topic": "Тема", "homework": "", "kind": "", "next": "https://evil.example/"}
    answer = login(teacher).post(f"/journal/lessons/{lesson.pk}/", form)
    assert answer.status_code == 302 and answer["Location"].startswith("/journal/")


def test_fields_that_a_form_does_not_have_are_ignored(world, secretary, login):
    child = world.student
    form = {"last_name": "Алымкулова", "first_name": "Сезим", "phone": "", "version": child.person.version}
    form |= {"user": "1", "id": "1", "pk": "1", "sort_key": "я", "file_number": "А/1", "is_active": "0", "student": "1"}
    answer = login(secretary).post(f"/students/{child.pk}/edit/", form)
    assert answer.status_code == 302
    person = Person.objects.get(pk=child.person_id)
    assert (person.user.username, Student.objects.get(pk=child.pk).file_number) == ("student", None)


def test_a_letter_from_the_grid_carries_no_other_fields(world, teacher, login):
    cell = {"l": world.lesson().pk, "s": world.student.pk, "t": "5", "v": 0, "entered_by": 1, "version": 99}
    letter = {"key": "k", "user": teacher.pk, "cells": [cell]}
    login(teacher).post(f"/journal/{world.algebra.pk}/cells/", json.dumps(letter), "application/json")
    stored = Cell.objects.get()
    assert (stored.entered_by_id, stored.version) == (teacher.pk, 1)


# signing in


def test_the_session_is_another_one_after_signing_in(client, director):
    client.get("/account/login/")
    client.cookies["sessionid"] = "0" * 32
    client.post("/account/login/", {"login": "director", "password": PASSWORD})
    first = client.cookies["sessionid"].value
    assert first != "0" * 32
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    client.post("/account/logout/")
    client.post("/account/login/", {"login": "director", "password": PASSWORD})
    assert client.cookies["sessionid"].value != first


def test_a_session_ends_with_the_account_the_password_and_the_last_right(login, teacher, world):
    client = login(teacher)
    assert client.get("/journal/day/").status_code == 200
    revoke_order(Order.objects.get(kind="load"), basis_ky="Арыз", by=User.objects.get(username="director"))
    assert client.get("/journal/day/").status_code == 403
    User.objects.filter(pk=teacher.pk).update(is_active=False)
    assert client.get("/").status_code == 302
    User.objects.filter(pk=teacher.pk).update(is_active=True)
    teacher.set_password("башка сырсөз 1")
    teacher.save()
    assert client.get("/").status_code == 302


def test_the_address_that_a_request_claims_moves_no_lock(client, director, deputy):
    for turn in range(10):
        form = {"login": "director", "password": "wrong"}
        answer = client.post("/account/login/", form, headers={"X-Forwarded-For": f"10.0.0.{turn}"})
    assert answer.status_code == 429 and PASSWORD not in answer.content.decode()
    other = Client().post("/account/login/", {"login": "deputy", "password": PASSWORD})
    assert other.status_code == 302, "a neighbour behind the same address gets in"


def test_an_unknown_name_and_a_wrong_password_sound_alike(client, director):
    answers = [
        text(client.post("/account/login/", {"login": name, "password": "wrong"})).replace(name, "")
        for name in ("director", "naytkyzy")
    ]
    without = [re.sub(r'(value|content)="[^"]*"|X-CSRFToken[^}]*', "", one) for one in answers]
    assert without[0] == without[1]


# headers


@pytest.mark.parametrize(
    "address, host, status",
    [
        ("/account/login/", "testserver", 200),
        ("/students/", "testserver", 302),
        ("/nowhere/", "testserver", 404),
        ("/account/login/", "evil.example", 400),
        ("/sw.js", "testserver", 200),
        ("/help/", "testserver", 200),
    ],
)
def test_every_answer_carries_the_policies(client, settings, address, host, status):
    settings.ALLOWED_HOSTS = ["testserver"]
    answer = client.get(address, headers={"host": host})
    assert answer.status_code == status
    policy = answer["Content-Security-Policy"]
    for rule in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Referrer-Policy"] == "same-origin"


def test_a_fault_tells_its_reader_nothing_of_the_inside(director, login, monkeypatch):
    def break_down(request):
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr(panels, "figures", break_down)
    client = login(director)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500 and "Content-Security-Policy" in answer
    assert not re.search("secret of the inside|Traceback|RuntimeError|/schoolmis/", text(answer))
    assert "no-store" in answer["Cache-Control"]


def test_the_state_of_the_system_is_told_in_a_word(client):
    assert (client.get("/readyz").content, client.get("/healthz").content) == (b"ready\n", b"ok\n")


# text stays text


@pytest.fixture
def poisoned(world, director):
    """Every text that people type holds an attack."""
    script, quotes, braces, formula = EVIL
    with acting(director):
        Person.objects.filter(student=world.student).update(
            last_name=script, first_name=quotes, patronymic=braces, address=formula, phone=quotes[:20]
        )
        Person.objects.filter(wards__student=world.student).update(last_name=formula, first_name=script)
        Subject.objects.filter(pk=world.algebra.subject_id).update(name_ky=script, name_ru=formula)
        lesson = world.lesson()
        lesson.topic, lesson.homework = script, quotes
        lesson.save()
        world.student.cells.create(lesson=lesson, first=4, comment=script, entered_by=director)
        world.student.exemptions.create(subject=Subject.objects.last(), document=script, starts_on="2026-09-01")
        Person.objects.filter(user__username="teacher").update(last_name=script, first_name=formula)
        User.objects.filter(username="teacher").update(name=script)
    order = draft_order("other", by=director, title_ky=script, text_ky=quotes, basis_ky=script, text_ru=braces)
    change_order(order, by=director, version=1, title_ru=formula)
    return order


READERS = {
    "director": ["/", "/students/", "/students/{student}/", "/students/{student}/edit/", "/students/{student}/history/"]
    + ["/journal/{algebra}/", "/journal/cells/{lesson}/{student}/history/", "/journal/behind/", "/staff/"]
    + [
        "/students/{student}/blocks/journal.marks/",
        "/school/subjects/",
        "/orders/",
        "/journal/timetable/",
        "/search/?q=script",
    ],
    "teacher": ["/journal/lessons/{lesson}/", "/journal/day/", "/journal/", "/students/{student}/"],
    "mother": ["/journal/children/{student}/", "/students/{student}/", "/account/"],
}


@pytest.mark.parametrize("reader", READERS)
def test_what_people_type_is_shown_as_they_typed_it(poisoned, world, login, request, reader):
    client = login(request.getfixturevalue(reader))
    pages = [fill(address, world) for address in READERS[reader]]
    if reader == "director":
        pages += [f"/orders/{poisoned.pk}/", "/reports/students.class_list/", "/reports/journal.marks_table/"]
        pages += ["/reports/journal.class_summary/", "/reports/access.holders/"]
    shown = ""
    for page in pages:
        answer = client.get(page)
        html = text(answer)
        assert answer.status_code in (200, 302), page
        assert "<script>alert" not in html and "onerror='x'><b" not in html, page
        assert not re.search(r"\b49\b\d{4}", html), page
        shown += html
    assert "&lt;script&gt;alert(1)" in shown


@pytest.mark.parametrize("code", ["students.class_list", "journal.marks_table", "journal.class_summary"])
def test_papers_and_workbooks_hold_text_and_no_formulas(poisoned, world, director, login, code):
    client, address = login(director), f"/reports/{code}/?school_class={world.class_a.pk}"
    assert client.get(f"{address}&as=pdf").content.startswith(b"%PDF")
    found = client.get(f"{address}&as=xlsx")
    texts = []
    for sheet in openpyxl.load_workbook(io.BytesIO(found.content)).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f", cell.value
            texts.append(str(cell.value))
    assert any("<script>" in one for one in texts)
    rows = client.get(f"{address}&as=csv").content.decode("utf-8-sig").replace('"', "").splitlines()
    assert not any(cell.startswith(("=", "@")) for row in rows for cell in row.split(";"))


def test_lists_and_orders_go_out_as_text(poisoned, director, login):
    client = login(director)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/students/?export=xlsx").content))
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)
    for language in ("ky", "ru"):
        assert client.get(f"/orders/{poisoned.pk}/print/?lang={language}").content.startswith(b"%PDF")


# who sees what


SECRETS = ("11405201200012", "+996772718585", "0772 71-85-85", "2718585", "14.05.2012")


@pytest.mark.parametrize("reader", ["teacher", "administrator"])
def test_pins_and_phones_are_absent_where_the_right_is(world, login, request, reader):
    client = login(request.getfixturevalue(reader))
    pages = ["/students/", f"/students/{world.student.pk}/", f"/students/classes/{world.class_a.pk}/"]
    pages += ["/students/?q=11405201200012", "/students/?q=0772718585", "/search/?q=11405201200012", "/staff/"]
    for page in pages:
        html = text(client.get(page)).replace(page, "")
        found = [one for one in SECRETS if one in re.sub(r'value="[^"]*"|«[^»]*»|\?[^"]*', "", html)]
        assert not found, (page, found)
        assert "700 00-00-01" not in html and "+996700000001" not in html, page


def test_a_child_whose_consent_was_withdrawn_is_a_name_and_a_class(world, director, login):
    with acting(director):
        facts = {"phone": "+996555111222", "address": "Көк-Жар 7", "born_on": "2012-02-29"}
        Person.objects.filter(student=world.student).update(**facts)
        Consent.objects.filter(person__student=world.student).update(ends_on="2026-11-01")
    client, pk = login(director), world.student.pk
    pages = ["/students/", f"/students/{pk}/", f"/students/{pk}/edit/", f"/students/classes/{world.class_a.pk}/"]
    pages += [f"/students/{pk}/consents/give/", "/students/?export=csv", "/reports/students.class_list/?as=csv"]
    pages += ["/reports/students.without_consent/", f"/journal/children/{pk}/", f"/journal/{world.algebra.pk}/"]
    hidden = (*SECRETS[:1], "555 11-12-22", "+996555111222", "Көк-Жар 7", "29.02.2012", "29-февр", "1•••0012")
    for page in pages:
        shown = text(client.get(page))
        assert not [one for one in hidden if one in shown], page
    assert f"/students/{pk}/" not in text(client.get("/search/?q=11405201200012"))
    mother = User.objects.get(username="mother")
    client = login(mother)
    assert client.get(f"/journal/children/{pk}/").status_code == 404, "and the portal is shut"


def test_a_form_offers_no_children_of_another_class(world, homeroom, login):
    shown = text(login(homeroom).get(f"/reports/journal.marks_table/?school_class={world.class_b.pk}&lang=ky"))
    assert "Гүлзат" not in shown


@pytest.mark.parametrize(
    "reader, status", [("director", 200), ("homeroom", 403), ("teacher", 403), ("administrator", 403)]
)
def test_a_list_goes_out_only_with_the_right(login, request, reader, status):
    assert login(request.getfixturevalue(reader)).get("/students/?export=xlsx").status_code == status


# files


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60 * 1024 * 1024)
    return out.getvalue()


def entity():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "xl/workbook.xml", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook>&e;</workbook>'
        )
    return out.getvalue()


BAD_FILES = {
    "a bomb": bomb,
    "an outer entity": entity,
    "a picture": lambda: b"\xff\xd8\xff\xe0<script>",
    "a page": lambda: b"<!doctype html><table><script>alert(1)</script>",
    "many members": lambda: _zip({f"xl/{n}.xml": "" for n in range(3000)}),
    "nothing": lambda: b"",
}


def _zip(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_bad_file_is_refused_in_a_sentence(login, secretary, what):
    file = io.BytesIO(BAD_FILES[what]())
    file.name = "list.xlsx"
    answer = login(secretary).post("/imports/new/", {"file": file, "kind": ""})
    assert answer.status_code == 422 and answer.context["form"].errors["file"]


def test_a_files_name_leads_nowhere_and_the_upload_is_its_senders(login, secretary, director, tmp_path):
    content = workbooks.workbook(pupils.school(2, classes=((8, "А"),)))[0]
    file = io.BytesIO(content)
    file.name = '../../x"; filename=y.xlsx'
    answer = login(secretary).post("/imports/new/", {"file": file, "kind": "students"})
    assert answer.status_code == 302
    stored = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert stored and all(path.parent.name == "imports" for path in stored)
    strange = login(director)
    assert strange.get(answer["Location"]).status_code == 404
    assert strange.post(f"{answer['Location']}confirm/").status_code == 404


def test_a_finished_report_is_shut_with_the_right_it_was_made_under(login, deputy, director):
    args = {
        "code": "journal.class_summary",
        "query": "school_class=all",
        "format": "pdf",
        "lang": "ky",
        "language": "ky",
    }
    job = Job.objects.create(name="papers.report", title="x", owner=deputy, status=Job.Status.DONE, args=args)
    deliver(job, "report.pdf", b"%PDF-")
    client = login(deputy)
    assert client.get(f"/jobs/{job.pk}/result/").status_code == 200
    revoke_order(Order.objects.get(kind="load"), basis_ky="Арыз", by=director)
    with acting(director):
        deputy.role_grants.update(ends_on="2026-11-20", revoked_by=Order.objects.get(kind="revoke"))
    assert client.get(f"/jobs/{job.pk}/result/").status_code == 403
