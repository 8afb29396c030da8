"""The guide is whole in both languages, and names nothing that is not there."""

import re

import pytest
from django.urls import Resolver404, resolve

from schoolmis.help import guide

LANGUAGES = ["ky", "ru"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", guide.CONTENTS)
def test_a_page_has_a_title_a_line_and_a_text(language, slug):
    page = guide._read(language, slug)
    assert page.title and page.about and len(page.text) > 300 and "<h2>" in page.html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", guide.CONTENTS)
def test_links_of_the_guide_lead_somewhere(language, slug):
    for address in re.findall(r"\]\((/[^)#]*)\)", guide._read(language, slug).text):
        try:
            resolve(address)
        except Resolver404:
            pytest.fail(f"{language}/{slug}: {address}")


def test_a_page_that_the_reader_may_not_open_is_named_and_not_linked(login, director, mother):
    pages = {"/help/year-end/": "/students/promotion/", "/help/books/": "/reports/students.movement_book/"}
    for reader, linked in ((director, True), (mother, False)):
        for page, address in pages.items():
            assert (f'href="{address}"' in login(reader).get(page).content.decode()) is linked


def test_the_guide_opens_without_sign_in(client, db):
    assert client.get("/help/").status_code == 200
    for slug in guide.CONTENTS:
        assert client.get(f"/help/{slug}/").status_code == 200
    assert client.get("/help/no-such-page/").status_code == 404
