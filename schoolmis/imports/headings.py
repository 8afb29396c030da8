"""Recognising headings: a school writes Аты-жөнү, Ф.И.О., «Фамилия, имя» or «аты жону», in any order of columns.

A heading is folded (`people.names.fold`) and the first pattern that fits names the field. A field that is None is
known and left alone, so that «Туулган жери» is not taken for a birth date.
"""

import re
from itertools import product

from schoolmis.people.names import fold

WHO = {
    "guardian": r"\b(камкорч\w*|камкор\w*|опекун\w*|попечител\w*|законн\w*|мыйзамдуу окул\w*|ата эне\w*|родител\w*)",
    "mother": r"\b(энеси\w*|эненин|эне|мать|матер\w*|апасы\w*|мам[аыеу]\w*)\b",
    "father": r"^(атасы|ата)$|^атасынын (?!аты$)|^атасы |\b(отец|отц\w*|пап[аыеу]\w*)\b",
}
PHONE = r"\b(тел|телефон\w*|байланыш\w*|контакт\w*|моб\w*|сот\w*|уюлдук\w*|phone)\b"
NUMBER = r"^(n|п п|n п п|катар\w*( саны| номери)?|ирет\w*|т б|р с)$"

IDENTITY = [
    (None, r"кубол|свидет|паспорт|улуту|национальн|гражд|жарандык|место рожд|жери$|туулган жер"),
    ("birth_year", r"^(год рожд\w*|г р|туулган жыл\w*)$"),
    ("birth_date", r"туулган|^туул |рожд|^д ?р$|birth"),
    ("pin", r"\b(пин|инн|жин|pin|рin|идентификац\w*|персональный номер)\b"),
    ("sex", r"^жыныс|^пол\b|^sex$|^gender$"),
    ("patronymic", r"^(атасынын аты|отчество\w*|окуучунун атасынын аты)$"),
    (
        "name",
        (
            r"^(окуучу\w* |учени\w* |учащ\w* |кызматкер\w* )?(фио|ф и о|ф а а|ф и|аты жону|толук аты"
            r"|фамилия\w* .*(имя|аты)\w*|фамилия\w* имя.*|имя фамилия)\b|^аты (жана )?фамилия\w*"
            r"|^(окуучу|окуучулар|ученик|ученики|учащийся|учащиеся"
            r"|обучающийся|ребенок|бала|кызматкер|сотрудник|фио ученика|full name)$|\b(фио|ф и о|аты жону)$"
        ),
    ),
    ("last_name", r"фамилия|^тек аты$|last name"),
    ("first_name", r"^(окуучунун )?аты\b|^имя\b|^ысымы$|first name"),
]
CONSENT = [
    ("consent_date", r"(макулдук|соглас).*(кун|дат|берил|выдан)|дата.*соглас"),
    ("consent_number", r"макулдук|соглас"),
]
CLASS = [
    (None, r"класс жетекчи|классн\w+ руковод|кл рук|тарбиячы"),
    ("class", r"^классы?( и| жана)? (литер|буква|тамга)"),
    ("class_letter", r"^(литер\w*|тамга\w*|буква\w*)( класс\w*)?$|^класс\w* (тамга\w*|литер\w*|буква\w*)$"),
    ("class", r"^класс(ы|тар|тары)?( окуучу\w*)?$|^класс |^параллель$|^кл$|^grade$|^class$"),
]
SUBJECT = ("subject", r"(^|наименование |название )предмет\w*|^сабак\w*$|^сабактын аты|^дисциплин\w*|^subject$")
TEACHER = r"мугалим\w*|учител\w*|преподавател\w*|педагог\w*|teacher"

BIRTH = r"(рожд|туул).*(свидет|кубол)|(свидет|кубол)\w* .*(рожд|туул)|^(кубол\w*|свидетельств\w*|метрик\w*)$"
PASSPORT = r"паспорт|\b(id|ид) карт|удостоверен\w* личност"
FACTS = [
    (
        None,
        r"(кубол|свидет|паспорт|карт).* (кун|дат|берил|выда|ким|кем|мооноту|срок)|^(дат|кем|срок).*(свидет|паспорт)",
    ),
    ("birth_series", r"^сери\w* (свидет|кубол)|(свидет|кубол)\w*( .*)? сери\w*$"),
    ("passport_series", rf"^сери\w* ({PASSPORT})|({PASSPORT})\w*( .*)? сери\w*$"),
    ("birth_paper", rf"{BIRTH}|^номер\w* (свидет|кубол)|^(свидет|кубол)\w* номер\w*$"),
    ("passport_paper", PASSPORT),
    (
        "social_document",
        r"(категори|социал|льгот).*(документ|справк|негиз|основан)|(документ|справк|основан).*(категори|социал|льгот)",
    ),
    ("social", r"^(соц|социал\w*|льгот\w*)( категори\w*| статус\w*| абал\w*)?$|категори\w* (семьи|ребен|учащ)"),
    ("study_form", r"^(окуу\w*|окутуу\w*|билим алуу\w*) (форма|тур)\w*$|^форма (обуч|получ)"),
]

PATTERNS = {
    "contingent": [
        ("index", NUMBER),
        *CLASS,
        *CONSENT,
        *FACTS,
        *IDENTITY,
        ("language", r"окутуу тил|язык обуч|^тили$|^язык$|^окуу тили|тил\w* окут"),
        ("district", r"^(жашаган |турган )?район\w*( же шаары?| или город)?( прожив\w*)?$|^district"),
        ("address", r"дарег|адрес|жашаган жер|место жит|прожив|пропис|турак|address"),
        ("second_phone", r"(экинчи|кошумча|второй|дополнит\w*|доп|2) " + PHONE),
        ("phone", PHONE),
    ],
    "staff": [
        ("index", NUMBER),
        *CONSENT,
        ("position", r"^кызмат(ы|тар|орду)?$|кызмат орду|^должност\w*|^ээлеген|position"),
        *IDENTITY,
        SUBJECT,
        ("subject", r"сабак берген|сабагы|предмет"),
        ("employment", r"иштин туру|кошумча иштоо|вид занятости|совместит"),
        ("rate", r"ставка"),
        ("education", r"^билим\w*|^образован\w*"),
        ("category_until", r"категори\w* .*(чейин|моонот|срок|до$|действ)"),
        ("category", r"категори|разряд"),
        ("experience_teaching", r"(пед|адистик|специальн)\w* .*стаж|стаж.* (пед|адистик|специальн)|^педстаж"),
        ("experience", r"стаж"),
        ("languages", r"^тилдер|билген тил|владе\w* язык|^языки"),
        ("starts_on", r"ишке (кирген|келген|алын)|дата прием|принят\w* на работу|работает с"),
        ("address", r"дарег|адрес"),
        ("phone", PHONE),
    ],
    "load": [
        ("index", NUMBER),
        ("class", r"^класс(ы|тар|тары)?$|^класс |^параллель$|^кл$|^grade$|^class$"),
        SUBJECT,
        ("hours", r"саат|час|hours|жуктом\w*$|нагрузк\w*$"),
        ("group", r"^топ|^подгрупп|^групп|^кичи топ|group"),
        ("teacher", TEACHER + r"|^фио|^ф и о|^аты жону"),
    ],
    "homeroom": [
        ("index", NUMBER),
        ("teacher", r"класс жетекчи|классн\w+ руковод|кл рук|homeroom|класс башчы"),
        ("class", r"^класс(ы|тар|тары)?$|^класс |^параллель$|^кл$|^grade$|^class$"),
        ("shift", r"^смена|^нообот|shift"),
        ("room", r"кабинет|бөлмө|болмо|room"),
    ],
}
COMPILED = {kind: [(field, re.compile(pattern)) for field, pattern in rules] for kind, rules in PATTERNS.items()}
WHO_COMPILED = {who: re.compile(pattern) for who, pattern in WHO.items()}
NEEDED = {
    "contingent": [{"name"}, {"last_name", "first_name"}, {"last_name", "class"}, {"first_name", "class"}],
    "staff": [
        {"name", "position"},
        {"last_name", "first_name", "position"},
        {"name", "category"},
        {"name", "experience"},
    ],
    "load": [
        {"class", "subject", "hours", "teacher"},
        {"class", "subject", "teacher"},
        {"subject", "hours", "teacher"},
    ],
    "homeroom": [{"class", "teacher"}],
}


def declare(kind: str, patterns, needed: list[set[str]]) -> None:
    """Another kind of list, told by the app that owns its rows; `patterns` as in PATTERNS, `needed` as in NEEDED."""
    COMPILED[kind] = [(field, re.compile(pattern)) for field, pattern in patterns]
    NEEDED[kind] = needed


def heading_field(heading, kind: str) -> str | None:
    """The field a column's heading names, or None. Letters lost to «?» by an old encoding are guessed."""
    if not isinstance(heading, str) or len(heading) > 120:
        return None
    folded = fold(heading.replace("№", " "))
    if not folded and "№" in heading:
        return "index"
    ranked = [found for spelling in _spellings(folded) if (found := _ranked(spelling, kind))]
    return min(ranked, key=lambda found: found[0])[1] if ranked else None


def _spellings(folded: str) -> list[str]:
    lost = folded.count("?")
    if not lost or lost > 5:
        return [folded]
    return [
        "".join(part + letter for part, letter in zip(folded.split("?"), (*letters, ""), strict=True))
        for letters in product("оун", repeat=lost)
    ]


def _ranked(folded: str, kind: str) -> tuple[int, str | None] | None:
    """(place of the pattern, field) of the first pattern that fits."""
    if not folded:
        return None
    if kind == "contingent" and folded != "атасынын аты":
        for who, pattern in WHO_COMPILED.items():
            if pattern.search(folded):
                return -1, _of_parent(who, folded)
    return next(
        ((place, field) for place, (field, pattern) in enumerate(COMPILED[kind]) if pattern.search(folded)), None
    )


def _of_parent(who: str, folded: str) -> str | None:
    if re.search(
        r"\b(пин|инн|жин|паспорт\w*|иштеген|жумуш\w*|мест\w* работы|работ\w*|адрес|дарег\w*|билим\w*|кызматы"
        r"|рожд\w*|туулган|фамилия\w*$|отчество)\b",
        folded,
    ) and not re.search(r"фамилия\w* .*(имя|аты)", folded):
        return None
    named = re.search(r"\b(фио|ф и о|аты жону|аты|имя)\b", folded)
    return f"{who}_phone" if re.search(PHONE + r"|\bномери?\b", folded) and not named else who


def columns_of(cells, kind: str) -> dict[str, int]:
    """{field: column, from 0}. The first column of a field counts; «Телефон» right of a parent is the parent's."""
    columns: dict[str, int] = {}
    parent = ""
    for place, heading in enumerate(cells):
        field = heading_field(heading, kind)
        if field == "phone" and parent and f"{parent}_phone" not in columns:
            field = f"{parent}_phone"
        parent = field if field in WHO else ("" if heading else parent)
        if field and field not in columns:
            columns[field] = place
    return columns


def is_enough(columns: dict[str, int], kind: str) -> bool:
    """A row with these columns heads a list of this kind."""
    return len(columns) >= 2 and any(needed <= columns.keys() for needed in NEEDED[kind])
