"""The letters of the timesheet: fixed words of an office paper, in each language its own."""

from schoolmis.orders.models import DayCode

LETTERS = {
    "ky": {
        DayCode.WORK: ("И", "иште"),
        DayCode.OFF: ("Д", "дем алыш күнү"),
        DayCode.HOLIDAY: ("М", "майрам күнү"),
        DayCode.ANNUAL: ("Ө", "жылдык эмгек өргүүсү"),
        DayCode.UNPAID: ("АӨ", "эмгек акысы сакталбаган өргүү"),
        DayCode.STUDY: ("ОӨ", "окуу өргүүсү"),
        DayCode.MATERNITY: ("ТӨ", "кош бойлуулук жана төрөт боюнча өргүү"),
        DayCode.CHILDCARE: ("БӨ", "бала багуу өргүүсү"),
        DayCode.TRIP: ("С", "иш сапар"),
        DayCode.SICK: ("О", "оору"),
        DayCode.OTHER: ("Ж", "башка жүйөлүү себеп"),
        DayCode.MISSED: ("К", "белгисиз себеп менен келген жок"),
    },
    "ru": {
        DayCode.WORK: ("Я", "явка"),
        DayCode.OFF: ("В", "выходной день"),
        DayCode.HOLIDAY: ("П", "праздничный день"),
        DayCode.ANNUAL: ("О", "ежегодный отпуск"),
        DayCode.UNPAID: ("ДО", "отпуск без сохранения заработной платы"),
        DayCode.STUDY: ("У", "учебный отпуск"),
        DayCode.MATERNITY: ("Р", "отпуск по беременности и родам"),
        DayCode.CHILDCARE: ("ОЖ", "отпуск по уходу за ребёнком"),
        DayCode.TRIP: ("К", "командировка"),
        DayCode.SICK: ("Б", "болезнь"),
        DayCode.OTHER: ("УП", "другая уважительная причина"),
        DayCode.MISSED: ("НН", "неявка по невыясненной причине"),
    },
}


def letter(code: str, lang: str) -> str:
    """The letter of a day; an empty cell for a day on which nobody was employed."""
    return LETTERS[lang][code][0] if code else ""


def legend(lang: str) -> str:
    return "; ".join(f"{sign} – {words}" for sign, words in LETTERS[lang].values()) + "."
