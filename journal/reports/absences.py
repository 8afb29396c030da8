"""Lessons missed and late arrivals between two days, for the report builder (R1-3.1h, R1-3.1i)."""

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import ExtractIsoWeekDay, TruncMonth
from django.utils.translation import gettext_lazy as _

from journal import permissions
from journal.models import Absence, Cell, Lesson
from journal.reports import attendance
from schoolmis import clock
from schoolmis.papers.builder import Built, Field, Measure, Part, Sum
from schoolmis.papers.report import register
from schoolmis.structure.models.calendar import WEEKDAYS
from schoolmis.ui.dates import month_year
from students.cube.dimensions import GRADES, NAME, SEXES
from students.models import Exemption, Placement
from students.reports.marks import classes, subjects

NUMBERS = {number: str(number) for number in range(1, 13)}
LATE = "late"
REASONS = {letter.value: attendance.REASONS[key] for key, letter in attendance.LETTERS.items()} | {LATE: _("came late")}


def place(lookup):
    """The class that the student sat in on the day of the lesson."""
    found = Placement.objects.on(OuterRef("lesson__date")).filter(student=OuterRef("student"))
    return Subquery(found.values(lookup)[:1])


def months(asked):
    """{first day: month and year} of the period."""
    found, first = {}, asked.start and asked.start.replace(day=1)
    while first and first <= asked.end:
        found[first] = month_year(first)
        first = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return found


@register
class AbsenceBuilder(Built):
    """Each lesson that a student missed, or came late to, counts once; lessons of an exempt day do not."""

    code = "journal.build_absences"
    title = _("Lessons missed and late arrivals")
    noun = _("Lessons missed")
    permission = permissions.SCHOOL_RESULTS
    small = lists = permissions.SCHOOL_RESULTS
    model = Cell
    period = "span"
    order = ("lesson__date", "student__person__sort_key", "pk")
    first = {
        "rows": "class",
        "columns": "",
        "measures": ["missed", "unknown", "ill", "excused", "late"],
        "see": ["day", "name", "class", "subject", "reason"],
    }
    all_fields = (
        Field("day", _("Date"), value="lesson__date", kind="date"),
        NAME,
        Field("month", _("Month"), value=lambda asked: TruncMonth("lesson__date"), labels=months, groups=True),
        Field(
            "weekday",
            _("Day of the week"),
            value=lambda asked: ExtractIsoWeekDay("lesson__date"),
            labels=dict(WEEKDAYS),
            groups=True,
        ),
        Field("number", _("Lesson"), value="lesson__number", labels=NUMBERS, kind="int", groups=True),
        Field(
            "grade",
            _("Year group"),
            value=lambda asked: place("school_class__grade"),
            labels=GRADES,
            kind="int",
            groups=True,
        ),
        Field("class", _("Class"), value=lambda asked: place("school_class"), labels=classes, groups=True),
        Field("subject", _("Subject"), value="lesson__section__subject", labels=subjects, groups=True, weight=2),
        Field("sex", _("Sex"), value="student__person__sex", labels=SEXES, groups=True, shows=False),
        Field(
            "reason",
            _("Reason"),
            value=lambda asked: Case(
                When(late__isnull=False, then=Value(LATE)), default=F("absence"), output_field=CharField()
            ),
            labels=REASONS,
            groups=True,
            weight=2,
        ),
        Field("minutes", _("Minutes late"), value="late", kind="int"),
    )
    all_measures = (
        Part("missed", _("Lessons missed"), ~Q(absence="")),
        Part("unknown", attendance.REASONS["unknown"], Q(absence=Absence.UNKNOWN)),
        Part("ill", attendance.REASONS["ill"], Q(absence=Absence.ILL)),
        Part("excused", attendance.REASONS["excused"], Q(absence=Absence.EXCUSED)),
        Part("late", _("Came late"), Q(late__isnull=False)),
        Sum("minutes", _("Minutes late"), "late"),
        Measure("count", _("How many")),
    )

    @property
    def first_days(self):
        today = clock.today()
        return today.replace(day=1), today

    def base(self, asked):
        exempt = Exemption.objects.on(OuterRef("lesson__date"))
        exempt = exempt.filter(student=OuterRef("student"), subject=OuterRef("lesson__section__subject"))
        found = Cell.objects.of_lessons().filter(~Q(absence="") | Q(late__isnull=False))
        return found.filter(
            ~Exists(exempt), lesson__status=Lesson.Status.PLANNED, lesson__date__range=(asked.start, asked.end)
        )
