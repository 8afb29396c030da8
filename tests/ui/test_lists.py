import csv
import io
from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404
from openpyxl import load_workbook

from schoolmis.audit.models import Entry
from schoolmis.ui.lists import Choice, Column, List

from .says import NO, YES

ROWS = [
    SimpleNamespace(
        name="Өмүралиева Бегимай", grade=9, born_on=date(2011, 11, 11), phone="+996 555 815 981", state="no"
    ),
    SimpleNamespace(name="Акматов <b>Бектур</b>", grade=5, born_on=None, phone="=1+1", state="yes"),
    SimpleNamespace(name="Асан кызы Гүлзат", grade=11, born_on=date(2009, 8, 18), phone="@x", state="yes"),
]


class Students(List):
    title = "Students"
    columns = [
        Column("name", "Name", sort="name", cls="name", link=lambda row: f"/students/{row.grade}/"),
        Column("grade", "Grade", sort="grade", cls="num"),
        Column("born_on", "Born"),
        Column("phone", "Phone"),
        Column("state", "State", tone=lambda row: row.state, export=False),
    ]
    filters = [Choice("state", "State", choices=[("yes", "yes"), ("no", "no")])]
    default_sort = "name"
    page_size = 2
    export_permission = YES

    def search(self, rows, text):
        return [row for row in rows if text in row.name]


@pytest.fixture
def ask(rf):
    def answer(query="", kind=Students, rows=ROWS, **headers):
        request = rf.get(f"/students/{query}", headers=headers)
        request.user = AnonymousUser()
        return kind(rows).response(request)

    return answer


def found(response):
    return [row for row in ("Акматов", "Асан", "Өмүралиева") if row in response.content.decode()]


def test_a_list_sorts_and_pages_by_its_address(ask):
    assert found(ask()) == ["Акматов", "Асан"]
    assert found(ask("?page=2")) == ["Өмүралиева"]
    body = ask("?sort=-grade").content.decode()
    assert body.index("Асан") < body.index("Өмүралиева")
    assert 'aria-sort="descending"' in body
    assert "1–2 / 3" in body


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=x", "?page=99999999999", "?sort=phone", "?sort=;drop", "?state=zzz", "?q=%00"]
)
def test_a_damaged_address_is_answered_like_a_sound_one(ask, query):
    assert ask(query).status_code == 200


def test_search_and_filters_are_shown_as_chips_that_take_them_off(ask):
    body = ask("?q=А&state=yes&sort=-name").content.decode()
    assert found(ask("?q=А&state=yes")) == ["Акматов", "Асан"]
    assert 'href="/students/?state=yes&amp;sort=-name"' in body
    assert 'href="/students/?q=%D0%90&amp;sort=-name"' in body
    assert 'value="А"' in body


def test_a_default_filter_holds_until_it_is_taken_off(ask):
    class Current(Students):
        filters = [Choice("state", "State", choices=[("yes", "yes"), ("no", "no")], default="no")]

    assert found(ask(kind=Current)) == ["Өмүралиева"]
    assert found(ask("?state=", kind=Current)) == ["Акматов", "Асан"]
    assert "state=&amp;page=2" in ask("?state=", kind=Current).content.decode()


def test_cells_are_escaped_and_linked(ask):
    body = ask().content.decode()
    assert "Акматов &lt;b&gt;Бектур&lt;/b&gt;" in body
    assert '<a class="plain" href="/students/5/">' in body
    assert '<span class="badge is-good">yes</span>' in body


def test_htmx_gets_the_list_alone_at_the_same_address(ask):
    part = ask("?q=Асан&state=", **{"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<div id="list"')
    assert part.headers["HX-Push-Url"] == "/students/?q=%D0%90%D1%81%D0%B0%D0%BD"
    assert "HX-Request" in part.headers["Vary"]
    back = ask(**{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in back.content.decode()


def test_an_empty_list_says_what_to_do(ask):
    class Nobody(Students):
        empty = "No student yet."

    assert "No student yet." in ask(kind=Nobody, rows=[]).content.decode()
    assert "No student yet." not in ask("?q=zzz", kind=Nobody).content.decode()


@pytest.mark.django_db
def test_csv_has_all_pages_of_what_is_filtered_and_nothing_to_run(ask):
    answer = ask("?export=csv")
    text = answer.content.decode()
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:]), delimiter=";"))
    assert rows[0] == ["Name", "Grade", "Born", "Phone"]
    assert [row[3] for row in rows[1:]] == ["'=1+1", "'@x", "+996 555 815 981"]
    assert rows[2][2] == "18.08.2009"
    entry = Entry.objects.latest("id")
    assert (entry.data["rows"], entry.data["format"], entry.subject_name) == (3, "csv", "Students")
    assert f"students-{entry.pk}.csv" in answer["Content-Disposition"], "the text itself stays machine-readable"
    ask("?export=csv&q=Асан&state=yes")
    entry = Entry.objects.latest("id")
    assert (entry.data["rows"], entry.data["filters"]) == (1, "«Асан»; yes")


@pytest.mark.django_db
def test_a_workbook_keeps_types_runs_nothing_and_says_who_took_it(ask):
    book = load_workbook(io.BytesIO(ask("?export=xlsx").content))
    sheet, number = book.active, str(Entry.objects.latest("id").pk)
    assert number in book.properties.description
    assert number in sheet.oddFooter.left.text
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[3].value for row in rows] == ["'=1+1", "'@x", "+996 555 815 981"]
    assert {row[3].data_type for row in rows} == {"s"}
    assert rows[1][1].value == 11
    assert rows[1][2].value.date() == date(2009, 8, 18)


def test_an_export_needs_its_permission(ask):
    class Closed(Students):
        export_permission = NO

    class Never(Students):
        export_permission = None

    with pytest.raises(PermissionDenied, match="Only by order"):
        ask("?export=csv", kind=Closed)
    with pytest.raises(Http404):
        ask("?export=csv", kind=Never)
    body = ask(kind=Closed).content.decode()
    assert 'aria-disabled="true"' in body
    assert "Only by order" in body


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_rows(ask, django_assert_num_queries):
    class Types(List):
        columns = [Column("name", "Name", value="model", sort=("app_label", "model"))]
        default_sort = "name"

    for size in (2, 40):
        Types.page_size = size
        with django_assert_num_queries(2):
            ask("?sort=-name", kind=Types, rows=ContentType.objects.all(), **{"HX-Request": "true"})
