"""The weekly timetable as a kind of import: a list with headings, or a grid as schools print it."""

from django.utils.translation import gettext_lazy as _

from journal import permissions
from journal.imports.compare import asked, called, prepare
from journal.imports.grids import unfold
from journal.imports.save import import_timetable
from schoolmis.imports.headings import NUMBER
from schoolmis.imports.kinds import Kind, declare_notes, register
from schoolmis.imports.records import declare

declare(
    "timetable",
    [
        ("class", r"^класс(ы|тар|тары)?( окуучу\w*)?$|^класс |^параллель$|^кл$|^class$"),
        ("day", r"\bкун\w*$|^день|^дни|^weekday$|^day$"),
        ("number", r"^сабак\w*$|^сабак\w* номер\w*|^сабактын (номер|катар|саны)\w*|^(номер )?урок\w*$|^lesson$"),
        ("subject", r"предмет|^дисциплин|^сабактын ат|^subject$"),
        ("teacher", r"мугалим|учител|преподават|педагог|^фио|^teacher$"),
        ("room", r"кабинет|болмо|^каб|аудитор|^room$"),
        ("group", r"^топ|подгрупп|^групп|^кичи топ|^group$"),
        ("weeks", r"^жума(лар|сы)?$|^недел[яи]|^week"),
        ("index", NUMBER),
    ],
    [{"day", "number", "subject"}, {"day", "number", "index"}],
    example="Классы, Күн, Сабак №, Предмет (Класс, День, Урок №, Предмет)",
    unfold=unfold,
)
declare_notes(
    {
        "timetable_from": _("In force from %(day)s until the end of the year."),
        "timetable_left": _("Classes that the file does not name keep the timetable they have: %(names)s"),
        "timetable_hours": _("Other hours a week than in the teaching load: %(names)s"),
        "timetable_set": _("Lessons laid on the days of the calendar: %(made)s; taken out: %(dropped)s"),
        "rooms_to_make": _("Rooms the school does not have yet, which will be added: %(names)s"),
    }
)
TIMETABLE = register(
    Kind(
        "timetable",
        _("Weekly timetable"),
        ("timetable",),
        permissions.TIMETABLE,
        prepare=prepare,
        apply=import_timetable,
        hint=_("A list of class, day, lesson and subject, or the timetable as it is printed, classes side by side"),
        asks=asked,
        title=called,
        page="journal:timetable",
        by_place=True,
    )
)
