"""Remarks on the keeping of journals by teacher, as the last pages of the paper journal have them."""

from django import forms
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from journal import checking, permissions, results
from journal.models import CheckAnswer, CheckRemark
from journal.reports.forms import SpanForm
from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Band, Column, Heading, Signature
from schoolmis.people.models import Employee
from schoolmis.structure.models import Section, TeachingLoad
from schoolmis.ui.dates import as_date, date_short


class ChecksForm(SpanForm):
    """A period, and a teacher among those whose journals the reader checks or keeps."""

    teacher = forms.ModelChoiceField(
        Employee.objects.none(), label=gettext_lazy("Teacher"), required=False, empty_label=gettext_lazy("All teachers")
    )
    field_order = ["teacher", "term"]

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        sections = permissions.CHECKS.visible(user, Section.objects.filter(group__year__in=self.years).order_by())
        self.sections = sections.values("pk")
        loads = TeachingLoad.objects.filter(section__in=self.sections)
        self.fields["teacher"].queryset = Employee.objects.filter(pk__in=loads.values("teacher")).select_related(
            "person"
        )

    def clean(self):
        return super().clean() | {"sections": self.sections}


@register
class Checks(Report):
    code = "journal.checks"
    title = gettext_lazy("Remarks on the keeping of journals")
    about = gettext_lazy("Remarks of who checked, by teacher: when, on what, by which day, what was answered")
    permission = permissions.CHECKS
    form_class = ChecksForm
    landscape = True

    def columns(self, params):
        return [
            Column("day", _("Day"), kind="date"),
            Column("name", _("Journal"), weight=2),
            Column("about", _("About"), weight=2),
            Column("words", pgettext("check", "Remark"), weight=4),
            Column("by", _("Written by"), weight=2),
            Column("due", _("To be mended by"), kind="date"),
            Column("answer", _("What was mended"), weight=3),
            Column("closed", _("Accepted"), kind="date"),
        ]

    def rows(self, params):
        span = params["span"]
        answers = Prefetch("answers", CheckAnswer.objects.order_by("at", "pk"))
        found = checking.with_names(CheckRemark.objects.filter(section__in=params["sections"])).prefetch_related(
            answers
        )
        if params.get("teacher"):
            found = found.filter(section__loads__teacher=params["teacher"]).distinct()
        found = list(found.filter(written_at__date__range=(span.first, span.last)).order_by("written_at", "pk"))
        teachers = results.teachers({one.section_id for one in found}, span.last)
        by = {}
        for one in found:
            by.setdefault(", ".join(teachers.get(one.section_id, ())) or "—", []).append(one)
        for teacher in sorted(by):
            yield Band(teacher)
            yield from map(_line, by[teacher])

    def heading(self, params, lang):
        head = letterhead.current(lang)
        return Heading(
            title=_("Remarks on the keeping of journals, %(period)s") % {"period": params["span"].title(lang)},
            subtitle=_("Academic year %(year)s") % {"year": params["span"].year},
            signatures=(Signature(head.head_post, head.head_name),),
        )


def _line(one) -> dict:
    answers = list(one.answers.all())
    closed = next((answer.at for answer in reversed(answers) if answer.status == "accepted"), None)
    said = [f"{date_short(answer.at)}: {answer.words}" for answer in answers if answer.words]
    return {
        "day": as_date(one.written_at),
        "name": str(one.section),
        "about": checking.about(one),
        "words": one.words,
        "by": one.written_by.name,
        "due": one.due_on,
        "answer": "; ".join(said),
        "closed": as_date(closed),
    }
