"""The documents of an order's lines in its form: applications of the register, and papers with number and date."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from schoolmis.ui.forms import Pair, Section
from students import health_papers
from students.models import Application
from students.papers import Paper


class Applications(forms.ModelMultipleChoiceField):
    def label_from_instance(self, one):
        return f"{one} · {one.whom} · {one.get_kind_display()}"


class WithPapers:
    """A form whose lines rest on documents. `asked`: kinds of applications; `papers`: documents typed here."""

    asked = ()
    papers = ()

    def add_papers(self, rows):
        """Fields after the others; `rows` are the stored lines."""
        kept = [one for row in rows for one in row.get("documents", [])]
        used = [one["application"] for one in kept if one.get("application")]
        if self.asked:
            self.fields["applications"] = Applications(
                label=_("Applications of the register"), queryset=self.offered(used), required=False, initial=used
            )
            self.fields["applications"].help_text = _("Each brings its number, date and documents to its student.")
            self.fields["applications"].widget.attrs["size"] = 3
        typed = {one["code"]: one for one in kept if not one.get("application")}
        for paper in self.papers:
            old = typed.get(paper.value, {})
            label = paper.label.capitalize()
            self.fields[f"{paper}_number"] = forms.CharField(
                label=label, max_length=100, required=False, initial=old.get("number"), help_text=self.hint(paper)
            )
            self.fields[f"{paper}_on"] = forms.DateField(label=_("Date"), required=False, initial=old.get("on"))

    def hint(self, paper):
        return ""

    def offered(self, used=()):
        """Open applications that ask for this."""
        rows = Application.objects.filter(kind__in=self.asked, state__in=["registered", "ordered"])
        return (rows | Application.objects.filter(pk__in=used)).select_related("student__person").order_by("-pk")

    def only_of(self, students):
        """On the page of one student the register offers that student's applications."""
        if "applications" in self.fields:
            self.fields["applications"].queryset = self.offered().filter(student__in=students)
            if not self.fields["applications"].queryset.exists():
                del self.fields["applications"]

    def papers_section(self):
        names = ["applications"] if "applications" in self.fields else []
        pairs = [Pair(f"{paper}_number", f"{paper}_on") for paper in self.papers]
        return [Section(_("Documents"), *names, *pairs)] if names or pairs else []

    def clean_papers(self, data):
        for paper in self.papers:
            number, on = data.get(f"{paper}_number"), data.get(f"{paper}_on")
            if number and not on and f"{paper}_on" not in self.errors:
                self.add_error(f"{paper}_on", ValidationError(_("Write the date of the document."), "date"))
            if on and not number:
                self.add_error(f"{paper}_number", ValidationError(_("Write the number of the document."), "number"))
        return data

    def documents_of(self, student):
        """[{code, number, on} or {code, application}] of one line."""
        found = [
            {"code": "application", "application": one.pk}
            for one in self.cleaned_data.get("applications") or ()
            if one.student_id in (student.pk, None)
        ]
        for paper in self.papers:
            if self.cleaned_data.get(f"{paper}_number"):
                on = self.cleaned_data[f"{paper}_on"]
                found.append(
                    {"code": paper.value, "number": self.cleaned_data[f"{paper}_number"], "on": on.isoformat()}
                )
        return found

    def named(self):
        """The documents in words, for the order's basis: «арыз / заявление № 12, 10.11.2026».

        The basis is read by many: of health it says the fact alone (R7-3.5).
        """
        words = [f"{IN_WORDS[Paper.APPLICATION]} {one}" for one in self.cleaned_data.get("applications") or ()]
        for paper in self.papers:
            if self.cleaned_data.get(f"{paper}_number") and health_papers.is_health(paper):
                words.append(IN_WORDS[paper])
            elif self.cleaned_data.get(f"{paper}_number"):
                on = self.cleaned_data[f"{paper}_on"]
                words.append(f"{IN_WORDS[paper]} № {self.cleaned_data[f'{paper}_number']}, {on:%d.%m.%Y}")
        return "; ".join(words)[:300]


# The basis is one text for both languages of the paper: official words stand in both.
IN_WORDS = {
    Paper.APPLICATION: "арыз / заявление",
    Paper.MEDICAL: "медициналык документ / медицинский документ",
    Paper.CONFIRMATION: "ырастама / подтверждение",
    Paper.CERTIFICATE: "күбөлүк (аттестат) / свидетельство (аттестат)",
    Paper.PMPC: "медициналык документ / медицинский документ",
    Paper.PLAN: "жеке окуу планы / индивидуальный план",
    Paper.RECORD: "мурунку мектептин документтери / документы прежней школы",
    Paper.OTHER: "документ",
}
