"""Every template compiles, none has script or style in it, and none writes a word that cannot be translated."""

import re
from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).resolve().parents[2] / "templates"
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.html"))


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_compiles(name):
    engines["django"].get_template(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_obeys_the_content_security_policy(name):
    text = (ROOT / name).read_text()
    assert not re.search(r"\sstyle=|\son\w+=\"|<style|javascript:", text), name
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in tag or "application/json" in tag, f"{name}: {tag}"


# The styleguide is for developers; 500.html stands in both languages, for then nothing may be asked of the program.
UNTRANSLATED = {"500.html", "ui/styleguide.html"}
# Names of classes and of the languages themselves.
NAMES = {"rail", "broad", "emsp", "nbsp", "laquo", "raquo", "XLSX", "Кыргызча", "Русский", "гызча", "ский"}


@pytest.mark.parametrize("name", sorted(set(TEMPLATES) - UNTRANSLATED))
def test_its_words_are_translated(name):
    text = (ROOT / name).read_text()
    text = re.sub(r"{%-?\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->", " ", text, flags=re.S)
    text = re.sub(r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}", " ", text, flags=re.S)
    text = re.sub(r"<(script|svg|code|kbd)\b.*?</\1>", " ", text, flags=re.S)
    text = re.sub(r"{[%{].*?[%}]}", " ", text, flags=re.S)
    text = re.sub(r"<[^>]*>", " ", text)
    words = [word for word in re.findall(r"[A-Za-zА-яЁёҢңӨөҮү]{4,}", text) if word not in NAMES]
    assert not words, f"{name}: {words[:8]}"
