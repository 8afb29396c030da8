"""Invented families: brothers and sisters, those who answer for them, and the class of each child."""

from dataclasses import dataclass, field
from datetime import date

from schoolmis.demo.names import FATHERS, MOTHERS, SURNAMES, People
from schoolmis.people.models import Person, Sex
from students.models import Relation, Student

FAMILY_SIZES = (1, 1, 1, 1, 1, 2, 2, 2, 3)
KYRGYZ_MANNER = 0.12
LONG_NAME = ("Абдыракманова", "Чолпонай", "Нурмухаммедовна")


@dataclass(eq=False)
class Child:
    """A child before it stands in the database; `now` and `before` are keys of the story's classes."""

    person: Person
    now: tuple[int, str] | None
    before: tuple[int, str] | None
    family: list = field(default_factory=list)  # [(Person, relation)]
    consented: bool = True
    student: Student | None = None

    @property
    def grade(self):
        return self.now[0] if self.now else self.before[0] + 1


def families(story) -> list[Child]:
    """Every seat of every class taken, brothers and sisters in different grades."""
    rng, people = story.rng("families"), People(story.rng("names"))
    seats = {}
    for key in story.classes:
        seats[key] = rng.randint(*story.sizes)
    children = []
    while any(seats.values()):
        open_grades = sorted({key[0] for key, free in seats.items() if free})
        size = min(rng.choice(FAMILY_SIZES), len(open_grades))
        if not children:
            size = min(3, len(open_grades))  # the family that the visitor signs in as
        grades = rng.sample(open_grades, size) if children else spread(open_grades, size)
        keys = []
        for grade in grades:
            keys.append(rng.choice(sorted(key for key, free in seats.items() if key[0] == grade and free)))
            seats[keys[-1]] -= 1
        children += siblings(story, rng, people, keys)
    for key in sorted(key for key in story.former if key[0] == 11):
        for _seat in range(rng.randint(*story.sizes) - 3):
            children += siblings(story, rng, people, [(12, key[1])])
    return children


def spread(grades, size):
    """From the young to the old, so that the parent's page has grades of every kind."""
    wanted = [grade for grade in (2, 8, 10) if grade in grades]
    return (wanted + [grade for grade in grades if grade not in wanted])[:size]


def siblings(story, rng, people, keys) -> list[Child]:
    """Children of one family, with the people who answer for them."""
    stem, father = rng.choice(SURNAMES), rng.choice(FATHERS)
    longest = keys == [(8, "А")] and LONG_NAME not in people.names
    if longest:
        people.names.add(LONG_NAME)
        stem, father = LONG_NAME[0].removesuffix("а"), LONG_NAME[2].removesuffix("овна")
    address, manner = people.address(), rng.random() < KYRGYZ_MANNER
    parents = [] if keys[0][0] > 11 else guardians(rng, people, stem, father, address)
    made = []
    for grade, letter in keys:
        sex = Sex.FEMALE if longest else rng.choice([Sex.FEMALE, Sex.MALE])
        born = people.day(date(story.first - 6 - grade, 9, 2), date(story.first - 5 - grade, 8, 20))
        name = LONG_NAME if longest else people.child(sex, stem, father, manner)
        person = Person(
            last_name=name[0],
            first_name=name[1],
            patronymic=name[2],
            sex=sex,
            born_on=born,
            pin=people.pin(sex, born),
            address=address,
        )
        made.append(Child(person, *places(story, rng, grade, letter), parents))
    return made


def places(story, rng, grade, letter):
    """(class now, class last year); a few have come from elsewhere this summer."""
    if grade > 11:
        return None, (11, letter)
    if grade == 1 or rng.random() < 0.012:
        return (grade, letter), None
    if grade == 5 and (4, "В") in story.former and rng.random() < 0.33:
        return (grade, letter), (4, "В")
    return (grade, letter), (grade - 1, letter)


def guardians(rng, people, stem, father, address):
    """Both parents mostly; a mother alone, a father alone, a grandmother."""
    kind = rng.choices(["both", "mother", "father", "grandmother"], [70, 22, 4, 4])[0]
    found = []
    if kind in ("both", "mother"):
        own = rng.choice(SURNAMES) if rng.random() < 0.6 else stem
        found.append((people.grown("f", own), Sex.FEMALE, Relation.MOTHER))
    if kind in ("both", "father"):
        last, _first, middle = people.grown("m", stem)
        found.append(((last, father, middle), Sex.MALE, Relation.FATHER))
    if kind == "grandmother":
        last, _first, middle = people.grown("f", stem)
        found.append(((last, rng.choice(MOTHERS), middle), Sex.FEMALE, Relation.GUARDIAN))
    phones = [people.phone() for _one in found]
    if len(phones) == 2 and rng.random() < 0.08:
        phones[1] = phones[0]  # one telephone for the house
    return [
        (
            Person(last_name=name[0], first_name=name[1], patronymic=name[2], sex=sex, phone=phone, address=address),
            relation,
        )
        for (name, sex, relation), phone in zip(found, phones, strict=True)
    ]
