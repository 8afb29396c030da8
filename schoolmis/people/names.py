"""Names as schools write them: look-alike letters, order of parts, уулу and кызы, search and sort keys.

Names are never declined and never merged: a fold is for finding, two folded names alike are two people
until something else says otherwise.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

ALPHABET = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"

# Letters typed or printed for Ө Ң Ү by people and fonts without them; seen on Kyrgyz official sites.
KYRGYZ_TYPED = str.maketrans("ɵƟѳѲӫӪӊӉҥҤӈӇұҰ", "өӨөӨөӨңҢңҢңҢүҮ")
# Latin letters that stand inside a Cyrillic word only by mistake.
LATIN_TYPED = str.maketrans("ABCEHKMOPTXYaceopxykmtëËöÖüÜñÑ", "АВСЕНКМОРТХУасеорхукмтёЁөӨүҮңҢ")
LATIN_LOOKS = frozenset("ABCEHKMOPTXYaceopxy")
FOLDED = str.maketrans("ңөүёabcehkmoptxyëöüñ", "ноуеавсенкмортхуеоун")
INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x301])
DASHES = str.maketrans("‐‑‒–—−", "------")
QUOTES = str.maketrans("`´‘’ʼʻ", "''''''")

SON_OR_DAUGHTER = {
    "уулу": "m",
    "кызы": "f",
    "тегин": "m",
    "угли": "m",
    "углу": "m",
    "оглы": "m",
    "огли": "m",
    "кизи": "f",
    "гызы": "f",
}
PATRONYMIC = re.compile(r"(?:ович|евич|ёвич|ич|овна|евна|ёвна|ична|инична)$", re.IGNORECASE)
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
WORD = re.compile(r"[^\W\d_]+")
INITIAL = re.compile(r"^[^\W\d_]\.?$")


class Name(NamedTuple):
    last: str
    first: str
    patronymic: str = ""

    def __str__(self):
        return " ".join(part for part in self if part)


def normalise(text: str) -> str:
    """What was meant: NFC, one space between words, Cyrillic letters where look-alikes were typed."""
    text = unicodedata.normalize("NFC", str(text)).translate(INVISIBLE)
    text = " ".join(text.split()).translate(KYRGYZ_TYPED)
    if CYRILLIC.search(text):
        text = WORD.sub(_cyrillic_word, text)
    return text


def _cyrillic_word(match: re.Match) -> str:
    word = match[0]
    if CYRILLIC.search(word) or LATIN_LOOKS.issuperset(word):
        return word.translate(LATIN_TYPED)
    return word


def mixes_scripts(text: str) -> bool:
    """A word with Latin and Cyrillic letters is left even after `normalise`."""
    return any(CYRILLIC.search(word) and LATIN.search(word) for word in WORD.findall(normalise(text)))


def fold(text: str) -> str:
    """The search key: what a person without a Kyrgyz keyboard types finds the name (осконбаева, Өскөнбаева)."""
    return _folded(str(text))


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    """A list asks for the same names and headings many times over."""
    text = normalise(text).lower().translate(FOLDED)
    return " ".join(re.sub(r"[^\w?]+|_", " ", text).split())


_ORDER = {letter: chr(0x100 + place) for place, letter in enumerate(ALPHABET)}


def sort_key(text: str) -> str:
    """Compared code point by code point, gives the Kyrgyz order of the 36 letters; other signs come first."""
    return "".join(_ORDER.get(letter, letter) for letter in normalise(text).lower())


def tidy_case(text: str) -> str:
    """АСАНОВ and асанов become Асанов; a name in mixed case was typed on purpose and stays."""
    words = normalise(text).translate(DASHES).translate(QUOTES)
    words = re.sub(r"\s*-\s*", "-", words).split()
    return " ".join(_tidy_word(word) for word in words)


def _tidy_word(word: str) -> str:
    if word.lower() in SON_OR_DAUGHTER:
        return word.lower()
    if word.isupper() or word.islower():
        return re.sub(r"[^\W\d_]+('[^\W\d_]+)*", lambda part: part[0].capitalize(), word)
    return word


def split_name(text: str) -> Name:
    """«Фамилия Имя Отчество», «Асан кызы Гүлзат», «Айбек Үсөн уулу», «Алиев Бобур Шерзод угли», «Имя Отчество Фамилия».

    The father's name with уулу or кызы stands in the surname's place and is never split. A part that is
    not there is empty. A former surname in brackets stays with the surname.
    """
    words, former = _words(text)
    name = _split(words)
    return name._replace(last=f"{name.last} ({former})") if former and name.last else name


def _words(text: str) -> tuple[list[str], str]:
    """(words of the name, former surname): «Асанова (Бекова) Айгүл». Other remarks in brackets are no name."""
    found = re.match(r"\s*\S+\s*\(([^\W\d_]+)\)\s*\S", text)
    text = re.sub(r"\([^)]*\)?", " ", text).replace(",", " ")
    text = re.sub(r"(?<=[^\W\d_]\.)(?=[^\W\d_])", " ", text)
    return tidy_case(text).split(), tidy_case(found[1]) if found else ""


def _split(words: list[str]) -> Name:
    for place, word in enumerate(words):
        if word not in SON_OR_DAUGHTER or place == 0:
            continue
        father, before, after = f"{words[place - 1]} {word}", words[: place - 1], words[place + 1 :]
        if len(before) >= 2:
            return Name(before[0], " ".join(before[1:]), father)
        if after:
            return Name(" ".join(before + [father]), after[0], " ".join(after[1:]))
        return Name(father, " ".join(before))
    if len(words) == 3 and PATRONYMIC.search(words[1]) and not PATRONYMIC.search(words[2]):
        return Name(words[2], words[0], words[1])
    return Name(" ".join(words[:1]), " ".join(words[1:2]), " ".join(words[2:]))


def join_name(last: str, first: str, patronymic: str = "") -> Name:
    """Parts that stood in columns of their own."""
    return Name(tidy_case(last), tidy_case(first), tidy_case(patronymic))


def sex_of_name(name: Name) -> str:
    """ "m" for уулу, "f" for кызы, "" when the name does not say."""
    for word in f"{name.last} {name.patronymic}".split():
        if word.lower() in SON_OR_DAUGHTER:
            return SON_OR_DAUGHTER[word.lower()]
    return ""


def initials(name: Name) -> str:
    """«Асанов А. Б.», «Асан кызы Г.»"""
    parts = [part[:1] + "." for part in (name.first, name.patronymic) if part]
    return " ".join([name.last, *parts])


def has_initials(name: Name) -> bool:
    """The first name is a letter with a dot instead of a name."""
    return bool(INITIAL.match(name.first.split(" ")[0])) if name.first else False
