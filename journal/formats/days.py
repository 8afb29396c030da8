"""Days of the week as timetable programs of many countries name them, and longer cycles made of them. Pure."""

import re
from dataclasses import dataclass
from itertools import groupby, pairwise

from journal.imports.words import day_of

OTHERS = {
    1: r"mon|lun|понед|душ|дүй|пон|hét|hetf|montag|mo|maan",
    2: r"tue|tu|mar|вівт|втор|вівторок|dien|di|вт|сеш|сейсенб|seshanba|wt|tiis",
    3: r"wed|we|mie|mer|серед|сря|сред|mitt|mi|śr|ср|сәрсен|чоршанба|kesk",
    4: r"thu|th|jue|jeu|gio|четв|четвър|бейсен|пайшанба|donn|do|czw|tors",
    5: r"fri|vie|ven|п'?ят|пʼят|пет|петъ|frei|fr|pią|жұма|жума|perj",
    6: r"sat|sab|sam|суб|съб|збт|сенбі|шанба|sams|sa|sob",
    7: r"sun|dom|dim|нед|неділ|вос|жексен|якшанба|sonn|so|nie",
}
PATTERNS = {number: re.compile(rf"(?:{pattern})\w*\.?", re.IGNORECASE) for number, pattern in OTHERS.items()}
# Whole words whose beginnings would be taken for another day's.
WEEKS = [
    "душанба сешанба чоршанба пайшанба жума шанба якшанба",
    "dushanba seshanba chorshanba payshanba juma shanba yakshanba",
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "pzt sal çar per cum cmt paz",
    "الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "luni marti miercuri joi vineri sambata duminica",
    "dilluns dimarts dimecres dijous divendres dissabte diumenge",
    "segunda terça quarta quinta sexta sábado domingo",
    "hétfő kedd szerda csütörtök péntek szombat vasárnap",
    "δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή",
]
FIRST = {word: number for week in WEEKS for number, word in enumerate(week.split(), 1)}
FIRST |= {"dim": 7, "mar": 2, "sali": 2, "اثنين": 1, "ثلاثاء": 2, "اربعاء": 3, "خميس": 4, "جمعة": 5, "سبت": 6, "احد": 7}
ALEF = str.maketrans("أإآ", "ااا")
TERM = re.compile(r"\b(?:t|term|семестр|четверт|триместр|чейрек|период)\w*\b", re.IGNORECASE)
MORNINGS, TERMS = "mornings_afternoons", "terms"
LONGEST_CYCLE = 60


@dataclass(frozen=True)
class Day:
    """`week` and `term` of the file's cycle, counted from 1; `half` 1 for an afternoon that a file keeps as a day."""

    weekday: int
    week: int | None = None
    term: int | None = None
    half: int = 0


def weekday_named(text: str) -> int | None:
    """1 Monday … 7 Sunday; None for a name that is no day."""
    word = text.strip().strip(".").replace("’", "'").lower().translate(ALEF)
    if word.isdigit():
        return None
    if word in FIRST:
        return FIRST[word]
    if found := day_of(word):
        return found
    return next((number for number, pattern in PATTERNS.items() if word and pattern.fullmatch(word)), None)


def weekday_in(text: str) -> int | None:
    """«А-Понедельник», «T1 Mo», «monday2», «lundi matin»: the first word of a name that is a day."""
    found = (weekday_named(word) for word in re.findall(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*", text))
    return weekday_named(text) or next(filter(None, found), None)


def weekdays(names: list[str]) -> list[int]:
    """Days in their order: by name where every one is known and they follow one another (a week may lack some), else
    from Monday on."""
    found = [weekday_in(name) for name in names]
    if None in found or not _in_order(found):
        return list(range(1, len(names) + 1))
    return found


def _in_order(found: list[int]) -> bool:
    """Each day once, forward from the first: a week may begin on Sunday."""
    steps = [(two - one) % 7 for one, two in pairwise(found)]
    return 0 not in steps and sum(steps) < 7


def lay(names: list[str], *, mode: str = "", terms: int = 0) -> list[Day] | None:
    """What each day of a file is; None where nothing says it.

    FET keeps a week with afternoons as twice as many days, terms as so many weeks one after another, and a cycle of
    several weeks likewise: files older than its modes tell by the days' names alone.
    """
    many = len(names)
    if mode == MORNINGS and many % 2 == 0 and many <= 14:
        return _halves(weekdays(names[::2]))
    if mode == TERMS and terms and many % terms == 0 and many // terms <= 7:
        each = many // terms
        week = weekdays([_bare(name) for name in names[:each]])
        return [Day(week[at % each], term=at // each + 1) for at in range(many)]
    if mode in (MORNINGS, TERMS):
        return None
    told = _told(names)
    return told if told or many > 7 else [Day(of) for of in weekdays(names)]


def _told(names: list[str]) -> list[Day] | None:
    found = [weekday_in(name) for name in names]
    if None in found or len(names) > LONGEST_CYCLE:
        return None
    runs = [(of, len(list(same))) for of, same in groupby(found)]
    if all(count <= 2 for _of, count in runs) and _in_order([of for of, _count in runs]):
        return [Day(of, half=half) for of, count in runs for half in range(count)]
    each = next((at for at in range(1, len(found)) if found[at] == found[0]), len(found))
    week = found[:each]
    if each == 1 or len(found) % each or found != week * (len(found) // each) or not _in_order(week):
        return None
    if len(found) == each:  # one week
        return [Day(of) for of in found]
    what = "term" if all(TERM.search(name) for name in names) else "week"
    return [Day(of, **{what: at // each + 1}) for at, of in enumerate(found)]


def _halves(week: list[int]) -> list[Day]:
    return [Day(of, half=half) for of in week for half in (0, 1)]


def _bare(name: str) -> str:
    """«1 - maanantai» of the first term is Monday whatever the term is called."""
    return re.sub(r"[\d_]+", " ", name).strip(" -.:")
