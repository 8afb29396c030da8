"""Statistics of use by role and by class (R1-3.1g)."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import permissions, usage
from journal.rules.indicators import share
from schoolmis import clock
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading
from schoolmis.structure.models import SchoolClass
from schoolmis.ui.dates import date_long
from schoolmis.ui.forms import SchoolForm


def month_ago():
    return clock.today() - timedelta(days=29)


class UsageForm(SchoolForm):
    by = forms.ChoiceField(
        label=gettext_lazy("Rows"),
        choices=[("role", gettext_lazy("By role")), ("class", gettext_lazy("By class"))],
        initial="role",
    )
    first = forms.DateField(label=gettext_lazy("From"), initial=month_ago)
    last = forms.DateField(label=gettext_lazy("Until"), initial=clock.today)

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        if data.get("first") and data.get("last") and data["first"] > data["last"]:
            raise ValidationError(_("The end comes before the beginning."))
        return data


@register
class Usage(Report):
    code = "journal.usage"
    title = gettext_lazy("Use of the system")
    about = gettext_lazy("Who signs in, active parents, journals filled on the day, by role and by class")
    permission = permissions.USAGE
    form_class = UsageForm
    landscape = True
    numbered = False

    def columns(self, params):
        if params["by"] == "role":
            return [
                Column("name", _("Role"), weight=4),
                Column("people", _("People"), kind="int"),
                Column("came", _("Came in the period"), kind="int"),
                Column("share", _("Share, %"), kind="percent", places=1),
                Column("days", _("Days here, all together"), kind="int"),
                Column("sign_ins", _("Sign-ins"), kind="int"),
            ]
        return [
            Column("name", _("Class"), weight=2),
            *(
                Column(f"{role}_{key}", f"{title}: {what}", kind="int")
                for role, title in (("guardian", _("Parents and guardians")), ("student", _("Students")))
                for key, what in (("all", _("all")), ("may", _("with a login")), ("came", _("signed in")))
            ),
            Column("guardian_share", _("Parents who came, %"), kind="percent", places=1),
            Column("held", _("Lessons held"), kind="int"),
            Column("on_day", _("Filled on the day"), kind="int"),
            Column("later", _("Filled later"), kind="int"),
            Column("empty", _("Not filled"), kind="int"),
            Column("on_day_share", _("On the day, %"), kind="percent", places=1),
        ]

    def rows(self, params):
        span = params["first"], params["last"]
        if params["by"] == "role":
            return [_of_role(role.label, use) for role, use in usage.by_role(*span).items()]
        readers, journals = usage.readers_by_class(*span), usage.journals_by_class(*span)
        classes = SchoolClass.objects.filter(year__starts_on__lte=params["last"], year__ends_on__gte=params["first"])
        return [
            _of_class(
                str(of),
                readers.get((of.pk, "guardian"), NONE),
                readers.get((of.pk, "student"), NONE),
                journals.get(of.pk, NONE),
            )
            for of in classes
        ]

    def totals(self, params, rows):
        if params["by"] == "role" or not rows:
            return []
        added = [[sum(counts) for counts in zip(*(row["counts"][at] for row in rows), strict=True)] for at in range(3)]
        return [_of_class(_("Total"), *added)]

    def heading(self, params, lang):
        return Heading(
            title=str(self.title),
            subtitle=f"{date_long(params['first'], lang)} – {date_long(params['last'], lang)}",
            notes=(
                _("A person with several roles, or with children in several classes, is counted in each."),
                _("A lesson is filled on the day when its first entry or attendance is of that day."),
            ),
        )


NONE = (0, 0, 0)


def _of_role(name, use) -> dict:
    return {"name": name, "share": _dash(share(use.came, use.people)), **vars(use)}


def _of_class(name, guardians, students, lessons) -> dict:
    """A row from three triples of counts, kept in the row so that totals add what was counted."""
    held, filled, on_day = lessons
    return {
        "name": name,
        **{f"guardian_{key}": count for key, count in zip(("all", "may", "came"), guardians, strict=True)},
        **{f"student_{key}": count for key, count in zip(("all", "may", "came"), students, strict=True)},
        "guardian_share": _dash(share(guardians[2], guardians[1])),
        "held": held,
        "on_day": on_day,
        "later": filled - on_day,
        "empty": held - filled,
        "on_day_share": _dash(share(on_day, held)),
        "counts": (guardians, students, lessons),
    }


def _dash(value):
    return "—" if value is None else value
