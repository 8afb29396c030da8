"""Regions, districts and cities of the official list (R1-1.2c), read from `places.csv`; a code once used stays."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import get_language

ABROAD = "KG-00"


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


def line(code: str, settlement: str = "", street: str = "", lang: str | None = None) -> str:
    """«Ысык-Көл облусу, Тоң району, Ак-Терек айылы, Жаңы Турмуш көч., 17»."""
    place = places().get(code)
    region = places().get(place.region) if place else None
    names = [one.name(lang) for one in (region, place) if one]
    return ", ".join(filter(None, [*dict.fromkeys(names), settlement, street]))
