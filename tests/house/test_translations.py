"""The interface is complete in Kyrgyz and Russian: no string untranslated, none fuzzy, the same ones in both."""

import re
from pathlib import Path

import polib
import pytest
from django.utils.translation import override

from journal.models import Scale
from schoolmis.events.models import Whom
from schoolmis.jobs.models import Job

LOCALE = Path(__file__).resolve().parents[2] / "schoolmis" / "locale"
LANGUAGES = ["ky", "ru"]


def catalogue(language):
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated(language):
    entries = [entry for entry in catalogue(language) if not entry.obsolete]
    assert len(entries) > 500
    missing = [e.msgid for e in entries if not e.translated() or e.fuzzy]
    assert not missing, f"{len(missing)}: {missing[:10]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_to_fill_in_are_the_same(language):
    holes = re.compile(r"%\(\w+\)[sd]|{\w*}")
    wrong = []
    for entry in catalogue(language):
        texts = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
        wanted = set(holes.findall(entry.msgid)) | set(holes.findall(entry.msgid_plural or ""))
        wrong += [entry.msgid for text in texts if text and not set(holes.findall(text)) <= wanted]
        if not entry.msgid_plural and set(holes.findall(entry.msgstr)) != wanted:
            wrong.append(entry.msgid)
    assert not wrong, wrong[:10]


def test_no_string_hides_inside_an_f_string():
    """The extraction does not look there: the string would stay English, and no catalogue would miss it."""
    hidden = re.compile(r"""f(["'])(?:(?!\1).)*\{(?:_|p?n?gettext(?:_lazy)?)\(""")
    found = []
    for app in ("schoolmis", "students", "journal"):
        for path in sorted((LOCALE.parents[1] / app).rglob("*.py")):
            lines = path.read_text(encoding="utf-8").splitlines()
            found += [f"{path.name}:{number}" for number, line in enumerate(lines, 1) if hidden.search(line)]
    assert not found, found


def test_both_languages_have_the_same_strings():
    ky, ru = ({(e.msgctxt, e.msgid) for e in catalogue(language) if not e.obsolete} for language in LANGUAGES)
    assert ky == ru, list(ky ^ ru)[:10]


def test_kyrgyz_has_one_plural_form():
    assert catalogue("ky").metadata["Plural-Forms"].startswith("nplurals=1")


def test_no_ending_is_glued_to_what_is_filled_in():
    """An ending follows the last vowel of its word, a date before «чейин» stands in a case: no text knows either."""
    glued = re.compile(
        r"(%\(\w+\)[sd]|\{\w+\})([а-яёңөү]| (чейин|тартып|баштап|бери|кийин|мурун|мурда|мурдагы|карата|караганда)\b)"
    )
    texts = [text for e in catalogue("ky") for text in ([e.msgstr] if not e.msgid_plural else e.msgstr_plural.values())]
    wrong = [text for text in texts if glued.search(text)]
    assert not wrong, wrong


def test_kyrgyz_speaks_of_an_average_with_one_word():
    """The glossary: орточо балл, in the program and in the guide."""
    guide = LOCALE.parent / "help" / "pages" / "ky"
    texts = [(e.msgid, e.msgstr) for e in catalogue("ky")]
    texts += [(page.name, page.read_text("utf-8")) for page in guide.glob("*.md")]
    wrong = [name for name, text in texts if "орточо баа" in text.lower()]
    assert not wrong, wrong


def test_what_english_calls_alike_is_told_apart():
    """A job that failed is no test that was failed; points of a scale are no points of an order."""
    with override("ky"):
        words = [str(word) for word in (Job.Status.FAILED.label, Scale.Kind.POINTS.label, Whom.PARENTS.label)]
    assert words == ["аткарылбай калды", "Баллдар", "Ата-энелер"]
