"""Marks and absences of a person, for the extract of personal data (R1-1.2a)."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from journal import policy
from journal.cells import text_of
from journal.hours import in_words
from journal.models import (
    AbsenceNote,
    BehaviourNote,
    Briefing,
    Cell,
    Conversation,
    PaperSheet,
    TeacherAway,
    TeacherHours,
    TermText,
)
from journal.rules.scales import FIVE_POINTS
from schoolmis.people.extract import day, section

CONTENT = ("first", "second", "absence", "late", "retake")


@section(gettext_lazy("Marks and absences"), order=70)
def cells(person):
    found = Cell.objects.filter(student__person=person).select_related("lesson__section__subject")
    found, known = found.order_by("lesson__date", "lesson__number"), policy.grading()[1] | {None: FIVE_POINTS}
    return [_("Date"), _("Subject"), _("Mark"), _("Comment")], [
        (
            day(one.lesson.date),
            str(one.lesson.section.subject),
            text.replace("→", ">"),
            one.comment,
        )  # no arrow in the font
        for one in found
        if (text := text_of(one.first, one.second, one.absence, one.late, one.retake, known[one.scale_id]))
        or one.comment
    ]


@section(gettext_lazy("Absences told"), order=71)
def absences_told(person):
    found = AbsenceNote.objects.filter(student__person=person)
    return [_("From"), _("Until"), _("Reason"), _("In words"), _("Status"), _("Answer")], [
        (day(one.first), day(one.last), one.get_reason_display(), one.words, one.get_status_display(), one.answer)
        for one in found
    ]


@section(gettext_lazy("Messages of guardians and teachers"), order=73)
def messages(person):
    """That there are messages: their words are read by the two sides alone, on their own page."""
    of = Q(student__person=person) | Q(guardian__person=person) | Q(teacher__person=person)
    found = Conversation.objects.filter(of).select_related("student__person", "guardian", "teacher")
    found = found.annotate(n=Count("messages")).order_by("started_at")
    return [_("From"), _("Student"), _("Guardian"), _("Teacher"), _("Messages")], [
        (day(one.started_at.date()), one.student.person.short_name, one.guardian.name, one.teacher.name, str(one.n))
        for one in found
    ]


@section(gettext_lazy("Praise and remarks"), order=72)
def behaviour(person):
    found = BehaviourNote.objects.filter(student__person=person, annulled_at=None)
    return [_("Day"), _("Kind"), _("In words")], [(day(one.on), one.get_kind_display(), one.words) for one in found]


@section(gettext_lazy("Days marked as away"), order=73)
def days_away(person):
    """What the deputy noted before the order came."""
    found = TeacherAway.objects.filter(employee__person=person, ended_at=None)
    return [_("Day"), _("Reason"), _("In words")], [
        (day(one.day), one.get_reason_display(), one.words) for one in found
    ]


@section(gettext_lazy("Hours when a teacher cannot teach"), order=73)
def hours_closed(person):
    found = TeacherHours.objects.filter(teacher__person=person).select_related("year").prefetch_related("closed")
    return [_("Year"), _("In words")], [
        (str(one.year), words) for one in found for words in in_words(row.hour for row in one.closed.all())
    ]


@section(gettext_lazy("Weekly sheet on paper"), order=74)
def paper_sheet(person):
    found = PaperSheet.objects.filter(student__person=person)
    return [_("Day"), _("Wanted")], [(day(one.set_at.date()), _("yes") if one.wanted else _("no")) for one in found]


@section(gettext_lazy("Assessment in words"), order=71)
def texts(person):
    """Those that the family sees; a draft becomes an assessment when it is given."""
    found = TermText.objects.filter(student__person=person).exclude(given_at=None)
    found = found.select_related("subject", "year", "term", "written_by").order_by("year", "term__ends_on", "subject")
    return [_("Subject"), _("Term"), _("In words"), _("Written by")], [
        (str(one.subject), f"{one.year}, {one.term or _('Year')}", one.words, one.written_by.name) for one in found
    ]


@section(gettext_lazy("Safety briefings"), order=75)
def briefings(person):
    found = Briefing.objects.filter(briefed__student__person=person, annulled_at=None).select_related("held_by")
    return [_("Day"), _("Topic"), _("Kind"), pgettext("briefing", "Held by")], [
        (day(one.on), one.topic, one.get_kind_display(), one.held_by.name) for one in found
    ]
