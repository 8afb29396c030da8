"""R7-4.5: a register of applications kept on paper is taken over with its own numbers."""

import io
from datetime import date

import openpyxl
import pytest

from schoolmis.access import Denied
from schoolmis.imports import actions as imports
from schoolmis.imports.staging import Staged
from students.imports.applications import asked_for, import_applications
from students.models import Application, Asked, BookCounter

pytestmark = pytest.mark.django_db
HEADS = ("Номери", "Түшкөн күнү", "Окуучу", "Арыз ээси", "Мазмуну", "Жыйынтыгы")


def staged(by, *rows):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (HEADS, *rows):
        book.active.append(row)
    book.save(out)
    return imports.stage("applications.xlsx", out.getvalue(), kind="applications", by=by)


def test_the_register_is_taken_over_and_goes_on_after_its_last_number(world, secretary):
    child = world.student
    rows = [
        (21, date(2026, 1, 20), str(child.person), "Алымкулова Жаңыл", "Башка класска которуу", "Буйрук № 4-О"),
        ("22", "03.02.2026", "Жаңы Бала Баласы", "Жаңы Ата", "1-класска кабыл алуу", ""),
        (23, date(2026, 2, 5), "Башка Бала", "Ата", "Справка берүү", "Баш тартылды: негиз жок"),
        (22, date(2026, 2, 6), "Кайталанган Бала", "Ата", "Кабыл алуу", ""),
        ("", date(2026, 2, 7), "Номерсиз Бала", "Ата", "Кабыл алуу", ""),
        (30, date(2027, 2, 7), "Келечек Бала", "Ата", "Кабыл алуу", ""),
    ]
    upload = staged(secretary, *rows)
    assert (upload.counts["new"], upload.counts["refused"], upload.counts["warned"]) == (3, 3, 1)
    assert not Application.objects.filter(number__in=(21, 22)).exists()
    imports.carry_out(upload, by=secretary)
    first, second, third = Application.objects.filter(number__in=(21, 22, 23)).order_by("number")
    assert (first.student, first.kind, first.state) == (child, Asked.TRANSFER, "answered")
    assert (second.student, second.child_name, second.kind) == (None, "Жаңы Бала Баласы", Asked.ADMISSION)
    assert (third.kind, third.state) == (Asked.OTHER, "refused")
    assert BookCounter.objects.get(book="applications", year=2026).next_number == 24
    again = staged(secretary, *rows[:3])
    assert (again.counts["unchanged"], again.counts["new"]) == (3, 0)
    other = staged(secretary, (21, date(2026, 1, 20), "Башка Бала", "Ата", "Кабыл алуу", ""))
    assert other.rows[0]["state"] == "refused"


def test_whoever_does_not_keep_the_register_imports_none(teacher):
    with pytest.raises(Denied):
        import_applications(Staged(), teacher, lambda done, total: None)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Об отчислении в связи с переездом", Asked.MOVED),
        ("Башка мектепке кетүү", Asked.SCHOOL),
        ("Окуучулардын катарына калыбына келтирүү", Asked.RESTORATION),
        ("Прием в 1 класс", Asked.ADMISSION),
        ("Үйдө окутуу", Asked.HOME),
        ("жалпы", ""),
    ],
)
def test_what_is_asked_for_is_read_from_words(words, kind):
    assert asked_for(words) == kind
