"""Names of a timetable file matched with the school's: remembered, told by the name itself, guessed by the load."""

import re
from collections import defaultdict

from journal.formats.shape import CLASS, GROUP, ROOM, SUBJECT, TEACHER, Timetable
from journal.imports.week import Week, shortens
from journal.models import NameMatch
from schoolmis.people.models import Employee
from schoolmis.people.names import fold, normalise
from schoolmis.structure.rules import LOOKS, class_label, parse_classes

LEFT, WHOLE = "-", "*"
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
ORDER = dict(zip("ABCDEFGH", "АБВГДЕЖЗ", strict=True))
OWN = re.compile(r"(.+) \((\d+)\)")
NEIGHBOURS = str.maketrans("іїєґІЇЄҐiI", "ииегИИЕГиИ")  # many type і as the Latin i
LATIN_CLASS = re.compile(r"(\d{1,2})\s*[-.]?\s*([A-Za-z])")
ROMAN_CLASS = re.compile(r"\s*(XI|IX|IV|VI{0,3}|X|I{1,3})(?![A-Za-z])(.*)", re.DOTALL)
ROMAN_LOOKS = str.maketrans("ХІ", "XI")
GRADES = dict(zip("I II III IV V VI VII VIII IX X XI".split(), range(1, 12), strict=True))


class Matches:
    """`target(kind, name)` as NameMatch keeps it, None for a name that means nobody yet."""

    def __init__(self, told: Timetable, week: Week):
        self.told, self.week = told, week
        stored = NameMatch.objects.filter(source=told.source).values_list("kind", "name", "target")
        self.stored = {(kind, name): target for kind, name, target in stored if self._exists(kind, target)}
        self.surnames, self.people = defaultdict(set), {}
        for one in Employee.objects.not_left().select_related("person"):
            person = one.person
            self.people[one.pk] = fold(person.last_name), fold(person.first_name), fold(person.patronymic)
            for form in (person.last_name, f"{person.first_name[:1]} {person.last_name}"):
                self.surnames[fold(form)].add(one.pk)
        self.tails = {tail for one in week.journals.values() if one.is_part and (tail := tail_of(one.group))}
        self.letters = self._letters()
        self.known: dict[tuple[str, str], str | None] = {}

    def _exists(self, kind: str, target: str) -> bool:
        if target == LEFT:
            return True
        if kind == CLASS:
            found = parse_classes(target)
            return bool(found) and all(one in self.week.of_class for one in found)
        if kind == SUBJECT:
            return target in self.week.subjects.by_code
        return kind != TEACHER or int(target) in self.week.staff_ids

    def target(self, kind: str, name: str) -> str | None:
        key = kind, name
        if key not in self.known:
            self.known[key] = self.stored.get((kind, fold(name)[:120])) or self.automatic(kind, name)
        return self.known[key]

    def is_remembered(self, kind: str, name: str) -> bool:
        return (kind, fold(name)[:120]) in self.stored

    def automatic(self, kind: str, name: str) -> str | None:
        way = {SUBJECT: self._subject, TEACHER: self._teacher, CLASS: self._class, GROUP: self._group, ROOM: self._room}
        return way[kind]([name, *sorted(self.told.short.get(kind, {}).get(name, ()))])

    def _subject(self, writings) -> str | None:
        """Ukrainian and Kazakh files spell the same words with і: «Хімія», «Фізика»; one of 1251 has ? for ө, ү, ң."""
        subjects = self.week.subjects
        writings = [*writings, *(text.translate(NEIGHBOURS) for text in writings)]
        for text in writings:
            if found := subjects.find(text) or subjects.by_code.get(text.strip().upper()):
                return found.code
        taught = {one.subject.code: one.subject for one in self.week.journals.values()}
        for text in writings:
            if len(worn := {one.code for one in _worn(text, subjects.by_name)}) == 1:
                return worn.pop()
            short = [code for code, subject in taught.items() if shortens(text, subject)]
            if len(short) == 1:
                return short[0]
        return None

    def _teacher(self, writings) -> str | None:
        for text in writings:
            if own := OWN.fullmatch(text):  # our own export tells two of one name apart by their numbers
                text, key = own[1], int(own[2])
                if key in self.week.staff.find(text):
                    return str(key)
            found = self.week.staff.find(text) or list(self.surnames.get(fold(text), ()))
            worn = found or [*_worn(text, self.week.staff.keys), *_worn(text, self.surnames)]
            found = found or list({key for many in worn for key in many})
            if len(found) == 1:
                return str(found[0])
        return None

    def _class(self, writings) -> str | None:
        for text in writings:
            if roman := ROMAN_CLASS.fullmatch(text.translate(ROMAN_LOOKS)):
                text = f"{GRADES[roman[1]]}{roman[2]}"
            if latin := LATIN_CLASS.fullmatch(text.strip()):
                one = int(latin[1]), self.letters.get(latin[2].upper())
                if one in self.week.of_class:
                    return class_label(*one)
                continue
            found = parse_classes(text)
            if found and all(one in self.week.of_class for one in found):
                return " + ".join(class_label(*one) for one in found)
            if re.fullmatch(r"\d{1,2}", text.strip()) and (grade := self._grade(int(text))):
                return " + ".join(class_label(*one) for one in grade)
        return None

    def _grade(self, grade: int) -> list:
        """«10» is the only class of its grade; in FET a year may be the whole grade."""
        found = sorted(one for one in self.week.of_class if one[0] == grade)
        return found if len(found) == 1 or self.told.source == "fet" else []

    def _letters(self) -> dict[str, str]:
        """Latin letters of the file's classes: by their look (B is В) or by their order (B is Б), whichever the
        school has more of and the file does not name in Cyrillic too; where both fit as well, a letter that differs
        means nobody."""
        names = self.told.names(CLASS)
        others = {one for name in names if not LATIN_CLASS.fullmatch(name.strip()) for one in parse_classes(name)}
        used = [(int(one[1]), one[2].upper()) for name in names if (one := LATIN_CLASS.fullmatch(name.strip()))]
        count = {
            kind: len({(grade, way.get(letter)) for grade, letter in used} & (self.week.of_class.keys() - others))
            for kind, way in (("look", LOOKS), ("order", ORDER))
        }
        if count["look"] == count["order"]:
            return {letter: ORDER[letter] for letter in ORDER if LOOKS.get(letter, ORDER[letter]) == ORDER[letter]}
        return ORDER if count["order"] > count["look"] else LOOKS

    def _group(self, writings) -> str | None:
        for text in writings:
            words = fold(text).split()
            if fold(normalise(text)) in {"бут класс", "весь класс", "бардыгы"}:
                return WHOLE
            for word in words:
                tail = ROMAN.get(word.lower(), word)
                if tail in self.tails:
                    return tail
        return None

    def _room(self, writings) -> str | None:
        for text in writings:
            bare = re.sub(r"^(каб\w*|комн\w*|ауд\w*|бөлмө\w*|room|№)[\s.№]*", "", text.strip(), flags=re.IGNORECASE)
            for name in (text, bare):
                if room := self.week.rooms.get(fold(name)):
                    return room.name
        return None

    def guess(self, kind: str, name: str) -> tuple[str, bool]:
        """(whom a name may mean, whether the load says so); ("", False) where nothing speaks for one alone."""
        if kind == TEACHER:
            begins, by_load = self._beginnings(name), self._loaded(name)
            for found in (by_load & begins, begins, by_load):
                if len(found) == 1:
                    return str(next(iter(found))), found <= by_load
        if kind == SUBJECT and len(codes := self._taught(name)) == 1:
            return codes.pop(), True
        return "", False

    def _beginnings(self, name: str) -> set[int]:
        """«Аса», «АсаА», «А.Б.А.», «Асанова Айгуль» of Асанова Айгүл: who may be written so."""
        writings = [fold(text).split() for text in (name, *self.told.short.get(TEACHER, {}).get(name, ()))]
        return {
            key
            for key, person in self.people.items()
            if any(words and _abbreviates(words, person) for words in writings)
        }

    def _loaded(self, name: str) -> set[int]:
        """Employees whom the load names for everything that this teacher of the file has."""
        told = {(one.subject, one.classes) for one in self.told.placed if name in one.teachers}
        found = []
        for subject, classes in told:
            code = self.target(SUBJECT, subject)
            found.append({who for one in self._journals(classes) if one.subject.code == code for who in one.teachers})
        return _in_all(found)

    def _taught(self, name: str) -> set[str]:
        """Subjects that the teachers of this one have in all its classes, and that no other name of the file means."""
        told = {(one.teachers, one.classes) for one in self.told.placed if one.subject == name and one.teachers}
        found = []
        for teachers, classes in told:
            people = {int(who) for of in teachers if (who := self.target(TEACHER, of)) and who != LEFT}
            found.append({one.subject.code for one in self._journals(classes) if people & one.teachers.keys()})
        return _in_all(found) - {self.target(SUBJECT, other) for other in self.told.names(SUBJECT)}

    def _journals(self, classes):
        for of in classes:
            for key in parse_classes(self.target(CLASS, of) or ""):
                yield from self.week.of_class[key]


def _in_all(sets: list[set]) -> set:
    """What stands in each of the sets that are not empty."""
    told = [one for one in sets if one]
    return set.intersection(*told) if told else set()


def _worn(text: str, known: dict) -> list:
    """Values of the keys that «Т?рг?нбаев» may be: windows-1251 has no ө, ү, ң and keeps a question mark."""
    key = fold(text)
    if not re.search(r"\w\?|\?\w", key):
        return []
    pattern = re.compile(re.escape(key).replace(r"\?", "[оун]"))
    return [value for name, value in known.items() if pattern.fullmatch(name)]


def _abbreviates(words: list[str], person: tuple[str, str, str]) -> bool:
    """Whether words are beginnings of a person's surname, name and patronymic, in this order or surname last; or one
    word of the surname's beginning and initials.
    """
    last, first, _patronymic = person
    if len(words) == 1:
        whole = words[0]
        is_two = len(whole) > 2 and first[:1] == whole[-1] and last.startswith(whole[:-1])
        return is_two or (len(whole) > 1 and last.startswith(whole))
    alike = lambda one, two: one.startswith(two) or (two.startswith(one) and len(one) > 2)  # noqa: E731
    return any(len(order) <= 3 and all(map(alike, person, order)) for order in (words, [words[-1], *words[:-1]]))


def tail_of(group: str) -> str:
    return fold(group.rsplit("·", 1)[-1]) if "·" in group else ""
