"""A school's first day on the screen: two workbooks, two orders, a timetable, a mark, and who reads it.

The school's own workbooks are taken where they lie beside the checkout, else lists of a small school.
"""

import io
import re
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from journal.models import GradingPolicy, Lesson, WorkKind
from schoolmis.imports.models import Upload
from schoolmis.jobs import queue
from schoolmis.orders.models import Order
from schoolmis.people.models import Employee
from schoolmis.structure.models import SchoolClass, Section, Term
from students.models import Guardianship, Placement
from tests.imports import pupils, workbooks
from tests.imports.conftest import empty  # noqa: F401
from tests.papers.reading import pages

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
PASSWORD = "боз үй 2026 жаз"
CODE = re.compile(r"\b([2-9A-HJKMNP-Z]{4}) ([2-9A-HJKMNP-Z]{4})\b")


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }


def contingent() -> bytes:
    path = SHARED / "contingent-2026.xlsx"
    return path.read_bytes() if path.exists() else workbooks.workbook(pupils.school(60))[0]


def staff() -> tuple[bytes, str]:
    """(the workbook, the director's name in it)"""
    path = SHARED / "staff-and-load-2026.xlsx"
    if path.exists():
        content = path.read_bytes()
    else:
        book = openpyxl.Workbook()
        book.active.append(["Аты-жөнү", "Кызматы", "Макулдук №", "Макулдук күнү"])
        for name, post in (
            ("Бекова Айгүл Асановна", "Директор"),
            ("Үсөнова Гүлнара Эмилевна", "Директордун окуу иштери боюнча орун басары"),
            ("Садыкова Жылдыз Болотовна", "Мугалим"),
        ):
            book.active.append([name, post, "К-1", date(2026, 8, 25)])
        load = book.create_sheet("Жүктөм")
        load.append(["Классы", "Предмет", "Саат", "Мугалим"])
        for subject in ("Алгебра", "Физика", "Химия"):
            load.append(["9-Б", subject, 2, "Садыкова Жылдыз Болотовна"])
        content = workbooks.saved(book)
    for sheet in openpyxl.load_workbook(io.BytesIO(content), read_only=True):
        for row in sheet.iter_rows(values_only=True):
            if {"директор", "мектеп директору"} & {str(cell).strip().lower() for cell in row}:
                names = [str(cell) for cell in row if cell and len(str(cell).split()) == 3]
                return content, names[0]
    raise AssertionError("no director in the workbook")


def joined(login, code) -> Client:
    """A browser of somebody who came with a slip."""
    client = Client()
    given = {"login": login, "code": code, "password": PASSWORD, "again": PASSWORD, "accept": "on"}
    answer = client.post("/account/join/", given)
    assert answer.status_code == 302, answer.content.decode()
    return client


def slip(client, address) -> str:
    answer = client.post(address)
    assert answer.content[:4] == b"%PDF", answer.status_code
    return ["".join(found) for found in CODE.findall(" ".join(pages(answer.content)))]


def brought(client, content, address="/imports/new/", **more) -> Upload:
    answer = client.post(address, {"file": SimpleUploadedFile("list.xlsx", content), **more})
    assert answer.status_code == 302, answer.content.decode()
    assert client.get(answer.url).status_code == 200
    assert client.post(f"{answer.url}confirm/").status_code == 302
    upload = Upload.objects.latest("pk")
    if upload.status == Upload.Status.GOING:
        queue.run(upload.job_id)
        upload.refresh_from_db()
    assert upload.status == Upload.Status.DONE, upload.job and upload.job.message
    assert client.get(answer.url).status_code == 200
    return upload


def week_of(school_class) -> bytes:
    """A list of the class's lessons, one after another through the week, from its teaching load."""
    rows, place = [], 0
    found = Section.objects.filter(group__classes=school_class, group__kind="class").select_related("subject")
    for section in found:
        for _hour in range(int(section.hours)):
            day, number = ("Дүйшөмбү", "Шейшемби", "Шаршемби", "Бейшемби", "Жума")[place % 5], place // 5 + 1
            rows.append([str(school_class), day, number, section.subject.name_ky])
            place += 1
    book = openpyxl.Workbook()
    for row in (["Классы", "Күн", "Сабак №", "Предмет"], *rows):
        book.active.append(row)
    return workbooks.saved(book)


def test_from_two_workbooks_to_a_printed_summary(empty, capsys):  # noqa: F811
    content, director_name = staff()
    call_command("install", name="Көк-Жар орто мектеби", director=director_name)
    login, code = re.search(r"sign-in name: (\S+)\s+one-use code: (\S+)", capsys.readouterr().out).groups()
    assert WorkKind.objects.exists()
    assert GradingPolicy.objects.filter(scale__kind="levels").exists()

    director = joined(login, code)
    brought(director, contingent())
    brought(director, content)
    orders = Order.objects.filter(status="draft")
    assert {order.kind for order in orders} >= {"load", "roles"}
    for order in orders:
        assert director.get(f"/orders/{order.pk}/").status_code == 200
        answer = director.post(f"/orders/{order.pk}/sign/", follow=True)
        order.refresh_from_db()
        assert order.status == "signed", answer.content.decode()

    loads = Counter(
        Section.objects.filter(loads__isnull=False, group__kind="class", subject__has_marks=True)
        .exclude(group__classes__grade=1)
        .values_list("group__classes", flat=True)
    )
    school_class = SchoolClass.objects.get(pk=max(loads, key=loads.get))

    deputy = Employee.objects.filter(position="deputy").first()
    assert deputy
    (code,) = slip(director, f"/staff/{deputy.pk}/slip/")
    deputy = joined(Employee.objects.get(pk=deputy.pk).person.user.username, code)
    assert "kind=timetable" in deputy.get("/journal/timetable/").content.decode()
    address = "/imports/new/?kind=timetable"
    upload = brought(deputy, week_of(school_class), address, kind="timetable", starts_on="2026-09-01")
    assert upload.counts["refused"] == 0, [one.faults for one in upload.staged_rows]
    assert deputy.get(f"/journal/timetable/classes/{school_class.pk}/").status_code == 200

    held = Lesson.objects.filter(section__group__classes=school_class, section__subject__has_marks=True)
    lesson = held.filter(date__lte=date(2026, 11, 20)).order_by("-date").first()
    section, teacher = lesson.section, lesson.section.loads.first().teacher
    (code,) = slip(director, f"/staff/{teacher.pk}/slip/")
    teacher = joined(Employee.objects.get(pk=teacher.pk).person.user.username, code)
    assert teacher.get("/", follow=True).status_code == 200
    assert str(section.subject) in teacher.get(f"/journal/day/?on={lesson.date}").content.decode()
    with_parent = Guardianship.objects.filter(student__placements__school_class=school_class).values("student")
    student = Placement.objects.filter(school_class=school_class, student__in=with_parent).first().student
    page = teacher.get(f"/journal/{section.pk}/").content.decode()
    assert f'data-s="{student.pk}"' in page
    assert f'data-l="{lesson.pk}"' in page
    user = re.search(r'data-user="(\d+)"', page)[1]
    cells = [{"l": lesson.pk, "s": student.pk, "t": "5", "v": 0}]
    letter = {"key": "a" * 32, "user": int(user), "cells": cells}
    answer = teacher.post(f"/journal/{section.pk}/cells/", letter, content_type="application/json").json()
    assert [one["t"] for one in answer["saved"]] == ["5"], answer
    form = {"topic": "Квадраттык теңдеме", "homework": "№ 214", "kind": "", "version": lesson.version}
    assert teacher.post(f"/journal/lessons/{lesson.pk}/", form).status_code == 302

    link = student.guardianships.first()
    codes = slip(director, f"/students/{student.pk}/slips/")
    link.guardian.refresh_from_db()
    parent = next(
        one
        for one in (Client() for _code in codes)
        for code in codes
        if one.post(
            "/account/join/",
            {
                "login": link.guardian.user.username,
                "code": code,
                "password": PASSWORD,
                "again": PASSWORD,
                "accept": "on",
            },
        ).status_code
        == 302
    )
    text = parent.get("/journal/children/", follow=True).content.decode()
    assert "Квадраттык" in text or "№ 214" in text
    assert re.search(r"m5[^>]*>5<", text), "the parent sees the mark"

    term = Term.objects.get(starts_on__lte=lesson.date, ends_on__gte=lesson.date)
    results = {"key": "b" * 32, "user": int(user), "cells": [{"r": str(term.pk), "s": student.pk, "t": "5", "v": 0}]}
    assert teacher.post(f"/journal/{section.pk}/results/", results, content_type="application/json").json()["saved"]
    report = f"/reports/journal.class_summary/?school_class={school_class.pk}&term={term.pk}"
    assert director.get(report).status_code == 200
    printed = director.get(f"{report}&as=pdf")
    content = b"".join(printed.streaming_content) if printed.streaming else printed.content
    assert content[:4] == b"%PDF"
    assert student.person.last_name in " ".join(pages(content))
