"""The calendar-thematic plan of a journal, and plan against fact of teachers and the school (R1-4.1/2)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import fulfilment, permissions, plans, results
from journal.models import LostLesson, Plan
from journal.rules.indicators import share
from journal.rules.plans import lay
from schoolmis import clock
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Approve, Band, Column, Heading, Signature
from schoolmis.structure.models import AcademicYear, Section, TeachingLoad
from schoolmis.ui.dates import date_as_of, date_long
from schoolmis.ui.forms import SchoolForm


def year_of(day):
    found = AcademicYear.objects.filter(starts_on__lte=day).order_by("-starts_on")
    return found.first() or AcademicYear.objects.first()


class PlanChoice(SchoolForm):
    """A journal that the reader may see."""

    section = forms.ModelChoiceField(label=gettext_lazy("Journal"), queryset=Section.objects.none(), empty_label=None)

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        mine = permissions.PLANS.visible(user, Section.objects.all())
        mine = (
            mine.select_related("subject", "group__year")
            .distinct()
            .order_by("-group__year__starts_on", "subject__order", "group__name")
        )
        self.fields["section"].queryset = mine
        self.fields["section"].initial = mine.first()


@register
class PlanPaper(Report):
    code = "journal.plan"
    title = gettext_lazy("Calendar-thematic plan")
    about = gettext_lazy("Topics, hours, days by the plan and in fact; its workbook can be brought in again")
    permission = permissions.PLANS
    form_class = PlanChoice

    def subject(self, params):
        return params["section"]

    def heading(self, params, lang):
        section = params["section"]
        plan = Plan.objects.filter(section=section).select_related("decided_by").first()
        approved = plan and plan.status == Plan.Status.APPROVED
        name = str(plan.decided_by) if approved else ""
        notes = [_("Approved: %(day)s") % {"day": date_long(plan.decided_at.date(), lang)}] if approved else []
        if plan and plan.is_changed:
            notes.append(_("Changed after the approval."))
        teachers = results.teachers([section], clock.today()).get(section.pk, ())
        return Heading(
            title=str(self.title),
            subtitle=f"{section}, {section.group.year}",
            approve=Approve(_("Deputy head for studies"), name),
            notes=tuple(notes),
            signatures=tuple(Signature(_("Teacher"), name) for name in teachers),
        )

    def columns(self, params):
        return [
            Column("topic", _("Topic"), weight=5),
            Column("hours", _("Hours"), kind="int", width=14),
            Column("planned", _("Days by the plan"), weight=2),
            Column("held", _("Days in fact"), weight=2),
            Column("homework", _("Homework"), weight=3),
        ]

    def rows(self, params):
        layout, today = plans.layout(params["section"]), clock.today()
        to_come, held = {}, {}
        for lesson in layout.lessons:
            topic = layout.laid.get(lesson.pk)
            days = held if lesson.plan_topic_id else to_come
            if topic and (lesson.plan_topic_id or lesson.date >= today):
                days.setdefault(topic, []).append(f"{lesson.date:%d.%m}")
        rows, part, meant = [], "", meant_days(layout)
        for topic in sorted((t for t in layout.topics.values() if t.position is not None), key=lambda t: t.position):
            if topic.part and topic.part != part:
                rows.append(Band(topic.part))
            part = topic.part
            planned = (meant if topic.pk in held else to_come).get(topic.pk) or meant.get(topic.pk, ())
            days = ", ".join(planned), ", ".join(held.get(topic.pk, ()))
            rows.append((topic.topic, topic.hours, *days, topic.homework))
        return rows

    def totals(self, params, rows):
        return [(_("Total"), sum(row[1] for row in rows), None, None, None)]


def meant_days(layout) -> dict:
    """{topic: days} as they would have been, had no lesson been lost and none told of another topic."""
    every = sorted([*layout.lessons, *(one.lesson for one in layout.lost)], key=lambda lesson: lesson.date)
    topics = sorted((one.position, one.pk, one.hours) for one in layout.topics.values() if one.position is not None)
    laid, _over = lay([(pk, hours) for _position, pk, hours in topics], [(one.pk, None, False) for one in every])
    days = {}
    for lesson in every:
        if lesson.pk in laid:
            days.setdefault(laid[lesson.pk], []).append(f"{lesson.date:%d.%m}")
    return days


class FulfilmentForm(SchoolForm):
    by = forms.ChoiceField(
        label=gettext_lazy("Rows"),
        choices=[
            ("section", gettext_lazy("By teacher and journal")),
            ("teacher", gettext_lazy("By teacher")),
            ("reason", gettext_lazy("By reason")),
        ],
        initial="section",
    )
    on = forms.DateField(label=gettext_lazy("Up to"), initial=clock.today)

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self):
        data = super().clean()
        if data.get("on"):
            data["year"] = year_of(data["on"])
            mine = permissions.PLANS.visible(self.user, Section.objects.filter(group__year=data["year"]))
            data["sections"] = list(mine.values_list("pk", flat=True).distinct())
        return data


@register
class Fulfilment(Report):
    code = "journal.plan_fulfilment"
    title = gettext_lazy("Plan against fact")
    about = gettext_lazy("Lessons held and lost with the reasons, what does not fit, by teacher and for the school")
    permission = permissions.PLANS
    form_class = FulfilmentForm
    landscape = True

    def heading(self, params, lang):
        notes = [_("A journal of two teachers stands with each and is counted once in the total.")]
        if params["by"] != "reason":
            notes.append(_("Fulfilled: lessons held and written down, of those by the timetable up to the day."))
        return Heading(title=str(self.title), subtitle=date_as_of(params["on"], lang), notes=tuple(notes))

    def columns(self, params):
        if params["by"] == "reason":
            return [
                Column("name", _("Reason"), weight=4),
                Column("hours", _("Hours lost"), kind="int"),
                Column("journals", _("Journals"), kind="int"),
                Column("teachers", _("Teachers"), kind="int"),
            ]
        return [
            Column("name", _("Journal") if params["by"] == "section" else _("Teacher"), weight=4),
            *([Column("state", _("Status of the plan"), weight=2)] if params["by"] == "section" else []),
            Column("planned", _("Hours of the plan"), kind="int"),
            Column("due", _("Lessons by the timetable"), kind="int"),
            Column("held", _("Held"), kind="int"),
            Column("share", _("Fulfilled, %"), kind="percent", places=1),
            Column("unfilled", _("Not filled"), kind="int"),
            Column("lost", _("Hours lost"), kind="int"),
            Column("to_come", _("Lessons to come"), kind="int"),
            Column("over", _("Does not fit"), kind="int"),
            Column("why", _("Reasons"), weight=4),
        ]

    def rows(self, params):
        found = _facts(params)
        loads = TeachingLoad.objects.on(params["on"]).filter(section__in=found)
        loads = loads.select_related("teacher__person", "section__subject", "section__group")
        teachers = fulfilment.by_teacher(
            found,
            loads.order_by("teacher__person__sort_key", "teacher", "section__subject__order", "section__group__name"),
        )
        if params["by"] == "reason":
            return _reasons(found, teachers)
        rows = []
        for teacher, journals in teachers.items():
            if params["by"] == "teacher":
                rows.append(_row(str(teacher.person), fulfilment.added(fact for _load, fact in journals)))
                continue
            rows.append(Band(str(teacher.person)))
            rows += [_row(str(load.section), fact) for load, fact in journals]
        return rows

    def totals(self, params, rows):
        whole = fulfilment.added(_facts(params).values())
        if params["by"] == "reason":
            return [{"name": _("Total"), "hours": whole.lost_hours}]
        return [_row(_("Total"), whole) | {"state": None}]


def _facts(params) -> dict:
    """Read once for rows and totals."""
    if "_facts" not in params:
        params["_facts"] = fulfilment.facts(params["year"], params["on"], params["sections"])
    return params["_facts"]


def _row(name, fact) -> dict:
    why = "; ".join(f"{LostLesson.Reason(reason).label} {count}" for reason, count in fact.lost.most_common())
    return {
        "name": name,
        "state": _state(fact),
        "planned": fact.planned,
        "due": fact.due,
        "held": fact.held,
        "share": share(fact.held, fact.due),
        "unfilled": fact.unfilled,
        "lost": fact.lost_hours,
        "to_come": fact.to_come,
        "over": fact.over,
        "why": why,
    }


def _state(fact) -> str:
    if not fact.planned:
        return _("no plan yet")
    if fact.state == "changed":
        return _("changed after the approval")
    return Plan.Status(fact.state).label if fact.state else ""


def _reasons(found, teachers) -> list[dict]:
    rows = []
    for reason in LostLesson.Reason:
        losing = {pk for pk, fact in found.items() if fact.lost[reason]}
        whose = [one for one, journals in teachers.items() if any(load.section_id in losing for load, _f in journals)]
        if losing:
            hours = sum(found[pk].lost[reason] for pk in losing)
            rows.append({"name": reason.label, "hours": hours, "journals": len(losing), "teachers": len(whose)})
    return rows
