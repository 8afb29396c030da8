"""The book speaks words: every act that the code records is said in both languages."""

import re
from pathlib import Path

import pytest
from django.urls import get_resolver
from django.utils import translation

from schoolmis.audit.words import word

ROOT = Path(__file__).resolve().parents[2]
ACT = re.compile(r"record(?:_all)?\(\s*\"([a-z_]+\.[a-z_]+)\"")
CODES = sorted(
    {
        code
        for app in ("schoolmis", "students", "journal")
        for file in (ROOT / app).rglob("*.py")
        for code in ACT.findall(file.read_text())
    }
)


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_every_act_has_its_words(language):
    assert get_resolver().url_patterns, "the pages are loaded, and with them what they declare"
    with translation.override("en"):
        english = {code: str(word(code)) for code in CODES}
    assert not [code for code in CODES if english[code] == code]
    with translation.override(language):
        assert not [code for code in CODES if str(word(code)) == english[code]]
    assert len(CODES) > 150
