"""What a cell of a school's list says about a person: text, date, sex, language, number."""

import re
from datetime import date, datetime, timedelta

from .names import fold, normalise

NOTHING = {"", "-", "--", "---", "н/д", "n/a", "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "null", "none"}
NOT_GIVEN = NOTHING | {"жок", "нет", "нету", "?"}

MALE = {
    "э",
    "эр",
    "эркек",
    "эркек бала",
    "м",
    "муж",
    "мужской",
    "мальчик",
    "мал",
    "бала",
    "уул",
    "жигит",
    "юноша",
    "male",
    "мале",
}
FEMALE = {"ж", "жен", "женский", "к", "кыз", "кыз бала", "аял", "девочка", "девушка", "дев", "д", "f", "female", "қ"}

LANGUAGES = {
    "кырг": "ky",
    "орус": "ru",
    "рус": "ru",
    "озбек": "uz",
    "узб": "uz",
    "тажик": "tg",
    "тадж": "tg",
    "англ": "en",
    "турк": "tr",
}

MONTHS = ["янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]


class Impossible(ValueError):
    """The cell holds something, and it is not what the column is for."""


def text(cell) -> str:
    """The cell as one tidy line; "" for an empty cell, a dash or a formula's error."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime | date):
        return cell.strftime("%d.%m.%Y")
    line = normalise(str(cell)).strip()
    return "" if line.lower() in NOTHING or not line.strip("-–—_ ") else line


def given(cell) -> str:
    """`text`, where жок and нет mean that there is none."""
    line = text(cell)
    return "" if line.lower() in NOT_GIVEN else line


def read_sex(cell) -> str:
    """ "m", "f" or "" for an empty cell. Raises Impossible."""
    word = fold(text(cell)).strip()
    if not word:
        return ""
    if word in MALE:
        return "m"
    if word in FEMALE:
        return "f"
    raise Impossible(word)


def read_language(cell) -> str:
    """Code of the language of instruction, "" for an empty cell. Raises Impossible."""
    word = fold(text(cell))
    if not word:
        return ""
    for start, code in LANGUAGES.items():
        if word.startswith(start) or word == code:
            return code
    raise Impossible(word)


def read_number(cell) -> float | None:
    """«2», «2,5», «2 саат»; None for an empty cell. Raises Impossible."""
    if isinstance(cell, bool):
        raise Impossible(str(cell))
    if isinstance(cell, int | float):
        return float(cell)
    line = given(cell)
    if not line:
        return None
    match = re.fullmatch(r"(-?\d+(?:[.,]\d+)?)\s*(?:саат|час(?:а|ов)?|ч|с|жыл|лет|год|года)?\.?", line, re.IGNORECASE)
    if not match:
        raise Impossible(line)
    return float(match[1].replace(",", "."))


def read_date(cell, earliest: date, latest: date) -> date | None:
    """A day written as a date cell, text, or Excel's day number; None for an empty cell.

    `earliest` and `latest` only choose the century of a two-digit year. Raises Impossible.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool):
        raise Impossible(str(cell))
    if isinstance(cell, int | float):
        return _of_number(cell)
    line = given(cell)
    if not line:
        return None
    line = re.sub(r"[\sT]+\d{1,2}:\d\d(:\d\d(\.\d+)?)?$", "", line.strip("'\" "))
    line = re.sub(r"\s*-?\s*(жылы|жыл|ж|года|год|г)\.?$", "", line, flags=re.IGNORECASE).rstrip(" .,")
    if re.fullmatch(r"\d{5}|\d{8}", line):
        return _of_number(int(line))
    match = re.fullmatch(r"(\d{1,4})\s*[.,/\-\s]\s*(\d{1,2})\s*[.,/\-\s]\s*(\d{1,4})", line)
    if match:
        return _of_parts(match[1], int(match[2]), match[3], earliest, latest)
    return _of_words(line, earliest, latest)


def _of_number(number) -> date:
    if 20000 <= number <= 80000:
        return (datetime(1899, 12, 30) + timedelta(days=int(number))).date()
    digits = f"{number:.0f}".zfill(8)
    if digits.isdigit() and len(digits) == 8:
        for year, month, day in ((digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2])):
            if 1900 <= int(year) <= 2100:
                try:
                    return date(int(year), int(month), int(day))
                except ValueError:
                    continue
    raise Impossible(str(number))


def _of_parts(first: str, month: int, last: str, earliest: date, latest: date) -> date:
    if len(first) == 4 and len(last) <= 2:
        first, last = last, first
    if len(first) > 2 or len(last) not in (2, 4):
        raise Impossible(f"{first}.{month}.{last}")
    years = [int(last)] if len(last) == 4 else [2000 + int(last), 1900 + int(last)]
    days = []
    for year in years:
        try:
            days.append(date(year, month, int(first)))
        except ValueError:
            continue
    if not days:
        raise Impossible(f"{first}.{month}.{last}")
    return next((day for day in days if earliest <= day <= latest), days[0])


def _of_words(line: str, earliest: date, latest: date) -> date:
    """«21-май 2019», «2019-жылдын 21-майы», «21 мая 2019 года»"""
    words = fold(re.sub(r"жылдын|жылы|года|год", " ", line, flags=re.IGNORECASE)).split()
    months = [
        number
        for word in words
        for number, start in enumerate(MONTHS, 1)
        if word.startswith(start) and not (number == 5 and word.startswith("мар"))
    ]
    numbers = [word for word in words if word.isdigit()]
    if len(months) == 1 and len(numbers) == 2 and len(words) == 3:
        return _of_parts(numbers[0], months[0], numbers[1], earliest, latest)
    raise Impossible(line)
