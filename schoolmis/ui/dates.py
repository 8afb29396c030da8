"""Dates as the school's papers write them: «2026-жылдын 12-ноябры», «12 ноября 2026 г.».

Pure functions, for pages and papers alike. `lang` is "ky" or "ru"; left out, the reader's language is taken.
Each accepts a date or an aware datetime (read in the school's time zone); `None` gives "".
"""

import datetime

from django.utils import timezone
from django.utils.translation import get_language


def _words(text):
    return tuple(text.split())


_KY = _words("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь")
# The endings follow vowel harmony and are listed, never computed.
_KY_OF = _words("январы февралы марты апрели майы июну июлу августу сентябры октябры ноябры декабры")
_KY_FROM = _words(
    "январынан февралынан мартынан апрелинен майынан июнунан "
    "июлунан августунан сентябрынан октябрынан ноябрынан декабрынан"
)
_KY_TO = _words(
    "январына февралына мартына апрелине майына июнуна июлуна августуна сентябрына октябрына ноябрына декабрына"
)
_KY_DATED = _words(
    "январындагы февралындагы мартындагы апрелиндеги майындагы июнундагы "
    "июлундагы августундагы сентябрындагы октябрындагы ноябрындагы декабрындагы"
)
_RU = _words("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь")
_RU_OF = _words("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")

_KY_DAYS = _words("дүйшөмбү шейшемби шаршемби бейшемби жума ишемби жекшемби")
_RU_DAYS = _words("понедельник вторник среда четверг пятница суббота воскресенье")
_KY_DAYS_SHORT = _words("дш шш шр бш жм иш жк")
_RU_DAYS_SHORT = _words("пн вт ср чт пт сб вс")


def is_ru(lang=None):
    """True when the text is to be Russian; everything else is Kyrgyz, the school's first language."""
    return (lang or get_language() or "ky").startswith("ru")


def as_date(value):
    """The school's calendar day of a date or a datetime."""
    if isinstance(value, datetime.datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def date_long(value, lang=None):
    """2026-жылдын 12-ноябры · 12 ноября 2026 г."""
    day = as_date(value)
    if not day:
        return ""
    if is_ru(lang):
        return f"{day.day} {_RU_OF[day.month - 1]} {day.year} г."
    return f"{day.year}-жылдын {day.day}-{_KY_OF[day.month - 1]}"


def date_from(value, lang=None):
    """2026-жылдын 12-ноябрынан · с 12 ноября 2026 г."""
    day = as_date(value)
    return _cased(day, _KY_FROM, "со " if day and day.day == 2 else "с ", lang)


def date_to(value, lang=None):
    """2026-жылдын 12-ноябрына чейин · по 12 ноября 2026 г. — the day itself is within."""
    text = _cased(value, _KY_TO, "по ", lang)
    return text if is_ru(lang) or not text else f"{text} чейин"


def date_as_of(value, lang=None):
    """2026-жылдын 12-ноябрына карата · на 12 ноября 2026 г."""
    text = _cased(value, _KY_TO, "на ", lang)
    return text if is_ru(lang) or not text else f"{text} карата"


def date_dated(value, lang=None):
    """The attribute: «2026-жылдын 12-ноябрындагы … буйругу» · «… от 12 ноября 2026 г.»"""
    return _cased(value, _KY_DATED, "от ", lang)


def _cased(value, table, before, lang):
    day = as_date(value)
    if not day:
        return ""
    if is_ru(lang):
        return before + date_long(day, "ru")
    return f"{day.year}-жылдын {day.day}-{table[day.month - 1]}"


def date_range(first, last, lang=None):
    """2026-жылдын 2-мартынан 7-мартына чейин · со 2 по 7 марта 2026 г. Both days are within."""
    first, last = as_date(first), as_date(last)
    if not first or not last:
        return date_from(first, lang) or date_to(last, lang)
    if is_ru(lang):
        if (first.year, first.month) == (last.year, last.month):
            start = str(first.day)
        elif first.year == last.year:
            start = day_month(first, "ru")
        else:
            start = date_long(first, "ru")
        return f"{'со' if first.day == 2 else 'с'} {start} по {date_long(last, 'ru')}"
    start = f"{first.year}-жылдын {first.day}-{_KY_FROM[first.month - 1]}"
    year = "" if first.year == last.year else f"{last.year}-жылдын "
    return f"{start} {year}{last.day}-{_KY_TO[last.month - 1]} чейин"


def date_short(value, lang=None):
    """12.11.2026, the same in both languages."""
    day = as_date(value)
    return f"{day:%d.%m.%Y}" if day else ""


def days_short(first, last):
    """12.11.2026, or 12.11.2026–14.11.2026 where the days differ; the same in both languages."""
    return date_short(first) if first == last else f"{date_short(first)}–{date_short(last)}"


def day_month(value, lang=None):
    """12-ноябрь · 12 ноября"""
    day = as_date(value)
    if not day:
        return ""
    return f"{day.day} {_RU_OF[day.month - 1]}" if is_ru(lang) else f"{day.day}-{_KY[day.month - 1]}"


def month(value, lang=None):
    """The month's name, from a number 1–12 or a date: ноябрь."""
    number = value if isinstance(value, int) else as_date(value).month
    return (_RU if is_ru(lang) else _KY)[number - 1]


def month_year(value, lang=None):
    """2026-жыл, ноябрь · ноябрь 2026 г."""
    day = as_date(value)
    if not day:
        return ""
    return f"{month(day, lang)} {day.year} г." if is_ru(lang) else f"{day.year}-жыл, {month(day, lang)}"


def weekday(value, lang=None, short=False):
    """бейшемби · четверг; short: бш · чт. From a date or an ISO number 1 (Monday) – 7."""
    number = value if isinstance(value, int) else as_date(value).isoweekday() if value else 0
    if not number:
        return ""
    if short:
        return (_RU_DAYS_SHORT if is_ru(lang) else _KY_DAYS_SHORT)[number - 1]
    return (_RU_DAYS if is_ru(lang) else _KY_DAYS)[number - 1]


def moment(value, lang=None):
    """12.11.2026, 14:05 in the school's time zone."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%d.%m.%Y, %H:%M}"


def clock_time(value):
    """14:05 from a time or a datetime."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%H:%M}"


def day_asked(text: str) -> datetime.date | None:
    """A day in an address, None where it is none or stands where no week or month can be counted from it."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1990 <= day.year < 2200 else None
