"""The few words every paper carries, in the paper's language (which need not be the reader's)."""

from django.utils.translation import get_language

WORDS = {
    "ky": {
        "page": "бет",
        "stamp": "М.О.",
        "approve": "Бекитемин",
        "approved_on": "«____» ______________ 20____-ж.",
        "number": "№",
        "check": "Текшерүү",
        "nothing": "Бул тандоо боюнча жазуу жок.",
    },
    "ru": {
        "page": "стр.",
        "stamp": "М.П.",
        "approve": "Утверждаю",
        "approved_on": "«____» ______________ 20____ г.",
        "number": "№",
        "check": "Проверка",
        "nothing": "По этому выбору записей нет.",
    },
}
LANGUAGES = tuple(WORDS)


def language(lang=None):
    """`ky` or `ru`: the one asked for, else the active one, else Kyrgyz."""
    chosen = (lang or get_language() or "ky")[:2]
    return chosen if chosen in WORDS else "ky"


def word(key, lang=None):
    return WORDS[language(lang)][key]


def page_of(number, count, lang=None):
    """`бет 1 / 3`, `стр. 1 / 3`."""
    return f"{word('page', lang)} {number} / {count}"
