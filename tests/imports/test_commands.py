"""The two commands on an installation without a school: counts, reasons, exit codes, nothing left by a dry run."""

import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from django.db import connection
from django.utils.translation import override

from schoolmis.access import Role
from schoolmis.access.grants import roles_of
from schoolmis.accounts.models import User
from schoolmis.orders.actions import sign_order
from schoolmis.orders.models import Order
from schoolmis.people.models import Consent, Employee
from schoolmis.structure.models import Group, SchoolClass, SchoolProfile, Section, Subject, TeachingLoad, group_name
from students.models import Enrolment, Membership, Student

from . import pupils, workbooks

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def run(command, file, *flags):
    """(exit code, the object on standard output, what was said on standard error)"""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(command, str(file), "--json", *flags, stdout=out, stderr=err)
        code = 0
    except SystemExit as end:
        code = end.code
    return code, json.loads(out.getvalue()), err.getvalue()


def counts(told):
    return {name: told[name] for name in ("rows", "imported", "unchanged", "refused", "warned")}


def rows_in_all_tables():
    kept = ("django_migrations", "django_content_type")
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names() if name not in kept]
        cursor.execute(" union all ".join(f"select '{name}', count(*) from \"{name}\"" for name in names))
        return dict(cursor.fetchall())


@pytest.fixture
def planted(tmp_path):
    """A list of another school with one fault of each kind: (path, rows with refusals, rows with warnings)."""
    refused, warned = pupils.school(60), pupils.school(60, seed=9)
    wrong, odd = pupils.planted(refused, pupils.REFUSALS), pupils.planted(warned, pupils.WARNINGS)
    for one in warned:
        one["pin"] = one["pin"] and one["pin"][:9] + f"{int(one['pin'][9:]) + 500:05d}"
        one["consent"] = one["consent"] and f"{one['consent']}-2"
        one["mother_phone"] = one["mother_phone"] and str(one["mother_phone"]).replace("0772", "0709")
    content, _rows = workbooks.workbook(refused + warned, workbooks.OTHER_ORDER, workbooks.RUSSIAN, heading_row=6)
    path = tmp_path / "tizme.xlsx"
    path.write_bytes(content)
    return path, {7 + place: code for place, code in wrong.items()}, {67 + place: code for place, code in odd.items()}


def test_another_schools_list_gives_what_was_planted_in_it(empty, planted):
    path, wrong, odd = planted
    code, told, said = run("import_contingent", path)
    assert code == 0
    assert "Saving" in said
    assert {row["row"]: row["code"] for row in told["refused_rows"]} == wrong
    assert {row["row"]: row["code"] for row in told["warned_rows"]} == odd
    assert counts(told) == {
        "rows": 120,
        "imported": 120 - len(wrong),
        "unchanged": 0,
        "refused": len(wrong),
        "warned": len(odd),
    }
    assert told["refused_rows"][0].keys() == {"sheet", "row", "field", "code", "reason"}
    assert Student.objects.count() == Enrolment.objects.count() == 120 - len(wrong)
    assert SchoolProfile.objects.get().grade_to == 11
    again = run("import_contingent", path)[1]
    assert counts(again) == counts(told) | {"imported": 0, "unchanged": 120 - len(wrong)}


def test_a_dry_run_counts_and_leaves_nothing(empty, planted):
    before = rows_in_all_tables()
    assert not any(before.values())
    dry = run("import_contingent", planted[0], "--dry-run")[1]
    assert rows_in_all_tables() == before
    assert dry == run("import_contingent", planted[0])[1]


@pytest.mark.parametrize(
    "layout", [workbooks.sheet_per_class, workbooks.comma_separated, workbooks.sections, workbooks.merged]
)
def test_every_layout_gives_the_same_students(empty, layout, tmp_path):
    path = tmp_path / "list"
    path.write_bytes(layout(pupils.school(40))[0])
    assert counts(run("import_contingent", path)[1])["imported"] == 40
    path.write_bytes(workbooks.workbook(pupils.school(40))[0])
    # A layout without sex, address and language leaves them to be filled by a fuller list; nobody comes twice.
    told = counts(run("import_contingent", path)[1])
    assert told["imported"] + told["unchanged"] == 40
    assert Student.objects.count() == 40


@pytest.mark.parametrize("content", [None, b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Салам".encode()])
def test_a_file_that_cannot_be_read_ends_with_2_and_says_why(empty, tmp_path, content):
    path = tmp_path / "list.xlsx"
    if content is not None:
        path.write_bytes(content)
    code, told, _said = run("import_contingent", path)
    assert (code, list(told)) == (2, ["error"])
    assert told["error"]
    assert not SchoolProfile.objects.exists()


def staff_workbook(path, load=(), homeroom=None, staff=()):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Аты-жөнү", "Жынысы", "Туулган күнү", "ПИН", "Кызматы", "Телефону", "Макулдук күнү"])
    for row in [
        [
            "Асанова Айгүл Бакытовна",
            "а",
            "04.09.1966",
            "10409196647931",
            "Мектеп директору",
            "0555454710",
            "28.08.2026",
        ],
        ["Бакиева Нурай Асановна", "а", "08.02.1988", "10802198882657", "Завуч", "0555454711", "28.08.2026"],
        ["Ким Анна", "а", "10.10.1990", "11010199000001", "Мугалим", "0555454712", "28.08.2026"],
        ["Орозов Чынгыз", "э", "11.10.1990", "21110199000001", "Мугалим", "0555454713", None],
        ["Эсенов Тилек", "э", "11.10.1991", "21110199100001", "Системанын администратору", None, "28.08.2026"],
        *staff,
    ]:
        sheet.append(row)
    sheet = book.create_sheet("Жүктөм")
    sheet.append(["Классы", "Предмет", "Жумасына саат", "Мугалим", "Топ"])
    for row in load or LOAD:
        sheet.append(row)
    sheet = book.create_sheet("Жетекчилер")
    sheet.append(["Классы", "Класс жетекчи", "Смена"])
    for row in homeroom or [["5-А", "Ким Анна", 2], ["9-Б", "Орозов Чынгыз", 1]]:
        sheet.append(row)
    book.save(path)
    return path


LOAD = [
    ["5-А", "Математика", 5, "Ким Анна", None],
    ["5-А", "Английский язык", 3, "Ким Анна", 1],
    ["5-А", "Английский язык", 3, "Орозов Чынгыз", 2],
    ["9-Б", "Физкультура", 2, "Орозов Чынгыз", None],
    ["9-Б", "Шахмат", "1,5", "Орозов Чынгыз", None],
    ["1-А + 1-Б", "Музыка", 1, "Ким Анна", None],
]


def test_a_staff_workbook_names_the_first_director_and_drafts_two_orders(empty, tmp_path):
    path = staff_workbook(tmp_path / "staff.xlsx")
    code, told, said = run("import_staff", path)
    assert code == 0
    assert counts(told) == {"rows": 13, "imported": 13, "unchanged": 0, "refused": 0, "warned": 0} | {
        "warned": told["warned"]
    }
    director = Employee.objects.get(position="director").person
    assert roles_of(director.user) == {Role.DIRECTOR}
    assert f"sign-in name: {director.user.username}" in said
    assert said.count("one-use code") == 2
    drafts = {order.kind: order for order in Order.objects.filter(status="draft")}
    assert len(drafts["load"].payload["loads"]) == 6
    grants = {(line["role"], bool(line["class"])) for line in drafts["roles"].payload["grants"]}
    assert grants == {("deputy", False), ("homeroom", True)}
    assert not TeachingLoad.objects.exists()
    assert User.objects.filter(is_system=False).count() == 2
    assert SchoolClass.objects.get(grade=5).shift == 2
    assert {str(group) for group in Group.objects.exclude(kind="class")} == {
        "1-А + 1-Б",
        "5-А · Англис тили · 1",
        "5-А · Англис тили · 2",
    }
    half = Group.objects.get(name="5-А · Англис тили · 2")
    with override("ru"):
        assert str(half) == "5-А · Английский язык · 2"
        named = Group.objects.filter(pk=half.pk).values_list(group_name(""), flat=True)
        assert list(named) == [str(half)] and str(SchoolClass.objects.get(grade=5).groups.get(kind="class")) == "5-А"
    assert Section.objects.get(group__name="9-Б", subject__code="PED")
    assert Subject.objects.get(name_ky="Шахмат").name_ru == "Шахмат"
    before = rows_in_all_tables()
    again = run("import_staff", path)[1]
    assert counts(again) == counts(told) | {"imported": 0, "unchanged": 13}
    assert rows_in_all_tables() == before


def test_signing_opens_the_journals_and_the_same_workbook_still_changes_nothing(empty, tmp_path):
    path = staff_workbook(tmp_path / "staff.xlsx")
    run("import_staff", path)
    director = Employee.objects.get(position="director").person.user
    for order in Order.objects.filter(status="draft"):
        sign_order(order, by=director)
    assert TeachingLoad.objects.count() == 6
    teacher = Employee.objects.get(person__last_name="Ким").person.user
    assert Role.HOMEROOM in roles_of(teacher)
    assert counts(run("import_staff", path)[1])["unchanged"] == 13
    changed = [["5-А", "Математика", 6, "Ким Анна", None], *LOAD[1:]]
    told = run("import_staff", staff_workbook(path, load=changed))[1]
    assert counts(told)["imported"] == 1
    assert len(Order.objects.get(status="draft").payload["loads"]) == 1


def test_a_mended_workbook_corrects_the_drafts_that_nobody_has_signed(empty, tmp_path):
    path = staff_workbook(tmp_path / "staff.xlsx")
    run("import_staff", path)
    changed = [["5-А", "Математика", 5, "Орозов Чынгыз", None], *LOAD[1:]]
    homeroom = [["5-А", "Орозов Чынгыз", 2], ["9-Б", "Ким Анна", 1]]
    told = run("import_staff", staff_workbook(path, load=changed, homeroom=homeroom))[1]
    assert counts(told)["imported"] == 3
    drafts = {order.kind: order for order in Order.objects.filter(status="draft")}
    assert len(drafts["load"].payload["loads"]) == 6
    assert len(drafts["roles"].payload["grants"]) == 3
    told = run("import_staff", path)[1]
    assert counts(told)["imported"] == 0


def test_staff_without_a_consent_keep_the_name_and_the_post(empty, tmp_path):
    run("import_staff", staff_workbook(tmp_path / "staff.xlsx"))
    employee = Employee.objects.get(person__last_name="Орозов")
    person = employee.person
    assert (person.born_on, person.pin, person.phone) == (None, None, "")
    assert employee.position == "teacher"
    assert Consent.objects.count() == 4


def test_the_halves_of_a_class_fill_its_subgroups(empty, tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbooks.workbook(pupils.school(60))[0])
    run("import_staff", staff_workbook(tmp_path / "staff.xlsx"))
    assert not Membership.objects.exists()
    assert counts(run("import_contingent", path)[1])["imported"] == 60
    sizes = [group.memberships.count() for group in Group.objects.filter(kind="subgroup").order_by("name")]
    assert sizes == [6, 6]
    assert counts(run("import_contingent", path)[1])["unchanged"] == 60
    assert Membership.objects.count() == 12


def test_load_of_somebody_unknown_is_refused_and_the_rest_taken(empty, tmp_path):
    load = [*LOAD, ["5-А", "Физика", 2, "Белгисиз Адам", None], ["5-А", "Химия", 2, "Вакансия", None]]
    told = run("import_staff", staff_workbook(tmp_path / "staff.xlsx", load=load))[1]
    assert counts(told)["refused"] == 2
    assert [row["code"] for row in told["refused_rows"]] == ["teacher_unknown", "teacher_missing"]
    assert {row["sheet"] for row in told["refused_rows"]} == {"Жүктөм"}


def test_the_shared_workbooks_give_what_is_expected(empty):
    """Where the workbooks given with the task stand beside the checkout; elsewhere the planted list says the same."""
    if not SHARED.is_dir():
        return
    expected = json.loads((SHARED / "contingent-2026.expected.json").read_text())
    told = run("import_contingent", SHARED / "contingent-2026.xlsx")[1]
    assert (told["rows"], told["imported"], told["refused"]) == (
        expected["rows"],
        expected["rows_imported"],
        expected["rows_refused"],
    )
    assert {row["row"] for row in told["refused_rows"]} == {n for rows in expected["errors"].values() for n in rows}
    assert {row["row"] for row in told["warned_rows"]} == {n for rows in expected["warnings"].values() for n in rows}
    assert told["warned"] == 8
    assert SchoolClass.objects.count() == expected["classes"]
    staff = run("import_staff", SHARED / "staff-and-load-2026.xlsx")[1]
    assert counts(staff) == {"rows": 422, "imported": 422, "unchanged": 0, "refused": 0, "warned": 0}
    assert run("import_contingent", SHARED / "contingent-2026.xlsx")[1]["unchanged"] == 623
    assert run("import_staff", SHARED / "staff-and-load-2026.xlsx")[1]["unchanged"] == 422
