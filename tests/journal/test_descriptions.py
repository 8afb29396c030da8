"""Assessment of a term in words: where it is written, who sees it, what a correction asks, what is kept."""

from datetime import date

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError

from journal import actions, descriptions, policy
from journal.models import OwnPhrase, ResultPolicy, TermText
from journal.rules import descriptions as rules
from journal.rules.results import Policy
from journal.rules.scales import FIVE_POINTS, NO_MARKS, Scale
from schoolmis.access import Role
from schoolmis.access.models import RoleGrant
from schoolmis.access.permission import Denied
from schoolmis.audit.book import acting
from schoolmis.structure.models import AcademicYear
from students.actions import Conflict
from tests.cast import START

pytestmark = pytest.mark.django_db
WORDS = "Көбөйтүү таблицасын билет, маселени өз сөзү менен айтып берет."
JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def first(world):
    """The journal of a class without marks, which the teacher of 8-Б keeps."""
    return policy.sections().get(pk=world.section("MAT", "1-А").pk)


@pytest.fixture
def child(world):
    return world.child("Эржан")


LEVELS, ALL = Scale(3, "levels"), Policy(texts="all")


@pytest.mark.parametrize(
    ("scale", "has_marks", "about", "expected"),
    [
        (NO_MARKS, True, Policy(), True),
        (LEVELS, True, Policy(), True),
        (LEVELS, False, Policy(), True),
        (FIVE_POINTS, True, Policy(), False),
        (NO_MARKS, False, ALL, False),
        (FIVE_POINTS, True, ALL, True),
        (FIVE_POINTS, True, Policy(described=frozenset({7})), True),
        (NO_MARKS, False, Policy(described=frozenset({7})), True),
    ],
)
def test_where_a_term_is_described_in_words(scale, has_marks, about, expected):
    assert rules.wanted(scale, 7, has_marks, about) is expected


def test_a_text_is_cleaned_and_has_a_limit():
    assert rules.cleaned("  Бир\0  эки \n үч  ") == "Бир эки\nүч"
    with pytest.raises(ValidationError):
        rules.cleaned("а" * (rules.LONGEST + 1))


def test_a_teacher_writes_and_the_family_reads_what_is_given(world, first, child, stranger_teacher, mother, login):
    page, term = f"/journal/{first.pk}/texts/", world.term(2)
    sheet = login(stranger_teacher).get(f"/journal/{first.pk}/sheet/").content.decode()
    assert page in sheet and f"/journal/{world.algebra.pk}/texts/" not in sheet
    sent = {"student": child.pk, "version": 0, "column": term.pk, "words": WORDS, "user": stranger_teacher.pk}
    client = login(stranger_teacher)
    answer = client.post(page, sent, **JSON)
    assert answer.json() | {"at": ""} == {"v": 1, "words": WORDS, "at": "", "given": False}
    assert client.post(page, sent, **JSON).json()["v"] == 1, "sent twice it is kept once"
    assert client.post(page, sent | {"user": 1}, **JSON).json()["code"] == "user"
    assert client.post(page, sent | {"words": "Башка"}, **JSON).json()["words"] == WORDS, "the loser sees both"
    assert client.post(page, sent | {"student": world.student.pk}, **JSON).status_code == 422
    late = client.post(page, sent | {"words": "а" * 601, "version": 1})
    assert late.status_code == 422 and "а" * 601 in late.content.decode(), "nothing typed is lost"
    own = f"/journal/children/{child.pk}/"
    assert WORDS not in login(mother).get(own).content.decode(), "a draft is not shown"
    assert login(stranger_teacher).post(f"{page}give/", {"column": term.pk}).status_code == 302
    shown = login(mother).get(own).content.decode()
    assert WORDS in shown and "Математика" in shown
    assert WORDS not in login(mother).get(f"{own}?term=1").content.decode()
    client = login(stranger_teacher)
    client.post(page, sent | {"words": WORDS + " Азаматсың!", "version": 1}, **JSON)
    text = TermText.objects.get()
    assert text.version == 2 and text.given_at
    history = client.get(f"/journal/texts/{text.pk}/history/").content.decode()
    assert history.count(WORDS) == 2
    held = login(mother).get(f"/my-data/{child.person_id}/", {"as": "json", "lang": "ky"}).content.decode()
    assert "Азаматсың" in held
    client = login(stranger_teacher)
    client.post(page, sent | {"words": "", "version": 2}, **JSON)
    assert TermText.objects.get().given_at is None and "Азаматсың" not in login(mother).get(own).content.decode()


def test_texts_are_the_teachers_own_and_only_where_the_school_writes_them(world, first, child, teacher, director):
    with pytest.raises(Denied):
        actions.describe(first, world.term(2), child.pk, WORDS, version=0, by=teacher)
    with pytest.raises(Denied):
        actions.describe(first, world.term(2), child.pk, WORDS, version=0, by=director)
    algebra = policy.sections().get(pk=world.algebra.pk)
    with pytest.raises(ValidationError) as refused:
        actions.describe(algebra, world.term(2), world.student.pk, WORDS, version=0, by=teacher)
    assert refused.value.code == "scale"
    facts = {"round_up": "0.50", "year_by": "mean", "final_by": "exam", "late": "reason", "decided": "reason"}
    actions.set_result_policy(
        version=1, passing=[], described=[algebra.subject], by=director, texts="unmarked", **facts
    )
    assert actions.describe(algebra, world.term(2), world.student.pk, WORDS, version=0, by=teacher).version == 1
    with pytest.raises(ValidationError) as refused:
        actions.describe(algebra, world.term(3), world.student.pk, WORDS, version=0, by=teacher)
    assert refused.value.code == "locked", "the term has not begun"


def test_corrections_follow_the_state_of_the_term(world, first, child, stranger_teacher, deputy):
    from journal.models import Closing, Reopening, TermState

    by, term, year = stranger_teacher, world.term(1), AcademicYear.objects.get()
    actions.describe(first, term, child.pk, WORDS, version=0, by=by)
    with acting(deputy):
        TermState.objects.create(term=term, state="proposed")
    with pytest.raises(ValidationError) as asked:
        actions.describe(first, term, child.pk, "Бир", version=1, by=by)
    assert asked.value.code == "reason"
    assert actions.describe(first, term, child.pk, "Бир", version=1, reason="Такталды", by=by).version == 2
    with acting(deputy):
        ResultPolicy.objects.create(pk=1, decided="locked")
        cache.clear()
        assert descriptions.state(first, term, changes=True).code == "locked"
        closing = Closing.objects.create(term=term, closed_by=deputy)
        assert descriptions.state(first, term, changes=False).why == "term"
        Reopening.objects.create(closing=closing, section=first, reason="Ката", until=world.today, opened_by=deputy)
        assert descriptions.state(first, term, changes=True).code == "reason"
        assert descriptions.state(first, term, changes=False).code == ""
        AcademicYear.objects.update(closed_on=date(2026, 11, 20))
    first.group.year = AcademicYear.objects.get()
    assert descriptions.state(first, term, changes=True).why == "year"
    with pytest.raises(ValidationError):
        actions.give_texts(first, term, by=by)
    assert TermText.objects.get().words == "Бир" and year.closed_on is None, "what was written is kept"


def test_a_text_written_meanwhile_is_told(world, first, child, stranger_teacher):
    by, term = stranger_teacher, world.term(2)
    actions.describe(first, term, child.pk, WORDS, version=0, by=by)
    with pytest.raises(Conflict) as told:
        actions.describe(first, term, child.pk, "Экинчи", version=0, by=by)
    assert told.value.stored["words"] == WORDS and told.value.version == 1


def test_phrases_are_a_teachers_own(world, first, stranger_teacher, teacher, login):
    client, back = login(stranger_teacher), {"section": first.pk, "column": world.term(2).pk}
    assert client.post("/journal/phrases/new/", back | {"words": " Топто  жакшы иштейт. "}).status_code == 302
    client.post("/journal/phrases/new/", back | {"words": "Топто жакшы иштейт."})
    phrase = OwnPhrase.objects.get()
    assert phrase.words == "Топто жакшы иштейт."
    assert client.post("/journal/phrases/new/", {"words": "а" * 201}, **JSON).status_code == 422
    assert phrase.words in client.get(f"/journal/{first.pk}/texts/").content.decode()
    assert login(teacher).post(f"/journal/phrases/{phrase.pk}/drop/").status_code == 404
    assert (
        login(stranger_teacher)
        .post(f"/journal/phrases/{phrase.pk}/drop/", back)
        .url.endswith(f"?column={world.term(2).pk}")
    )
    assert not OwnPhrase.objects.exists()


def test_the_paper_holds_what_is_given(world, first, child, stranger_teacher, director, login):
    term = world.term(1)
    actions.describe(first, term, child.pk, WORDS, version=0, by=stranger_teacher)
    paper = f"/reports/journal.descriptions/?school_class={world.first_class.pk}&term={term.pk}"
    assert WORDS not in login(director).get(paper).content.decode()
    actions.give_texts(first, term, by=stranger_teacher)
    shown = login(director).get(paper).content.decode()
    assert WORDS in shown and "Сөз менен баалоо" in shown


@pytest.mark.parametrize("report", ["descriptions", "homeroom_report", "attendance_sheet"])
def test_a_paper_of_a_past_period_names_the_homeroom_teacher_of_then(
    world, first, child, stranger_teacher, director, deputy, login, report
):
    """Of the first term, which ended on 6 November; another leads the class from the 10th."""
    grant, then = RoleGrant.objects.get(role=Role.HOMEROOM, school_class=world.class_a), date(2026, 11, 10)
    with acting(director):
        for user, starts_on, ends_on in ((grant.user, START, then), (deputy, then, None)):
            led = {"role": Role.HOMEROOM, "order": grant.order, "school_class": world.first_class}
            RoleGrant.objects.create(user=user, starts_on=starts_on, ends_on=ends_on, **led)
    actions.describe(first, world.term(1), child.pk, WORDS, version=0, by=stranger_teacher)
    actions.give_texts(first, world.term(1), by=stranger_teacher)
    period = "m2026-10" if report == "attendance_sheet" else world.term(1).pk
    asked = f"school_class={world.first_class.pk}&term={period}"
    shown = login(director).get(f"/reports/journal.{report}/?{asked}").content.decode()
    assert grant.user.name in shown and deputy.name not in shown


def test_a_text_about_a_student_of_another_journal_is_told_to_nobody(world, first, stranger_teacher):
    """Numbers of students can be guessed: a clash would tell what a colleague has written."""
    other, term = world.child("Сезим"), world.term(2)
    with acting(stranger_teacher):
        of = {"subject": first.subject, "section": first, "year": world.year, "term": term}
        TermText.objects.create(student=other, words=WORDS, version=3, written_by=stranger_teacher, **of)
    for words in (WORDS, "Экинчи"):
        with pytest.raises(ValidationError) as refused:
            actions.describe(first, term, other.pk, words, version=0, by=stranger_teacher)
        assert refused.value.code == "out" and not hasattr(refused.value, "stored")
