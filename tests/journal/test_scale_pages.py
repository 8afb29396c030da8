"""The pages of scales and of kinds of work: what is added, where it holds, what marks already given keep."""

import json
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError

from journal import actions, policy, weights
from journal.models import Cell, GradingPolicy, Lesson, Scale, WorkKind
from schoolmis.access.permission import Denied
from schoolmis.audit.book import acting
from schoolmis.audit.models import Entry, History
from students.actions import Conflict

pytestmark = pytest.mark.django_db
DAY, EARLIER = date(2026, 11, 20), date(2026, 11, 18)
EMPTY = {"programme": "", "grade_from": "", "grade_to": "", "subject": "", "section": ""}


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def send(login, world, teacher):
    def post(lesson, text, version=0):
        cell = {"l": lesson.pk, "s": world.child("Сезим").pk, "t": text, "v": version}
        letter = {"key": uuid.uuid4().hex, "user": teacher.pk, "cells": [cell]}
        address = f"/journal/{world.algebra.pk}/cells/"
        return login(teacher).post(address, json.dumps(letter), content_type="application/json").json()

    return post


def scale_of(world):
    return policy.scale_for(policy.sections().get(pk=world.algebra.pk))


def test_a_scale_of_levels_is_added_and_holds_for_a_subject(login, deputy, world, send):
    client = login(deputy)
    lines = [("а", "мыкты", "отлично", "5"), ("к", "канааттандырарлык", "удовлетворительно", "3")]
    sent = {"name_ky": "Эки деңгээл", "name_ru": "Два уровня", "version": "1", "values-TOTAL_FORMS": "3"}
    sent |= {"values-INITIAL_FORMS": "0", "values-2-text": "", "values-2-tone": "0"}
    for at, line in enumerate(lines):
        for name, told in zip(("text", "name_ky", "name_ru", "tone"), line, strict=True):
            sent[f"values-{at}-{name}"] = told
    assert client.post("/journal/scales/new/levels/", sent).url == "/journal/scales/"
    scale = Scale.objects.get(name_ru="Два уровня")
    assert [(value.text, value.number, value.tone) for value in scale.values.all()] == [("а", 2, 5), ("к", 1, 3)]
    place = EMPTY | {"scale": scale.pk, "year_from": "2026", "subject": world.algebra.subject_id}
    assert client.post("/journal/scales/places/", place).status_code == 302
    assert scale_of(world).kind == "levels"
    assert send(world.lesson(DAY), "а")["saved"][0]["t"] == "а"
    page = login(deputy).get("/journal/scales/").content.decode()
    assert "Эки деңгээл" in page and "Алгебра" in page
    assert Entry.objects.filter(act="journal.place_scale", by=deputy).count() == 1
    assert History.objects.filter(record="journal_scale", row_id=scale.pk).exists()


@pytest.mark.parametrize(
    ("texts", "name"),
    [(["т"], "number"), (["т", "н"], "text"), (["т", "5"], "text"), (["т", "т"], "text"), (["т", "оп"], "text")],
)
def test_values_that_mean_something_else_are_refused(texts, name, director):
    values = [{"text": text, "name_ky": "x", "name_ru": "x", "tone": 5} for text in texts]
    with pytest.raises(ValidationError) as problem:
        actions.set_scale(Scale(kind="levels"), version=1, values=values, by=director, name_ky="x", name_ru="x")
    assert problem.value.code == name and not Scale.objects.filter(name_ky="x").exists()


def test_bands_that_are_not_in_order_are_told_at_the_form(login, deputy):
    sent = {"name_ky": "Он эки", "name_ru": "Двенадцать", "bottom": "1", "top": "12", "version": "1"}
    sent |= {"five_from": "6", "four_from": "9", "three_from": "3"}
    answer = login(deputy).post("/journal/scales/new/points/", sent)
    assert answer.status_code == 422 and "эң чоңунан баштап" in answer.content.decode()
    sent |= {"five_from": "9.5", "four_from": "6.5"}
    assert login(deputy).post("/journal/scales/new/points/", sent).status_code == 302


def test_marks_keep_the_scale_they_were_given_in(send, world, deputy, login):
    send(world.lesson(DAY), "5")
    place = EMPTY | {"scale": Scale.objects.get(code="ten").pk, "year_from": "2026", "grade_from": "8", "grade_to": "8"}
    answer = login(deputy).post("/journal/scales/places/", place)
    assert answer.status_code == 422 and "Алгебра" in answer.content.decode()
    assert scale_of(world).top == 5 and not GradingPolicy.objects.filter(scale__code="ten").exists()
    assert login(deputy).post("/journal/scales/places/", place | {"year_from": "2027"}).status_code == 302
    elsewhere = EMPTY | {"scale": place["scale"], "year_from": "2026", "section": world.section("ALG", "8-Б").pk}
    assert login(deputy).post("/journal/scales/places/", elsewhere).status_code == 302
    assert Cell.objects.get(first=5).scale is None


def test_where_marks_stand_a_scale_is_not_lifted(send, world, deputy, login):
    ten = Scale.objects.get(code="ten")
    place = actions.place_scale(GradingPolicy(scale=ten, section=world.algebra, year_from=2026), by=deputy)
    send(world.lesson(DAY), "9")
    with pytest.raises(ValidationError):
        actions.lift_scale(place, by=deputy)
    assert scale_of(world).top == 10
    answer = login(deputy).post(f"/journal/scales/places/{place.pk}/lift/", follow=True)
    assert "Алгебра" in answer.content.decode() and GradingPolicy.objects.filter(pk=place.pk).exists()
    send(world.lesson(DAY), "", version=1)
    actions.lift_scale(GradingPolicy.objects.get(pk=place.pk), by=deputy)
    assert scale_of(world).top == 5


def test_a_scale_in_use_changes_only_names_and_bands(send, world, deputy):
    ten = Scale.objects.get(code="ten")
    actions.place_scale(GradingPolicy(scale=ten, section=world.algebra, year_from=2026), by=deputy)
    send(world.lesson(DAY), "9")
    with pytest.raises(ValidationError):
        actions.set_scale(ten, version=ten.version, by=deputy, top=12)
    actions.set_scale(ten, version=ten.version, by=deputy, five_from=Decimal("9.5"), name_ru="Десять")
    assert send(world.lesson(EARLIER), "9")["saved"][0]["hint"] == "4"
    with pytest.raises(Conflict):
        actions.set_scale(ten, version=ten.version, by=deputy, name_ru="Ещё раз")


def test_scales_and_kinds_are_for_leaders(teacher, world):
    with pytest.raises(Denied):
        actions.place_scale(GradingPolicy(scale=Scale.objects.get(code="ten")), by=teacher)
    with pytest.raises(Denied):
        actions.set_kind(WorkKind(name_ky="x", name_ru="x"), version=1, by=teacher)


# Kinds of work.


def told(kind, **changes):
    names = ("name_ky", "name_ru", "short_ky", "short_ru", "weight", "order", "version")
    sent = {name: str(getattr(kind, name)) for name in names} | {"counts": "on", "visible": "on"}
    return sent | changes


def test_a_kind_is_added_offered_and_taken_from_the_offer(login, deputy, teacher, world):
    client = login(deputy)
    new = WorkKind(name_ky="Долбоор", name_ru="Проект", short_ky="Д", short_ru="П", weight=3, order=5)
    assert client.post("/journal/kinds/new/", told(new)).url == "/journal/kinds/"
    kind = WorkKind.objects.get(name_ru="Проект")
    lesson = f"/journal/lessons/{world.lesson(DAY).pk}/"
    assert "Долбоор" in login(teacher).get(lesson).content.decode()
    assert login(deputy).post(f"/journal/kinds/{kind.pk}/", told(kind, archived="on")).status_code == 302
    assert "Долбоор" not in login(teacher).get(lesson).content.decode()
    with acting(teacher):
        Lesson.objects.filter(pk=world.lesson(DAY).pk).update(kind=kind)
    assert "Долбоор" in login(teacher).get(lesson).content.decode(), "where it stands it stays"


def test_who_saves_a_kind_later_is_shown_both_and_saves_again_on_purpose(login, deputy):
    kind = actions.set_kind(WorkKind(name_ky="Долбоор", name_ru="Проект"), version=1, by=deputy, order=5)
    sent, page = told(kind, name_ru="Проекты"), f"/journal/kinds/{kind.pk}/"
    actions.set_kind(kind, version=kind.version, by=deputy, name_ru="Проект класса")
    client = login(deputy)
    answer = client.post(page, sent)
    text = answer.content.decode()
    assert answer.status_code == 422 and "Проекты" in text and text.count("Проект класса") >= 1
    assert f'name="version" value="{kind.version + 1}"' in text and 'name="order" value="5"' in text
    assert client.post(page, sent | {"version": str(kind.version + 1)}).status_code == 302
    assert WorkKind.objects.get(pk=kind.pk).name_ru == "Проекты"


def test_before_a_weight_changes_it_is_shown_what_follows(send, world, deputy, teacher, login):
    kind = WorkKind.objects.get()
    with acting(teacher):
        Lesson.objects.filter(pk=world.lesson(DAY).pk).update(kind=kind)
    send(world.lesson(EARLIER), "3")
    send(world.lesson(DAY), "5")
    found = weights.effect(kind, Decimal(3), True)
    assert (found.journals, found.averages, found.proposals) == (1, 1, 1), "4.00 becomes 4.50"
    assert weights.effect(kind, Decimal(1), True).averages == 0
    client, address = login(deputy), f"/journal/kinds/{kind.pk}/"
    answer = client.post(address, told(kind, weight="3"))
    assert answer.status_code == 422 and "Журналдар: 1." in answer.content.decode()
    assert client.post(address, told(kind, weight="3", sure="on")).status_code == 302
    assert WorkKind.objects.get().weight == 3
    assert client.post(address, told(kind, order="7")).status_code == 422, "somebody saved meanwhile"


def test_ordinary_marks_are_always_offered(deputy):
    with pytest.raises(ValidationError):
        actions.set_kind(WorkKind.objects.get(code="current"), version=1, by=deputy, archived=True)


def test_points_of_a_work_are_not_fewer_than_given(send, world, deputy, teacher, login):
    criteria = Scale.objects.get(code="criteria")
    actions.place_scale(GradingPolicy(scale=criteria, section=world.algebra, year_from=2026), by=deputy)
    lesson = world.lesson(DAY)
    address, sent = f"/journal/lessons/{lesson.pk}/", {"counts": "unknown", "visible": "unknown"}
    assert login(teacher).post(address, sent | {"most": "20", "version": "1"}).status_code == 302
    assert send(lesson, "18")["saved"]
    answer = login(teacher).post(address, sent | {"most": "15", "version": "2"})
    assert answer.status_code == 422 and Lesson.objects.get(pk=lesson.pk).most == 20
