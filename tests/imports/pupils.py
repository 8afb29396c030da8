"""Invented students of invented schools, and faults planted in their rows with what each must become."""

import random
from datetime import date, timedelta

MALE = [
    "Азамат",
    "Бекзат",
    "Данияр",
    "Эмир",
    "Нурлан",
    "Тилек",
    "Улан",
    "Чыңгыз",
    "Өмүрбек",
    "Кайрат",
    "Артём",
    "Жеңишбек",
]
FEMALE = [
    "Айсулуу",
    "Бегимай",
    "Гүлзат",
    "Жаңыл",
    "Мээрим",
    "Нурайым",
    "Салтанат",
    "Үмүт",
    "Чолпон",
    "Элнура",
    "Дарья",
    "Айгүл",
]
FATHERS = [
    "Асан",
    "Бакыт",
    "Үсөн",
    "Жеңиш",
    "Замир",
    "Кубан",
    "Марат",
    "Нурлан",
    "Өмүрбек",
    "Руслан",
    "Талант",
    "Эркин",
]
SURNAMES = [
    "Абдырахманов",
    "Байтемиров",
    "Жолдошев",
    "Ысаков",
    "Кенжебаев",
    "Маматов",
    "Нуралиев",
    "Өскөнбаев",
    "Райымкулов",
    "Садыков",
    "Токтоболотов",
    "Үмөталиев",
    "Чотонов",
    "Шералиев",
    "Эсенов",
    "Юсупов",
]


def pupil(rng: random.Random, grade: int, letter: str, serial: int) -> dict:
    sex = rng.choice("mf")
    first, father = rng.choice(MALE if sex == "m" else FEMALE), rng.choice(FATHERS)
    last, patronymic = rng.choice(SURNAMES) + ("" if sex == "m" else "а"), father + ("ович" if sex == "m" else "овна")
    if serial % 7 == 0:
        last, patronymic = f"{father} {'уулу' if sex == 'm' else 'кызы'}", ""
    born = date(2026 - 6 - grade, 1, 1) + timedelta(days=rng.randrange(330))
    return {
        "last": last,
        "first": first,
        "patronymic": patronymic,
        "sex": sex,
        "born": born,
        "class": f"{grade}-{letter}",
        "pin": f"{'2' if sex == 'm' else '1'}{born:%d%m%Y}{serial:05d}",
        "language": "кыргыз" if letter == "А" else "орус",
        "address": f"Көк-Жар айылы, Тоо көч., {serial}",
        "mother": f"{rng.choice(SURNAMES)}а {rng.choice(FEMALE)} Асановна",
        "mother_phone": f"0772 {serial % 90 + 10}-34-{serial % 80 + 10}",
        "father": f"{rng.choice(SURNAMES)} {father} Маратович",
        "father_phone": f"+996 555 {serial:06d}",
        "consent": f"М-{serial}",
        "consented": date(2026, 8, 15 + serial % 15),
    }


def school(count: int = 60, seed: int = 5, classes=((1, "А"), (1, "Б"), (5, "А"), (9, "Б"), (11, "А"))) -> list[dict]:
    """Clean students, class by class, no two alike."""
    rng, students, seen = random.Random(seed), [], set()
    while len(students) < count:
        grade, letter = classes[len(students) * len(classes) // count]
        one = pupil(rng, grade, letter, len(students) + 1)
        if full(one) not in seen:
            seen.add(full(one))
            students.append(one)
    return students


def full(one: dict) -> str:
    return " ".join(part for part in (one["last"], one["first"], one["patronymic"]) if part)


def _pin_of(one, other):
    one["pin"] = other["pin"]


# name → (change(row, an earlier row), code it must give)
REFUSALS = {
    "a PIN of 13 digits": (lambda one, _: one.update(pin=one["pin"][:-1]), "pin_length"),
    "a PIN of 15 digits": (lambda one, _: one.update(pin=one["pin"] + "7"), "pin_length"),
    "a PIN with a letter": (lambda one, _: one.update(pin=one["pin"][:-1] + "О"), "pin_letters"),
    "a PIN Excel shortened": (lambda one, _: one.update(pin="2,01092E+13"), "pin_letters"),
    "another's PIN": (_pin_of, "pin_repeated"),
    "a copied row": (lambda one, other: one.update(other), "pin_repeated"),
    "a copied row without PINs": (lambda one, other: (other.update(pin=None), one.update(other)), "person_repeated"),
    "31 February": (lambda one, _: one.update(born="31.02.2014"), "birth_date_impossible"),
    "month 13": (lambda one, _: one.update(born="05.13.2015"), "birth_date_impossible"),
    "a word for a date": (lambda one, _: one.update(born="билбейм"), "birth_date_impossible"),
    "a year alone": (lambda one, _: one.update(born=2015), "birth_date_impossible"),
    "a birth in the future": (lambda one, _: one.update(born="01.09.2031"), "birth_date_future"),
    "a birth in 1914": (lambda one, _: one.update(born="21.05.1914"), "birth_date_age"),
    "a newborn": (lambda one, _: one.update(born=date(2026, 1, 5)), "birth_date_age"),
    "grade 12": (lambda one, _: one.update({"class": "12-Я"}), "class_unknown"),
    "grade 0": (lambda one, _: one.update({"class": "0-А"}), "class_unknown"),
    "two letters": (lambda one, _: one.update({"class": "5-АБ"}), "class_unknown"),
    "no letter": (lambda one, _: one.update({"class": "5"}), "class_unknown"),
    "no grade": (lambda one, _: one.update({"class": "А"}), "class_unknown"),
    "a Latin letter that looks like none": (lambda one, _: one.update({"class": "5-D"}), "class_unknown"),
    "no class": (lambda one, _: one.update({"class": None}), "class_missing"),
    "no name": (lambda one, _: one.update(last=None, first=None, patronymic=None), "name_missing"),
    "one word": (lambda one, _: one.update(last="Асанов", first=None, patronymic=None), "name_incomplete"),
    "a digit in the name": (lambda one, _: one.update(first="Аза9мат"), "name_letters"),
}
WARNINGS = {
    "PIN of another day": (
        lambda one, _: one.update(pin=one["pin"][0] + "01012001" + one["pin"][9:]),
        "pin_birth_date",
    ),
    "PIN without a date": (
        lambda one, _: one.update(pin=one["pin"][0] + "99999999" + one["pin"][9:]),
        "pin_birth_date",
    ),
    "PIN of the other sex": (
        lambda one, _: one.update(pin=("1" if one["sex"] == "m" else "2") + one["pin"][1:]),
        "pin_sex",
    ),
    "no consent": (lambda one, _: one.update(consent=None, consented=None), "no_consent"),
    "a consent number without a date": (lambda one, _: one.update(consented=None), "consent_date_missing"),
    "a consent date without a number": (lambda one, _: one.update(consent=None), "consent_number_missing"),
    "a consent of 31 June": (lambda one, _: one.update(consented="31.06.2026"), "consent_date_impossible"),
    "a consent of next year": (lambda one, _: one.update(consented="01.09.2027"), "consent_date_future"),
    "a short phone": (lambda one, _: one.update(mother_phone="5-23-41"), "phone_invalid"),
    "a word for a phone": (lambda one, _: one.update(father_phone="телефону белгисиз"), "phone_invalid"),
    "a phone of nobody": (lambda one, _: one.update(mother=None), "guardian_name_missing"),
    "an unknown sex": (lambda one, _: one.update(sex="х"), "sex_unknown"),
    "an unknown language": (lambda one, _: one.update(language="эсперанто"), "language_unknown"),
    "no birth date": (lambda one, _: one.update(born=None), "birth_date_missing"),
    "a Latin letter without a likeness": (lambda one, _: one.update(first="Дjангир"), "name_mixed"),
    "initials": (lambda one, _: one.update(first="А.", patronymic="Б."), "name_initials"),
}
HARMLESS = {
    "CAPITALS": lambda one: one.update(last=one["last"].upper(), first=one["first"].upper()),
    "small letters": lambda one: one.update(last=one["last"].lower(), first=one["first"].lower()),
    "no-break spaces": lambda one: one.update(last=" " + one["last"] + "\xa0 "),
    "look-alike letters": lambda one: one.update(
        first=one["first"].replace("ө", "ɵ").replace("ү", "ұ").replace("а", "a")
    ),
    "a Latin class": lambda one: one.update({"class": one["class"].replace("А", "A").replace("Б", "Б")}),
    "quotes and a word in the class": lambda one: one.update({"class": one["class"].replace("-", "-«") + "» класс"}),
    "a class without a dash": lambda one: one.update({"class": one["class"].replace("-", " ").lower()}),
    "PIN as a number": lambda one: one.update(pin=int(one["pin"])),
    "PIN as a fraction": lambda one: one.update(pin=float(one["pin"])),
    "PIN with spaces": lambda one: one.update(pin=f"{one['pin'][:1]} {one['pin'][1:9]} {one['pin'][9:]}"),
    "no PIN": lambda one: one.update(pin=None),
    "a dash for a PIN": lambda one: one.update(pin="-"),
    "ISO date": lambda one: one.update(born=one["born"].isoformat()),
    "a date with slashes": lambda one: one.update(born=f"{one['born']:%d/%m/%Y}"),
    "a two-digit year": lambda one: one.update(born=f"{one['born']:%d.%m.%y}"),
    "Excel's day number": lambda one: one.update(born=(one["born"] - date(1899, 12, 30)).days),
    "a date in words": lambda one: (
        one.update(born=f"{one['born'].year}-жылдын {one['born'].day}-сентябры", pin=None)
        if one["born"].month == 9
        else None
    ),
    "two phones": lambda one: one.update(mother_phone="0772 11 22 33, 0555112233"),
    "a phone abroad": lambda one: one.update(father_phone="+7 916 123-45-67"),
    "no mother": lambda one: one.update(mother="жок", mother_phone="-"),
}


def planted(students: list[dict], faults: dict) -> dict[int, str]:
    """Plant one fault of each kind, two rows apart so that copies have an untouched row before them: {place: code}."""
    expected, place = {}, 1
    for change, code in faults.values():
        change(students[place], students[place - 1])
        expected[place] = code
        place += 2
    return expected
