"""The demo school's curriculum and staff, and who teaches what. Invented by the pattern of a village school."""

from collections import defaultdict
from dataclasses import dataclass

_PRIMARY = "RUS 3 MEK 2 PED 2 MUS 1 ART 1 TEC 1 ETH 1 CLS 1"
_SENIOR = "KYR 2 KLT 2 RUS 2 RLT 1 ENG 2 ALG 3 GEO2 2 INF 1 CHE 2 HKG 2 HUM 1 PED 2 CLS 1"
_HOURS = {
    1: f"KYR 6 MAT 4 {_PRIMARY}",
    2: f"KYR 7 MAT 5 {_PRIMARY}",
    3: f"KYR 7 MAT 5 ENG 2 {_PRIMARY}",
    4: f"KYR 7 MAT 5 ENG 2 {_PRIMARY}",
    5: "KYR 3 KLT 2 RUS 3 ENG 3 MAT 5 INF 1 TAB 2 HKG 2 ETH 1 TEC 2 ART 1 MUS 1 PED 2 CLS 1",
    6: "KYR 3 KLT 2 RUS 3 ENG 3 MAT 5 INF 1 BIO 2 GEO 2 HKG 2 ETH 1 TEC 1 ART 1 MUS 1 PED 2 CLS 1",
    7: "KYR 2 KLT 2 RUS 2 RLT 1 ENG 3 ALG 3 GEO2 2 INF 1 PHY 2 BIO 2 GEO 2 HKG 2 ETH 1 TEC 1 ART 1 MUS 1 PED 2 CLS 1",
    8: f"{_SENIOR} PHY 2 BIO 2 GEO 2 DRW 1 TEC 1",
    9: f"{_SENIOR} PHY 2 BIO 2 GEO 2 REL 1",
    10: f"{_SENIOR} PHY 3 BIO 1 GEO 1 HWD 1 MAN 1 DCH 1",
    11: f"{_SENIOR} PHY 2 AST 1 BIO 1 GEO 1 HWD 1 MAN 1 DCH 1",
}
SHIFT = {1: 1, 2: 2, 3: 2, 4: 2, 5: 1, 6: 2, 7: 2, 8: 2, 9: 1, 10: 1, 11: 1}
RUSSIAN = {(2, "В"), (7, "Б")}
JOINT = 10, "FAK"

# Whoever teaches: subjects of the family, how many teachers. In grades 1–4 the class's own teacher has the rest.
FAMILIES = {
    "kyr": ("KYR KLT", 3),
    "rus": ("RUS RLT", 4),
    "eng": ("ENG", 3),
    "mat": ("MAT ALG GEO2", 4),
    "inf": ("INF", 1),
    "phy": ("PHY AST", 1),
    "che": ("CHE FAK", 1),
    "bio": ("BIO TAB", 1),
    "geo": ("GEO", 1),
    "his": ("HKG HWD HUM REL MAN ETH", 3),
    "tec": ("TEC ART DRW", 1),
    "mus": ("MUS", 1),
    "ped": ("PED DCH", 3),
}
_FAMILY = {subject: family for family, (subjects, _n) in FAMILIES.items() for subject in subjects.split()}
_EVERYWHERE = {"rus", "eng", "mus", "ped"}  # families that teach the primary grades too

# key → (position's code, as the staff list words it)
OFFICE = {
    "director": ("director", "Мектеп директору"),
    "deputy": ("deputy", "Окуу бөлүмүнүн башчысы (ОББ)"),
    "upbringing": ("upbringing", "Тарбия иштери боюнча орун басары"),
    "secretary": ("secretary", "Иш кагаздарын жүргүзүүчү"),
    "administrator": ("administrator", "Системанын администратору"),
    "librarian": ("librarian", "Китепканачы"),
    "social": ("social", "Социалдык педагог"),
    "psychologist": ("psychologist", "Психолог"),
    "accountant": ("accountant", "Эсепчи"),
    "nurse": ("nurse", "Медайым"),
}
IN_RUSSIAN = {
    "Мектеп директору": "Директор школы",
    "Окуу бөлүмүнүн башчысы (ОББ)": "Заведующий учебной частью (завуч)",
    "Тарбия иштери боюнча орун басары": "Заместитель по воспитательной работе",
    "Иш кагаздарын жүргүзүүчү": "Делопроизводитель",
    "Системанын администратору": "Администратор системы",
    "Китепканачы": "Библиотекарь",
    "Социалдык педагог": "Социальный педагог",
    "Психолог": "Психолог",
    "Эсепчи": "Бухгалтер",
    "Медайым": "Медсестра",
    "Мугалим": "Учитель",
    "Башталгыч класстын мугалими": "Учитель начальных классов",
}


@dataclass(frozen=True)
class Course:
    """One journal: `classes` as (grade, letter), `part` 1 or 2 of a divided class, 0 for the whole."""

    classes: tuple[tuple[int, str], ...]
    subject: str
    hours: int
    teacher: str
    part: int = 0


def hours(grade: int) -> dict[str, int]:
    words = _HOURS[grade].split()
    return {subject: int(number) for subject, number in zip(words[::2], words[1::2], strict=True)}


def divided(grade: int, letter: str, subject: str) -> bool:
    """English in two subgroups in the А classes from grade 5."""
    return subject == "ENG" and letter == "А" and grade >= 5


def teachers(classes) -> list[str]:
    """Keys of the teaching staff that `classes` need, in the staff list's order."""
    needed = {course.teacher for course in courses(classes)}
    order = {family: place for place, family in enumerate(["own", *FAMILIES])}
    return sorted(needed, key=lambda key: (order[key.split("-")[0]], key))


def courses(classes) -> list[Course]:
    """Every journal of the year with its teacher; loads are even, and a class has one teacher per family."""
    load, found = defaultdict(int), []
    for family, (_subjects, count) in FAMILIES.items():
        for key in sorted(classes, key=lambda one: (-one[0], one[1])):
            mine = {s: n for s, n in hours(key[0]).items() if _FAMILY.get(s) == family}
            if not mine or (key[0] < 5 and family not in _EVERYWHERE):
                continue
            names = sorted((f"{family}-{n}" for n in range(1, count + 1)), key=lambda name: (load[name], name))
            for subject, number in mine.items():
                parts = (1, 2) if divided(*key, subject) else (0,)
                for part, name in zip(parts, names, strict=False):
                    found.append(Course((key,), subject, number, name, part))
                    load[name] += number
    found += [
        Course((key,), subject, number, f"own-{key[0]}{key[1]}")
        for key in classes
        if key[0] < 5
        for subject, number in hours(key[0]).items()
        if subject != "CLS" and _FAMILY.get(subject) not in _EVERYWHERE
    ]
    found += [Course((key,), "CLS", 1, teacher) for key, teacher in homerooms(found, classes).items()]
    joint = tuple(key for key in classes if key[0] == JOINT[0])
    if len(joint) > 1:
        found.append(Course(joint, JOINT[1], 1, "che-1"))
    return found


def homerooms(found: list[Course], classes) -> dict[tuple[int, str], str]:
    """{class: teacher}: the class's own in the primary grades, then whoever teaches it most and has no class yet."""
    chosen, taken = {}, set()
    for key in classes:
        there = defaultdict(int)
        for course in found:
            if key in course.classes and course.part == 0:
                there[course.teacher] += course.hours
        free = [name for name in there if name not in taken and not name.startswith("ped")]
        own = f"own-{key[0]}{key[1]}"
        chosen[key] = own if key[0] < 5 else max(free, key=lambda name: (there[name], name))
        taken.add(chosen[key])
    return chosen
