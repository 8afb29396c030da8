"""Regions, districts and cities of the official list (R1-1.2c), read from `places.csv`; a code once used stays."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import get_language

from schoolmis.people.names import fold

ABROAD = "KG-00"
KINDS = frozenset({"району", "район", "шаары", "шаар", "г", "город", "р", "н"})


class Place(NamedTuple):
    """`region`: the code of the region above; "" for a region itself."""

    code: str
    region: str
    ky: str
    ru: str

    def name(self, lang: str | None = None) -> str:
        return self.ru if (lang or get_language()) == "ru" else self.ky


@cache
def places() -> dict[str, Place]:
    with Path(__file__).with_name("places.csv").open(encoding="utf-8") as lines:
        return {row["code"]: Place(**row) for row in csv.DictReader(lines)}


def choices() -> list:
    """Districts and cities under their regions, for a select."""
    every = places()
    groups = [
        (one.name(), [(sub.code, sub.name()) for sub in every.values() if sub.region == one.code])
        for one in every.values()
        if not one.region and one.code != ABROAD
    ]
    return [("", "—"), *groups, (ABROAD, every[ABROAD].name())]


def short(code: str) -> str:
    """«Тоң району», as a column of a list has it; "" where nothing is known."""
    place = places().get(code)
    return place.name() if place else ""


def named(text: str) -> str:
    """The code that a list's cell means, in either language, also without «району», «район», «г.»; "" for none."""
    plain = _plain(text)
    found = {one.code for one in places().values() if one.region and plain in (_plain(one.ky), _plain(one.ru))}
    if not found and plain in (_plain(places()[ABROAD].ky), _plain(places()[ABROAD].ru)):
        return ABROAD
    exact = {code for code in found if fold(text) in (fold(places()[code].ky), fold(places()[code].ru))}
    found = exact or found
    return found.pop() if len(found) == 1 else ""


def _plain(name: str) -> str:
    return " ".join(word for word in fold(name).split() if word not in KINDS)


def line(code: str, settlement: str = "", street: str = "", lang: str | None = None) -> str:
    """«Ысык-Көл облусу, Тоң району, Ак-Терек айылы, Жаңы Турмуш көч., 17»."""
    place = places().get(code)
    region = places().get(place.region) if place else None
    names = [one.name(lang) for one in (region, place) if one]
    return ", ".join(filter(None, [*dict.fromkeys(names), settlement, street]))
