"""Lists of students by their marks: excellent, one «4», one «3», failing, not attested (domain facts §3.3)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import permissions, results
from journal.reports.class_summary import notes
from journal.reports.forms import ClassTermForm
from journal.reports.homeroom import named
from journal.rules.indicators import LISTS, listed
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Band, Column, Heading, Signature
from schoolmis.structure.models import Subject
from students.models import Student


def words():
    return notes() | {"one4": _("one «4»")}


class ListsForm(ClassTermForm):
    which = forms.ChoiceField(label=gettext_lazy("Who"), initial="all")
    field_order = ["school_class", "term", "which"]

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        named_lists = words()
        self.fields["which"].choices = [
            ("all", _("All lists")),
            *((key, named_lists[key].capitalize()) for key in LISTS),
        ]
        self.fields["school_class"].initial = "all"


@register
class StandingLists(Report):
    code = "journal.lists"
    title = gettext_lazy("Lists of students by their marks")
    about = gettext_lazy("Excellent, one «4», one «3», failing, not attested: of a class or of all")
    permission = permissions.RESULTS
    form_class = ListsForm

    def subject(self, params):
        return params["classes"][0] if len(params["classes"]) == 1 else None

    def columns(self, params):
        return [
            Column("class", _("Class"), width=20),
            Column("name", _("Name of the student"), weight=2),
            Column("subjects", _("Subjects"), weight=3),
        ]

    def rows(self, params):
        chosen = LISTS if params["which"] == "all" else (params["which"],)
        found = results.school(params["year"], params["term"])
        classes = {of.pk: str(of) for of in params["classes"]}
        people = Student.objects.filter(pk__in={student for pk in classes for student in found.get(pk, ())})
        names = dict(people.values_list("pk", "person__sort_key"))
        persons = people.select_related("person").in_bulk()
        subjects = {one.pk: one.name for one in Subject.objects.filter(has_marks=True)}
        of_list = {key: [] for key in chosen}
        for pk, label in classes.items():
            for student in sorted(found.get(pk, {}), key=lambda one: names.get(one, "")):
                marks = found[pk][student]
                for key in of_list.keys() & listed(marks.values()):
                    row = {"class": label, "name": f"{persons[student].person}"}
                    of_list[key].append(row | {"subjects": named(marks, [key], subjects)})
        for key, rows in of_list.items():
            yield Band(_("%(list)s: %(n)s") % {"list": words()[key].capitalize(), "n": len(rows)})
            yield from rows

    def heading(self, params, lang):
        one = params["classes"][0] if len(params["classes"]) == 1 else None
        return Heading(
            title=_("Lists of students by their marks, %(period)s") % {"period": params["term"] or _("Year")},
            subtitle=_("Academic year %(year)s, class %(class)s") % {"year": params["year"], "class": one}
            if one
            else _("Academic year %(year)s") % {"year": params["year"]},
            signatures=(Signature(_("Deputy head for studies"), ""),),
        )
