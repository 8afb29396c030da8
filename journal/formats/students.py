"""Which class and which part of it a set of students of FET is: Year › Group › Subgroup, named as each school likes."""

import re
from collections import defaultdict

from journal.formats.xml import Element
from schoolmis.people.names import fold
from schoolmis.structure.rules import parse_class

WHOLE = re.compile(
    r"\b(entire|whole|весь класс|вес клас|целия клас|цял клас|весь клас|бут класс|толук класс|butun sinf)"
)
BEGINS_WITH_CLASS = re.compile(r"\s*(\d{1,2}\s*[-.–]?\s*[«\"]?[^\W\d_][»\"]?)(?=[\s·/:,_-])[\s·/:,_-]*(.+)")


def is_whole(name: str) -> bool:
    return bool(WHOLE.search(fold(name)))


class Sets:
    """`of(name)` gives the (class, group) pairs that a set of students stands for."""

    def __init__(self, listed: Element | None):
        self.above, self.below = defaultdict(list), defaultdict(list)
        for year in listed.all("year") if listed else ():
            for group in year.all("group"):
                self._under(year.value("name"), group.value("name"))
                for part in group.all("subgroup"):
                    self._under(group.value("name"), part.value("name"))

    def _under(self, upper: str, lower: str) -> None:
        if upper not in self.above[lower] and upper != lower:
            self.above[lower].append(upper)
            self.below[upper].append(lower)

    def of(self, name: str) -> list[tuple[str, str]]:
        if parse_class(name):
            return [(name, "")]
        if found := [one for one in self._ancestors(name) if parse_class(one)]:
            return [(one, "" if is_whole(name) else _part(name, one)) for one in dict.fromkeys(found)]
        below = self.below.get(name, [])
        if below and all(parse_class(one) for one in below):
            return [(one, "") for one in below]
        if (begins := BEGINS_WITH_CLASS.match(name)) and parse_class(begins[1]):
            return [(begins[1].strip(), "" if is_whole(name) else begins[2].strip())]
        return [(name, "")]

    def _ancestors(self, name: str) -> list[str]:
        found, ahead = [], list(self.above.get(name, []))
        while ahead:
            one = ahead.pop(0)
            if one not in found:
                found.append(one)
                ahead += self.above.get(one, [])
        return found


def _part(name: str, of: str) -> str:
    """«8 а момчета» of class 8 а is its group «момчета»."""
    rest = name[len(of) :].strip(" ·/:,_-") if name.startswith(of) else ""
    return rest or name
