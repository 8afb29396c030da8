"""The teacher's signature under a lesson: what it covers, how it stands now, what is still to be signed."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Count, Exists, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from journal.models import Cell, Lesson
from journal.rules import signing as rules
from schoolmis import clock
from schoolmis.structure.models import Term
from schoolmis.ui.dates import date_short, day_month

# The print of a lesson: topic, homework, the marks of it and of its further works, who was absent or late. Why somebody
# was absent is left out: the homeroom teacher gives the reason afterwards, and the teacher has not signed for it.
# Trap: another text of this statement makes every signature of the past look changed.
PRINT = """md5({of}.topic || E'\\n' || {of}.homework || coalesce((
    select string_agg(row(w.part, c.student_id, c.first, c.second, c.retake, c.absence <> '', c.late)::text, ''
        order by w.part, c.student_id)
    from journal_lesson w join journal_cell c on c.lesson_id = w.id
    where w.section_id = {of}.section_id and w.date = {of}.date and w.number = {of}.number and w.status = 'planned'
        and (c.first is not null or c.absence <> '' or c.late is not null)), ''))"""
CHANGED = "case when {of}.signed_at is not null then {of}.signed_as <> " + PRINT + " else false end"


def print_now() -> RawSQL:
    """What a signature given now would cover, as an expression over lessons."""
    return RawSQL(PRINT.format(of="journal_lesson"), [])


def with_state(lessons):
    """Lessons with `is_changed` (after the signature), `is_attended`, and who signed."""
    cells = Cell.objects.filter(lesson=OuterRef("pk"))
    changed = RawSQL(CHANGED.format(of="journal_lesson"), [], output_field=BooleanField())
    attended = Q(taken_at__isnull=False) | Exists(cells.filter(~Q(absence="") | Q(late__isnull=False)))
    return lessons.select_related("signed_by").annotate(is_changed=changed, is_attended=attended)


def unsigned(sections, first, last):
    """Lessons of the days, both within, in which something is written and which nobody has signed as they stand.

    The one definition, for the teacher's day and the reports. A closed year changes nothing in what was not signed.
    """
    written = Q(taken_at__isnull=False) | Exists(Cell.objects.filter(lesson=OuterRef("pk")))
    lessons = Lesson.objects.held().filter(written, section__in=sections, date__gte=first, date__lte=last)
    return with_state(lessons).filter(Q(signed_at=None) | Q(is_changed=True))


def unsigned_per_section(sections, first: date, last: date) -> dict[int, int]:
    """{section: unsigned lessons of the days}; one statement. Today's are not yet asked of anybody."""
    yesterday = min(last, clock.today() - timedelta(days=1))
    rows = unsigned(sections, first, yesterday).order_by().values_list("section")
    return dict(rows.annotate(n=Count("pk")))


def unsigned_days(sections) -> list[tuple[date, int]]:
    """[(day, lessons to be signed)] of the running term up to today, the newest first; one statement.

    In a closed year nobody signs any more, so nothing is asked.
    """
    today = clock.today()
    begun = Term.objects.filter(starts_on__lte=today).order_by("-starts_on").values("starts_on")[:1]
    rows = unsigned(sections, Subquery(begun), today).filter(section__group__year__closed_on=None)
    return list(rows.order_by().values_list("date").annotate(n=Count("pk")).order_by("-date"))


def lacks(lesson) -> list[str]:
    """Of one of with_state()."""
    return rules.lacks(lesson.date, clock.today(), lesson.topic, lesson.is_attended)


def sentence(code: str) -> str:
    return {
        "future": _("This lesson has not been held yet."),
        "topic": _("The topic is not entered."),
        "attendance": _("Attendance is not taken."),
    }[code]


def ways(lesson, codes) -> list[tuple[str, str]]:
    """[(what is to be done before the signature, the address where it is done)]."""
    grid = f"{reverse('journal:section', args=[lesson.section_id])}?on={lesson.date.isoformat()}"
    topic = reverse("journal:lesson", args=[lesson.pk])
    of = {"topic": (_("enter the topic"), topic), "attendance": (_("take attendance"), grid)}
    return [of[code] for code in codes if code in of]


def refusal(lesson, error: ValidationError) -> str:
    """Why the lesson is not signed, with a link to each thing that lacks."""
    told = {"day": day_month(lesson.date), "number": lesson.number, "why": " ".join(error.messages)}
    why = _("Not signed: %(day)s, lesson %(number)s. %(why)s") % told
    codes = [one.code for one in error.error_list]
    return format_html("{} {}", why, format_html_join(" ", '<a href="{1}">{0}</a>', ways(lesson, codes)))


def said(lesson) -> str:
    """How the signature of one of with_state() stands, in words; empty where there is none."""
    if lesson.signed_at is None:
        return ""
    return told(lesson.signed_by.name, lesson.signed_at, lesson.is_changed)


def told(name: str, at, is_changed: bool) -> str:
    facts = {"name": name, "day": date_short(at)}
    if is_changed:
        return _("Changed after the signature of %(day)s, %(name)s") % facts
    return _("Signed %(day)s, %(name)s") % facts
