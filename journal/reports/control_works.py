"""The schedule of control works of a class or of the school: those held and those to come (R1-4.1/2)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import control_works, permissions, results
from journal.reports.forms import SpanForm
from schoolmis import clock
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Approve, Band, Column, Heading
from schoolmis.structure.models import SchoolClass
from schoolmis.ui.dates import weekday


class ScheduleForm(SpanForm):
    """A period: first the term that goes on, for works are planned in it."""

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        begun = [key for key, (year, term) in self.by_key.items() if term and year == self.years[0]]
        self.fields["term"].initial = begun[-1] if begun else self.fields["term"].initial


@register
class ControlWorks(Report):
    code = "journal.control_works"
    title = gettext_lazy("Schedule of control works")
    about = gettext_lazy("Works that weigh more than an ordinary mark, by class and day; days with too many of them")
    permission = permissions.CONTROL_WORKS
    form_class = ScheduleForm
    landscape = True

    def columns(self, params):
        return [
            Column("day", _("Day"), kind="date", width=22),
            Column("weekday", _("Weekday"), width=24),
            Column("number", _("Lesson"), kind="int", width=15),
            Column("subject", _("Subject"), weight=3),
            Column("kind", _("Kind of work"), weight=2),
            Column("topic", _("Topic"), weight=3),
            Column("teacher", _("Teacher"), weight=2),
            Column("note", _("Note"), weight=1.5),
        ]

    def rows(self, params):
        span = params["span"]
        classes = list(SchoolClass.objects.filter(year=span.year))
        found = control_works.works(classes, span.first, span.last)
        crowded = control_works.crowded(found, classes)
        teachers = results.teachers([work.section for work in found], min(span.last, clock.today()))
        for of in classes:
            own = [work for work in found if work.of == of.pk]
            if own:
                yield Band(str(of))
            for work in own:
                yield {
                    "day": work.date,
                    "weekday": weekday(work.date),
                    "number": work.number,
                    "subject": control_works.subject_of(work.section),
                    "kind": str(work.kind or ""),
                    "topic": work.topic,
                    "teacher": ", ".join(teachers.get(work.section_id, ())),
                    "note": _note(work, crowded),
                }

    def heading(self, params, lang):
        return Heading(
            title=_("Schedule of control works, %(period)s") % {"period": params["span"].title(lang)},
            subtitle=_("Academic year %(year)s") % {"year": params["span"].year},
            approve=Approve(_("Deputy head for studies")),
            notes=(
                _("A control work weighs more than an ordinary mark; the kind of work is set at the lesson."),
                _("Works by the plan are topics that begin with the name of a kind; their days move with the plan."),
                _("How many a class may have on one day stands in the table of sanitary norms."),
            ),
        )


def _note(work, crowded) -> str:
    said = [_("by the plan")] if work.by_plan else []
    return "; ".join([*said, _("more than the norm")] if (work.of, work.date) in crowded else said)
