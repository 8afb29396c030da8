"""Children of the micro-district by age and by where they learn, and the list of them."""

from collections import Counter

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading, Signature
from schoolmis.people.models import Sex
from schoolmis.ui.dates import date_as_of
from schoolmis.ui.forms import SchoolForm
from students import permissions
from students.education import Where
from students.models import DistrictCensus, DistrictChild
from students.rules import district


class CensusForm(SchoolForm):
    census = forms.ModelChoiceField(label=gettext_lazy("Census"), queryset=DistrictCensus.objects.all(), required=False)
    whole = forms.BooleanField(label=gettext_lazy("With the list of all children"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["census"].empty_label = _("Today")


@register
class DistrictReport(Report):
    """The numbers of today, or those that a census froze; names only of today's register."""

    code = "students.district"
    title = gettext_lazy("Children of the micro-district")
    about = gettext_lazy("Children from 5 to 16 by age and by where they learn; who is not in education and why")
    permission = permissions.DISTRICT
    form_class = CensusForm
    landscape = True
    numbered = False

    @property
    def export_permission(self):
        return permissions.EXPORT_DISTRICT

    def sections(self, params):
        if params.get("census"):
            return [params | {"part": "summary"}]
        return [params | {"part": part} for part in ("summary", "all" if params.get("whole") else "nowhere")]

    def _on(self, params):
        return params["census"].taken_on if params.get("census") else clock.today()

    def heading(self, params, lang):
        titles = {
            "summary": self.title,
            "nowhere": _("Children who are not in education"),
            "all": _("List of the children of the micro-district"),
        }
        head = letterhead.current(lang)
        return Heading(
            title=str(titles[params["part"]]),
            subtitle=date_as_of(self._on(params), lang),
            signatures=(Signature(head.head_post, head.head_name),),
        )

    def columns(self, params):
        if params["part"] == "summary":
            return [
                Column("age", _("Age, whole years"), weight=1),
                Column("total", _("Total"), kind="int", width=20, strong=True),
                Column("boys", _("Boys"), kind="int", width=20),
                Column("girls", _("Girls"), kind="int", width=20),
                *[Column(value, str(label), kind="int", width=28, group=_("Learn")) for value, label in Where.choices],
            ]
        return [
            Column("number", "№", kind="int", width=9),
            Column("name", _("Name"), weight=3),
            Column("born_on", _("Birth date"), kind="date", width=22),
            Column("address", _("Address"), weight=3),
            Column("where", _("Learns"), weight=2),
            Column("told", _("Where, or why not"), weight=2),
            Column("checked_on", _("Checked on"), kind="date", width=22),
            Column("note", _("Note"), weight=2),
        ]

    def rows(self, params):
        if params["part"] == "summary":
            return _by_age(_lines(params.get("census")))
        today = clock.today()
        rows = DistrictChild.objects.filter(ends_on=None)
        rows = rows if params["part"] == "all" else rows.filter(where=Where.NOWHERE)
        those = [one for one in rows.order_by("sort_key") if district.of_age(one.born_on, today)]
        return [{"number": number} | _child(one) for number, one in enumerate(those, 1)]

    def totals(self, params, rows):
        if params["part"] != "summary":
            return []
        keys = ("total", "boys", "girls", *Where.values)
        return [{"age": _("Total")} | {key: sum(row.get(key) or 0 for row in rows) for key in keys}]


def _lines(census):
    if census:
        return [district.Line(*line) for line in census.counts]
    today = clock.today()
    found = DistrictChild.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today)).values_list("born_on", "sex", "where")
    return district.summary([row for row in found if district.of_age(row[0], today)], today)


def _by_age(lines):
    rows = []
    for age in sorted({line.age for line in lines}):
        counts = Counter()
        for line in (one for one in lines if one.age == age):
            counts["total"] += line.count
            counts[{Sex.MALE: "boys", Sex.FEMALE: "girls"}.get(line.sex, "unknown")] += line.count
            counts[line.where] += line.count
        rows.append({"age": str(age)} | counts)
    return rows


def _child(one):
    return {
        "name": str(one),
        "born_on": one.born_on,
        "address": one.address,
        "where": str(one.get_where_display()),
        "told": one.place or (str(one.get_reason_display()) if one.reason else ""),
        "checked_on": one.checked_on,
        "note": one.note,
    }
