"""Recognising headings: a school writes Аты-жөнү, Ф.И.О., «Фамилия, имя» or «аты жону», in any order of columns.

A heading is folded (`people.names.fold`) and the first pattern that fits names the field. A field that is None is
known and left alone, so that «Туулган жери» is not taken for a birth date.
"""

import re
from itertools import product

from schoolmis.people.names import fold

WHO = {
    "mother": r"\b(энеси|эненин|энесинин|эне|мать|матер\w*|апасы|мама\w*)\b",
    "father": r"\b(атасынын (аты жону|тел\w*|фио|номер\w*|байланыш\w*)|атасы$|атасы (аты|фио|ф и о|тел)|ата$|отец|отц\w*|папа\w*)\b",
    "guardian": r"\b(камкорч\w*|камкор\w*|опекун\w*|попечител\w*|законн\w*|мыйзамдуу окул\w*|ата эне\w*|родител\w*)",
}
PHONE = r"\b(тел|телефон\w*|номери?|байланыш\w*|контакт\w*|моб\w*|сот\w*|уюлдук\w*|рноnе|phone)\b"
NUMBER = r"^(no|n|№|п п|n п п|no п п|катар\w*( саны| номери)?|ирет\w*|т б|р с|id|#)$"

IDENTITY = [
    (None, r"кубол|свидет|паспорт|улуту|национальн|гражд|жарандык|место рожд|жери$|туулган жер"),
    ("birth_date", r"туулган|рожден|^д ?р$|birth"),
    ("pin", r"\b(пин|инн|жин|pin|рin|идентификац\w*|персональный номер)\b"),
    ("sex", r"^жыныс|^пол$|^пол (уч|реб)|^sex$|^gender$"),
    ("patronymic", r"^(атасынын аты|отчество\w*|окуучунун атасынын аты)$"),
    ("name", (r"^(окуучу\w* |учени\w* |учащ\w* |кызматкер\w* )?(фио|ф и о|ф и|аты жону|толук аты|фамилия\w* .*(имя|аты)\w*"
             r"|фамилия\w* имя.*|имя фамилия)\b|^аты (жана )?фамилия\w*|^(окуучу|окуучулар|ученик|ученики|учащийся|учащиеся"
             r"|обучающийся|кызматкер|сотрудник|фио ученика|full name)$|\b(фио|ф и о|аты жону)$")),
    ("last_name", r"фамилия|^тек аты$|last name"),
    ("first_name", r"^(окуучунун )?аты$|^имя( ученика)?$|^ысымы$|first name"),
]
CONSENT = [
    ("consent_date", r"(макулдук|соглас).*(куну|дата|датасы|берген|выдан)|дата.*соглас"),
    ("consent_number", r"макулдук|соглас"),
]
CLASS = [
    (None, r"класс жетекчи|классн\w+ руковод|кл рук|тарбиячы"),
    ("class_letter", r"^(литер\w*|тамга\w*|буква\w*)( класс\w*)?$|^класс\w* (тамга\w*|литер\w*|буква\w*)$"),
    ("class", r"^класс(ы|тар|тары)?( окуучу\w*)?$|^класс |^параллель$|^кл$|^grade$|^class$"),
]
SUBJECT = ("subject", r"^предмет\w*|^сабак\w*$|^сабактын аты|^дисциплин\w*|^subject$")
TEACHER = r"мугалим\w*|учител\w*|преподавател\w*|педагог\w*|teacher"

PATTERNS = {
    "contingent": [
        ("index", NUMBER), *CLASS, *CONSENT, *IDENTITY,
        ("language", r"окутуу тил|язык обуч|^тили$|^язык$|^окуу тили|тил\w* окут"),
        ("address", r"дарег|адрес|жашаган жер|место жит|прожив|турак|address"),
        ("phone", PHONE),
    ],
    "staff": [
        ("index", NUMBER), *CONSENT,
        ("position", r"^кызмат(ы|тар|орду)?$|кызмат орду|^должност\w*|^ээлеген|position"),
        *IDENTITY, SUBJECT, ("subject", r"сабак берген|ведет предмет|предмет"),
        ("education", r"^билим\w*|^образован\w*"), ("category", r"категори|разряд"),
        ("experience", r"стаж"), ("address", r"дарег|адрес"), ("phone", PHONE),
    ],
    "load": [
        ("index", NUMBER), ("class", CLASS[2][1]), SUBJECT,
        ("hours", r"саат|час|hours|жуктом\w*$|нагрузк\w*$"), ("group", r"^топ|^подгрупп|^групп|^кичи топ|group"),
        ("teacher", TEACHER + r"|^фио|^ф и о|^аты жону"),
    ],
    "homeroom": [
        ("index", NUMBER), ("teacher", r"класс жетекчи|классн\w+ руковод|кл рук|homeroom|класс башчы"),
        ("class", CLASS[2][1]), ("shift", r"^смена|^нообот|shift"), ("room", r"кабинет|бөлмө|болмо|room"),
    ],
}
COMPILED = {kind: [(field, re.compile(pattern)) for field, pattern in rules] for kind, rules in PATTERNS.items()}
WHO_COMPILED = {who: re.compile(pattern) for who, pattern in WHO.items()}
NEEDED = {
    "contingent": [{"name"}, {"last_name", "first_name"}],
    "staff": [{"name", "position"}, {"last_name", "first_name", "position"}, {"name", "category"}, {"name", "experience"}],
    "load": [{"class", "subject", "hours", "teacher"}, {"class", "subject", "teacher"}],
    "homeroom": [{"class", "teacher"}],
}


def heading_field(heading, kind: str) -> str | None:
    """The field a column's heading names, or None. Letters lost to «?» by an old encoding are guessed."""
    if not isinstance(heading, str) or len(heading) > 120:
        return None
    folded = fold(heading.replace("№", " no "))
    for spelling in _spellings(folded):
        field = _field(spelling, kind)
        if field:
            return field
    return None


def _spellings(folded: str) -> list[str]:
    lost = folded.count("?")
    if not lost or lost > 5:
        return [folded]
    return ["".join(part + letter for part, letter in zip(folded.split("?"), (*letters, ""), strict=True))
            for letters in product("оун", repeat=lost)]


def _field(folded: str, kind: str) -> str | None:
    if not folded:
        return None
    if kind == "contingent" and folded != "атасынын аты":
        for who, pattern in WHO_COMPILED.items():
            if pattern.search(folded):
                return _of_parent(who, folded)
    return next((field for field, pattern in COMPILED[kind] if pattern.search(folded)), None)


def _of_parent(who: str, folded: str) -> str | None:
    if re.search(r"\b(пин|инн|жин|паспорт\w*|иштеген|жумуш\w*|мест\w* работы|работ\w*|адрес|дарег\w*|билим\w*|кызматы)\b", folded):
        return None
    named = re.search(r"\b(фио|ф и о|аты жону|аты|имя)\b", folded)
    return who if named or not re.search(PHONE, folded) else f"{who}_phone"


def columns_of(cells, kind: str) -> dict[str, int]:
    """{field: column, from 0}. A second column of the same field is left out; «Телефон» right of a parent is the parent's."""
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
