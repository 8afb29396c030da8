"""Students without a consent in force, by class (R1-6.2)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Band, Column, Heading
from schoolmis.people.models import Consent, Purpose
from schoolmis.ui.dates import date_as_of
from students import permissions
from students.models import Placement
from students.reports.forms import ConsentForm


@register
class WithoutConsent(Report):
    code = "students.without_consent"
    title = gettext_lazy("Students without a consent")
    about = gettext_lazy("Who has given no written consent, or has withdrawn it")
    permission = permissions.CONSENT_REPORT
    form_class = ConsentForm

    def subject(self, params):
        return params["school_class"]

    def heading(self, params, lang):
        purpose = Purpose(params["purpose"]).label
        return Heading(title=str(self.title), subtitle=f"{purpose}, {date_as_of(params['on'], lang)}")

    def columns(self, params):
        return [
            Column("name", _("Name"), weight=3),
            Column("state", _("Consent"), width=30),
            Column("withdrawn", _("Withdrawn on"), kind="date", width=28),
            Column("note", _("Note"), weight=1),
        ]

    def rows(self, params):
        given = Consent.objects.filter(purpose=params["purpose"])
        places = (
            Placement.objects.on(params["on"])
            .filter(school_class__in=params["classes"])
            .exclude(student__person__in=given.filter(ends_on=None).values("person"))
            .select_related("school_class", "student__person")
            .order_by("school_class__grade", "school_class__letter", "student__person__sort_key")
        )
        withdrawn = dict(given.exclude(ends_on=None).order_by("ends_on").values_list("person", "ends_on"))
        rows, last = [], None
        for place in places:
            if place.school_class != last:
                last = place.school_class
                rows.append(Band(str(last)))
            day = withdrawn.get(place.student.person_id)
            rows.append((str(place.student.person), _("withdrawn") if day else _("none"), day, ""))
        return rows
