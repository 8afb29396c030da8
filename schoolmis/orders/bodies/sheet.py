"""A protocol as its paper has it, in one language: the same parts for the page and for the printer (domain §4.9)."""

from dataclasses import dataclass
from datetime import date

from schoolmis.orders.models import Body
from schoolmis.papers import letterhead
from schoolmis.people.names_then import NamesThen
from schoolmis.ui import dates

# A protocol is an official text: its fixed words are those of office work and stand outside the interface's catalogue.
WORDS = {
    "ky": {
        "numbered": "№ {} ПРОТОКОЛУ",
        "chair": "Төрагасы",
        "secretary": "Катчысы",
        "present": "Катышкандар",
        "people": "{} адам",
        "of": "{} мүчөнүн ичинен {}",
        "absent": "Катышпагандар",
        "guests": "Чакырылгандар",
        "agenda": "КҮН ТАРТИБИ:",
        "heard": "УГУЛДУ:",
        "spoke": "СҮЙЛӨШТҮ:",
        "decided": "ЧЕЧИМ КЫЛЫНДЫ:",
        "votes": "Добуш берүүнүн жыйынтыгы: макул – {}, каршы – {}, калыс – {}.",
        "system": "{} маалыматтык системасы түзгөн документ",
    },
    "ru": {
        "numbered": "ПРОТОКОЛ № {}",
        "chair": "Председатель",
        "secretary": "Секретарь",
        "present": "Присутствовали",
        "people": "{} чел.",
        "of": "{1} из {0} членов",
        "absent": "Отсутствовали",
        "guests": "Приглашены",
        "agenda": "ПОВЕСТКА ДНЯ:",
        "heard": "СЛУШАЛИ:",
        "spoke": "ВЫСТУПИЛИ:",
        "decided": "РЕШИЛИ:",
        "votes": "Результаты голосования: за – {}, против – {}, воздержались – {}.",
        "system": "Документ создан информационной системой: {}",
    },
}


@dataclass(frozen=True)
class Given:
    """The facts of a protocol, stored or only typed."""

    body: Body
    number: int | None
    held_on: date
    chair: object
    secretary: object
    guests: str
    present_count: int | None
    seats: list
    points: list

    @classmethod
    def of(cls, protocol, seats, points):
        """`seats`: (person, is present, reason); `points`: dicts of a decision's fields. Names are those of the day."""
        names = NamesThen([protocol.chair, protocol.secretary, *(row[0] for row in seats)])
        then = lambda person: names.on(person, protocol.held_on)  # noqa: E731
        return cls(
            protocol.body,
            protocol.number,
            protocol.held_on,
            then(protocol.chair),
            then(protocol.secretary),
            protocol.guests,
            protocol.present_count,
            [(then(person), *more) for person, *more in seats],
            points,
        )


@dataclass(frozen=True)
class Sheet:
    lang: str
    words: dict
    lines: tuple[str, ...]
    school: str
    place: str
    dated: str
    numbered: str
    body: str
    people: list
    points: list
    signatures: list


def sheet(given: Given, lang: str) -> Sheet:
    words, head = WORDS[lang], letterhead.current(lang)
    body = (given.body.name_ru if lang == "ru" else "") or given.body.name_ky
    chair, secretary = given.chair.initials, given.secretary.initials
    return Sheet(
        lang=lang,
        words=words,
        lines=head.lines,
        school=head.school,
        place=head.place,
        dated=dates.date_long(given.held_on, lang),
        numbered=words["numbered"].format(given.number or "____"),
        body=body,
        people=[(words["chair"], chair), (words["secretary"], secretary), *_people(given, words)],
        points=[_point(one, words) for one in given.points],
        signatures=[(words["chair"], chair), (words["secretary"], secretary)],
    )


def _whole(person):
    """Initials and name that no end of a line parts."""
    return person.initials.replace(" ", "\xa0")


def _people(given, words):
    """(word, who) of those present, absent and invited; names stand in the nominative."""
    there = [_whole(person) for person, present, _reason in given.seats if present]
    away = [
        f"{_whole(person)} ({reason})" if reason else _whole(person)
        for person, present, reason in given.seats
        if not present
    ]
    if given.seats:
        yield words["present"], f"{words['of'].format(len(given.seats), len(there))}: {', '.join(there)}"
    elif given.present_count:
        yield words["present"], words["people"].format(given.present_count)
    if away:
        yield words["absent"], ", ".join(away)
    if given.guests:
        yield words["guests"], given.guests


def _point(point, words):
    """{question, parts: [(word, text)], votes}."""
    parts = [(words[name], point[name]) for name in ("heard", "spoke", "decided") if point.get(name)]
    counted = [point.get(name) for name in ("votes_for", "votes_against", "abstained")]
    votes = words["votes"].format(*(n or 0 for n in counted)) if any(n is not None for n in counted) else ""
    return {"question": point["question"], "parts": parts, "votes": votes}
