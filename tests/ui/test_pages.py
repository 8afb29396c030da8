import re
from pathlib import Path

import pytest
from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.template import Context, Template
from django.template.loader import get_template
from django.utils.safestring import mark_safe

from schoolmis.ui import charts, menu, tones
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import Pair, SchoolForm, Section, form_page

from .says import NO, YES


@pytest.fixture
def page(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    return request


def draw(source, request, **context):
    return Template(source).render(Context({"request": request, "csrf_token": "token", **context}))


def test_a_refused_act_stays_with_its_reason(page):
    html = draw("{% act_button act %}", page, act=Act("Sign", "/sign/", NO, main=True))
    assert 'aria-disabled="true"' in html
    assert "Only by order of the director." in html
    assert "/sign/" not in html
    described, reason = re.search(r'describedby="([^"]+)"', html)[1], re.search(r'class="why" id="([^"]+)"', html)[1]
    assert described == reason


def test_acts_beside_each_other_refused_for_one_reason_tell_it_once(page):
    acts = [Act("Change", "/change/", NO), Act("Print", "/print/", YES), Act("Call off", "/off/", NO)]
    html = draw("{% page_head 'Event' acts=acts %}", page, acts=acts)
    assert html.count("Only by order of the director.") == 1
    [told] = re.findall(r'class="why" id="([^"]+)"', html)
    assert re.findall(r'describedby="([^"]+)"', html) == [told, told]


def test_an_allowed_act_is_a_link_or_a_form_that_asks_first(page):
    assert 'href="/sign/"' in draw("{% act_button act %}", page, act=Act("Sign", "/sign/", YES))
    post = draw("{% act_button act %}", page, act=Act("Annul", "/annul/", method="post", confirm="Really?"))
    assert 'data-confirm="Really?"' in post
    assert 'name="csrfmiddlewaretoken" value="token"' in post


def test_a_rules_own_reason_refuses_whatever_the_permission_says(page):
    html = draw("{% act_button act %}", page, act=Act("Sign", "/sign/", YES, reason="Already signed."))
    assert "Already signed." in html
    assert "/sign/" not in html


def test_the_page_head_puts_the_filled_act_last(page):
    acts = [Act("Save", "/a/", main=True), Act("Print", "/b/")]
    html = draw('{% page_head "Title" "Line" acts %}', page, acts=acts)
    assert html.index("Print") < html.index("Save")


def test_a_long_row_of_acts_keeps_the_first_and_the_filled_one(page):
    print_it, annul = Act("Print in both languages", "/b/"), Act("Annul", "/c/", danger=True)
    acts = [Act("Save", "/a/", main=True), print_it, annul, Act("Sign the order", "/d/", NO)]
    html = draw('{% page_head "Title" "Line" acts %}', page, acts=acts)
    row, under = html.split("<details")[0], html.split("<details")[1].split("</details>")[0]
    assert "Print" in row and "Annul" not in row
    assert 'class="line-act bad" href="/c/"' in under and "Save" not in under
    assert "Only by order of the director." in under
    short = [Act(name, "/") for name in ("XLSX", "CSV", "PDF", "Print")]
    assert "<details" not in draw('{% page_head "Title" "Line" acts %}', page, acts=short)


class State(models.TextChoices):
    OPEN = "open", "open"
    LATE = "late", "late"
    OWN = "own", "own"

    @property
    def tone(self):
        return "bad" if self is State.OWN else ""


def test_a_badge_takes_its_colour_from_the_status(page):
    assert draw("{% badge s %}", page, s=State.LATE) == '<span class="badge is-warn">late</span>'
    assert draw("{% badge s %}", page, s=State.OWN) == '<span class="badge is-bad">own</span>'
    assert draw('{% badge word "good" %}', page, word="<x>") == '<span class="badge is-good">&lt;x&gt;</span>'
    assert tones.tone_of("nobody knows") == tones.NONE


class Release(SchoolForm):
    on = forms.DateField(label="Last day", help_text="A school day")
    note = forms.CharField(label="Note", required=False)


def test_a_form_sent_with_errors_is_answered_422_and_keeps_what_was_typed(rf):
    request = rf.post("/", {"on": "", "note": "kept <b>"})
    request.user = AnonymousUser()
    answer = form_page(request, Release(request.POST), title="Release")
    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="kept &lt;b&gt;"' in body
    assert 'href="#id_on"' in body
    assert 'aria-invalid="true"' in body
    described = re.search(r'aria-describedby="([^"]+)"[^>]*id="id_on"', body)[1].split()
    assert all(f'id="{name}"' in body for name in described)
    assert len(described) == 2


def test_a_form_first_shown_is_answered_200_with_a_native_date(page):
    answer = form_page(page, Release({"on": "2026-11-12"}), title="Release")
    assert answer.status_code == 200
    assert 'type="date"' in answer.content.decode()
    assert 'value="2026-11-12"' in answer.content.decode()


def test_the_menu_shows_what_is_allowed_and_where_one_is(monkeypatch):
    monkeypatch.setattr(menu, "_items", {})
    monkeypatch.setattr(menu, "_answers", {})
    menu.register(
        menu.MenuItem("c", "Nowhere", "no:such", section="One"),
        menu.MenuItem("d", "Mine", "ui:language", section=menu.ACCOUNT, count=lambda user: 3),
    )
    menu.under(
        "One",
        menu.item("ui:styleguide", "Guide", "list", None, 1, code="a"),
        menu.item("ui:theme", "Closed", "list", NO, 2),
    )
    lines = menu.lines(AnonymousUser(), "/styleguide/")
    assert [(line.item.code, line.current) for line in lines] == [("a", True), ("d", False)]
    assert [(part.heading, part.lines) for part in menu.sections(lines)] == [("", [lines[0]])]
    assert lines[1].count == 3


def test_a_long_menu_is_folded_and_the_heading_of_the_open_page_stands_open(monkeypatch):
    monkeypatch.setattr(menu, "SHORT", 3)
    monkeypatch.setattr(menu, "LONG", 4)
    one, two, three = (menu.Section(name, "list", order) for order, name in enumerate(["One", "Two", "Three"], 1))
    of = {"top": "", "a": one, "b": one, "c": two, "d": two, "e": three}

    def parts(here, names="top a b c d e"):
        items = {name: menu.MenuItem(name, name, "ui:styleguide", section=of[name]) for name in names.split()}
        lines = [menu.Line(item, "/", 2 if name == "d" else None, name == here) for name, item in items.items()]
        return [(part.heading, part.folded, part.is_open, part.count) for part in menu.sections(lines)]

    closed = ("", False, False, 0)
    assert parts("c") == [closed, ("One", True, False, 0), ("Two", True, True, 2), closed]
    assert parts("top") == [closed, ("One", True, True, 0), ("Two", True, False, 2), closed]
    assert parts("top", "top a b c") == [closed, ("One", False, False, 0), closed]
    assert parts("top", "top a b") == [closed]


def test_the_theme_is_kept_in_a_cookie_and_leads_back_only_here(client, db):
    answer = client.post("/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})
    assert answer.url == "/"
    assert answer.cookies["theme"].value == "dark"
    assert 'data-theme="dark"' in client.get("/no-such-page/").content.decode()
    assert client.post("/theme/", {"theme": "system", "next": "/x/"}).cookies["theme"].value == ""
    assert client.get("/theme/").status_code == 405


def test_the_styleguide_draws_every_component_for_those_who_signed_in(client, login, director):
    assert client.get("/styleguide/").status_code == 302
    body = login(director).get("/styleguide/").content.decode()
    assert "Styleguide" in body
    assert body.count("aria-disabled") >= 2
    assert len(body.encode()) < 90_000


def test_the_language_is_changed_by_a_form_and_leads_back(client, db):
    answer = client.post("/language/", {"language": "ru", "next": "/styleguide/"})
    assert answer.url == "/styleguide/"
    assert 'lang="ru"' in client.get("/no-such-page/").content.decode()[:120]


def test_a_chart_is_escaped_and_never_taller_than_its_frame():
    svg = charts.bars([3, None, 11], ["<8>", "9", "10"], title='A "title"', low=lambda n: n > 10)
    assert "&lt;8&gt;" in svg
    assert "style=" not in svg
    assert svg.count("<rect") == 2
    assert all(float(y) >= 0 for y in re.findall(r' y="([\d.-]+)"', svg))
    assert "<table" in charts.with_table(svg, ["Class", "Absent"], [("8", 3)])
    assert "<circle" in charts.line([95.2, None, 96], ["1", "2", "3"], title="x")
    assert charts.line([5, 5], ["1", "2"], title="x")
    assert charts.bars([0, 0], ["1", "2"], title="x")


def test_every_sign_used_in_a_template_is_in_the_sprite():
    sprite = (Path(settings.BASE_DIR) / "static/svg/icons.svg").read_text()
    for template in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        for name in re.findall(r'{% icon "([^"]+)"', template.read_text()):
            assert f'id="{name}"' in sprite, (template.name, name)


def test_no_page_of_the_look_has_an_inline_style_script_or_handler(page):
    for template in ("base.html", "door.html", "500.html", "404.html"):
        html = get_template(template).render({"title": "x"}, page)
        assert not re.search(r"\son\w+=|\sstyle=|<script(?![^>]*\bsrc=)|<style", html), template


@pytest.mark.parametrize("whole", ["27-ноябры", "8-А", "10-А/1", "2026–2027", "№ 3", "№ 1-О"])
def test_a_date_a_class_and_a_number_do_not_break(page, whole):
    assert f'<span class="keep">{whole}</span>' in draw("{{ words|keep }}", page, words=f"Эки {whole} сөз")


def test_a_translated_line_is_kept_and_ready_tags_are_left_alone(page):
    source = "{% blocktranslate asvar line %}Year 2026–2027{% endblocktranslate %}{{ line|keep }}"
    assert '<span class="keep">2026–2027</span>' in draw(source, page)
    assert draw("{{ ready|keep }}", page, ready=mark_safe('<a href="/2026-11/">1</a>')) == '<a href="/2026-11/">1</a>'


def test_a_double_surname_breaks_and_its_letters_are_escaped(page):
    words = "Абдыкалыкова-Жээнбекова <Айгүл>"
    assert draw("{{ words|keep }}", page, words=words) == "Абдыкалыкова-Жээнбекова &lt;Айгүл&gt;"


def test_fields_without_a_section_stand_on_a_sheet_of_the_page(rf):
    class Bare(SchoolForm):
        name, day = forms.CharField(), forms.DateField()

        def layout(self):
            return Layout(Pair("name", "day"))

    class Own(Bare):
        def layout(self):
            return Layout(Section("Who", Pair("name", "day")))

    request = rf.get("/")
    request.user = AnonymousUser()
    for form in (Bare(), Own()):
        assert form_page(request, form, title="T").content.decode().count('<section class="sheet"') == 1


def test_a_choice_among_nothing_says_so(page):
    class Empty(SchoolForm):
        subjects = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=[])

    source = '{% include "school/field.html" with field=form.subjects %}'
    assert 'class="quiet"' in draw(source, page, form=Empty()).split("ticks")[1]


def test_no_choice_is_a_dash_and_not_a_row_of_hyphens():
    class Kind(SchoolForm):
        kind = forms.TypedChoiceField(choices=[("", "---------"), ("a", "A")], required=False)

    assert "---" not in str(Kind()["kind"])
