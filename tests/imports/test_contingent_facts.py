"""Social categories, form of study and papers of identity come in with the contingent, each by its own rule."""

import pytest

from schoolmis.audit.models import Entry
from schoolmis.imports.headings import heading_field
from schoolmis.people.models import Address
from students.models import Student, StudentDocument

from . import workbooks

pytestmark = pytest.mark.django_db
HEADINGS = {
    "district": "Жашаган району",
    "social": "Социалдык категориясы",
    "social_document": "Категориянын документи",
    "form": "Окуу формасы",
    "birth": "Туулгандыгы тууралуу күбөлүк",
    "passport": "Паспорт же ID-карта",
}
ORDER = [*workbooks.KYRGYZ_ORDER, *HEADINGS]


def given(children, **first):
    """The list, of whose first child this stands in the further columns."""
    for child in children:
        child |= dict.fromkeys(HEADINGS)
    children[0] |= first
    return children


def layout():
    return {"order": ORDER, "headings": workbooks.HEADINGS | HEADINGS}


def codes(row):
    return [fault.code for fault in row.faults]


def one(child) -> Student:
    return Student.objects.get(person__pin=child["pin"])


def test_district_categories_form_and_papers_are_saved_and_come_back_unchanged(bring, children):
    """R3-3j, R1-2.2a, R7-2.5: the form that was ordered before the system stands under order № 0."""
    told = given(
        children,
        district="Тонский",
        social="толук жетим; көп балалуу үй-бүлө",
        social_document="Справка № 5; Справка № 6",
        form="үйдөн окутуу",
        birth="KR-X № 0123456",
        passport="id1234567",
    )
    rows = bring(told, **layout())
    assert codes(rows[0]) == []
    student = one(children[0])
    assert Address.objects.get(person=student.person).place == "Y-03"
    kept = student.social_categories.order_by("category").values_list("category", "document")
    assert list(kept) == [("large", "Справка № 6"), ("orphan", "Справка № 5")]
    form = student.study_forms.get()
    assert (form.form, form.order.number, form.ends_on) == ("home", 0, None)
    papers = student.documents.order_by("kind").values_list("kind", "series", "number")
    assert list(papers) == [("birth", "KR-X", "0123456"), ("passport", "ID", "1234567")]
    acts = set(Entry.objects.filter(subject_id=student.pk).values_list("act", flat=True))
    assert {"students.add_category", "students.study_by_form", "students.add_document"} <= acts
    assert {str(row.state) for row in bring(told, **layout())} == {"unchanged"}


def test_another_number_replaces_the_paper_and_what_is_not_named_goes_on(bring, children):
    told = given(children, social="жетим", social_document="№ 5", birth="KR-X 0123456")
    bring(told, **layout())
    told = given(children, social="аз камсыз болгон үй-бүлө", social_document="№ 7", birth="KR-X 7654321")
    rows = bring(told, **layout())
    assert [change[0] for change in rows[0].changes] == ["social", "birth_paper"]
    student = one(children[0])
    assert student.documents.in_force().get().number == "7654321"
    assert StudentDocument.objects.get(number="0123456").replaced_by == student.documents.in_force().get()
    assert set(student.social_categories.filter(ends_on=None).values_list("category", flat=True)) == {
        "orphan",
        "low_income",
    }
    entry = Entry.objects.filter(act="students.import").first()
    assert entry.data["changes"] == [], "what stands in a category or a paper is not repeated in the book"


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("social", "астронавт", "category_unknown_social"),
        ("social", "жетим", "category_paper_missing"),
        ("form", "учуп окуу", "form_unknown"),
        ("birth", "жоголгон 12", "paper_number"),
    ],
)
def test_a_value_that_cannot_be_kept_is_left_out_and_the_row_taken(bring, children, column, cell, code):
    rows = bring(given(children, **{column: cell}), **layout())
    assert codes(rows[0]) == [code] and str(rows[0].state) == "new"
    student = one(children[0])
    assert not (student.social_categories.exists() or student.study_forms.exists() or student.documents.exists())


def test_a_form_of_study_changes_by_an_order_alone(bring, children):
    """R7-2.5"""
    bring(given(children, form="семейное обучение"), **layout())
    rows = bring(given(children, form="күндүзгү"), **layout())
    assert codes(rows[0]) == ["form_by_order"] and str(rows[0].state) == "unchanged"
    assert one(children[0]).study_forms.get().form == "family"


def test_the_office_brings_no_social_categories_in(bring, children, secretary):
    """Domain §7.6"""
    rows = bring(given(children, social="жетим", social_document="№ 5", birth="0123456"), by=secretary, **layout())
    assert codes(rows[0]) == ["category_closed"]
    student = one(children[0])
    assert student.documents.exists() and not student.social_categories.exists()


def test_without_a_consent_none_of_it_is_kept(bring, children):
    """R1-6.2"""
    facts = {"social": "жетим", "social_document": "№ 5", "birth": "0123456", "form": "үйдөн"}
    bring(given(children, consent=None, consented=None, **facts), **layout())
    student = Student.objects.get(person__last_name=children[0]["last"], person__first_name=children[0]["first"])
    assert not (student.social_categories.exists() or student.study_forms.exists() or student.documents.exists())


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Свидетельство о рождении (серия, номер)", "birth_paper"),
        ("Күбөлүк №", "birth_paper"),
        ("Күбөлүк сериясы", "birth_series"),
        ("Серия паспорта", "passport_series"),
        ("Паспорт выдан", None),
        ("Күбөлүк берилген күнү", None),
        ("Свидетельство об основном образовании", None),
        ("Энесинин паспорту", None),
        ("Соц. категория", "social"),
        ("Документ категории", "social_document"),
        ("Форма обучения", "study_form"),
        ("Туулган жери", None),
    ],
)
def test_a_heading_is_recognised_in_either_language(heading, field):
    assert heading_field(heading, "contingent") == field
