"""Days of the week as timetable programs of many countries name them. Pure."""

import re
from itertools import pairwise

from journal.imports.words import day_of

OTHERS = {
    1: r"mon|lun|понед|душ|дүй|пон|hét|hetf|montag|mo",
    2: r"tue|mar|вівт|втор|вівторок|dien|di|вт|сеш|сейсенб|seshanba|wt",
    3: r"wed|mie|mer|серед|сря|сред|mitt|mi|śr|ср|сәрсен|чоршанба",
    4: r"thu|jue|jeu|gio|четв|четвър|бейсен|пайшанба|donn|do|czw",
    5: r"fri|vie|ven|п'?ят|пʼят|пет|петъ|frei|fr|pią|жұма|жума",
    6: r"sat|sab|sam|суб|съб|збт|сенбі|шанба|sams|sa|sob",
    7: r"sun|dom|dim|нед|неділ|вос|жексен|якшанба|sonn|so|nie",
}
PATTERNS = {number: re.compile(rf"(?:{pattern})\w*\.?", re.IGNORECASE) for number, pattern in OTHERS.items()}
# Beginnings that would be taken for another day's.
FIRST = {"душанба": 1, "сешанба": 2, "чоршанба": 3, "пайшанба": 4, "шанба": 6, "якшанба": 7, "mardi": 2, "mar": 2}


def weekday_named(text: str) -> int | None:
    """1 Monday … 7 Sunday; None for a name that is no day."""
    word = text.strip().strip(".").replace("’", "'").lower()
    if word.isdigit():
        return None
    if word in FIRST:
        return FIRST[word]
    if found := day_of(word):
        return found
    return next((number for number, pattern in PATTERNS.items() if word and pattern.fullmatch(word)), None)


def weekdays(names: list[str]) -> list[int]:
    """Days in their order: by name where every one is known and follows the one before, else from Monday on."""
    found = [weekday_named(name) for name in names]
    if None in found or any((two - one) % 7 != 1 for one, two in pairwise(found)):
        return list(range(1, len(names) + 1))
    return found
