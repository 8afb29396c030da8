"""The documents of an order's lines in its form: applications of the register, and papers with number and date."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from schoolmis.ui.forms import Pair, Section
from students import health_papers
from students.models import Application, Student
from students.papers import Paper


class Applications(forms.ModelMultipleChoiceField):
    def label_from_instance(self, one):
        return f"{one} · {one.whom} · {one.get_kind_display()}"


class WithPapers:
    """A form whose lines rest on documents, each student on the own ones.

    `asked`: kinds of applications; `papers`: documents typed here. Until it is known whom the order is about, one set
    of fields stands for the one student; then each student has a set, `medical_12_number`. Of more than `most`,
    an imported list, one set names the document of all: «№ 1–90».
    """

    asked = ()
    papers = ()
    most = 40

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
        self.stored = {
            row["student"]: {one["code"]: one for one in row.get("documents", []) if not one.get("application")}
            for row in rows
        }
        ids = self._ids(rows)
        self.whose = self._whose(ids) if self.papers else {}
        self.for_all = len(ids) > self.most
        self.marks = list(self.whose) or ([""] if self.for_all or not ids else [])
        for mark in self.marks:
            for paper in self.papers:
                self._add_paper(paper, mark)
        self.typed_for_all = self._spread()

    def _ids(self, rows) -> list[int]:
        """Whom the order is about, as sent or as stored."""
        if not self.is_bound:
            return [row["student"] for row in rows]
        name, data = self.add_prefix("students"), self.data
        sent = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [int(pk) for pk in sent if str(pk).isdecimal() and len(str(pk)) < 10]

    def _whose(self, ids) -> dict:
        """{student's id: Student}; {} while nobody is chosen, or they are too many to type for."""
        found = Student.objects.select_related("person").filter(pk__in=ids).order_by("person__sort_key")
        return {one.pk: one for one in found} if 0 < len(ids) <= self.most else {}

    def _add_paper(self, paper, mark):
        old = self._stored_for_all(paper) if self.for_all else self.stored.get(mark, {}).get(paper.value, {})
        first = not mark or mark == next(iter(self.whose))
        number, on = _names(paper, mark)
        self.fields[number] = forms.CharField(
            label=f"{paper.label[:1].upper()}{paper.label[1:]}",
            max_length=100,
            required=False,
            initial=old.get("number"),
        )
        self.fields[number].help_text = FOR_ALL if self.for_all else self.hint(paper) if first else ""
        self.fields[on] = forms.DateField(label=_("Date"), required=False, initial=old.get("on"))

    def _stored_for_all(self, paper):
        """The document that every student of the list rests on; {} where they differ."""
        first, *others = [own.get(paper.value, {}) for own in self.stored.values()] or [{}]
        return first if all(one == first for one in others) else {}

    def _spread(self) -> bool:
        """What was typed before the students were chosen goes to the one; True where they are several."""
        sent = [name for paper in self.papers for name in _names(paper) if self.data.get(self.add_prefix(name))]
        if not (sent and self.whose):
            return False
        self.data = self.data.copy()
        for pk in self.whose:
            for paper in self.papers:
                for common, own in zip(_names(paper), _names(paper, pk), strict=True):
                    typed = self.data.get(self.add_prefix(common))
                    if typed and not self.data.get(self.add_prefix(own)):
                        self.data[self.add_prefix(own)] = typed
        return len(self.whose) > 1

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
        if len(self.whose) < 2:
            names += [Pair(*_names(paper, mark)) for mark in self.marks for paper in self.papers]
            return [Section(_("Documents"), *names)] if names else []
        pairs = {pk: [Pair(*_names(paper, pk)) for paper in self.papers] for pk in self.whose}
        own = [Section(str(one), *pairs[pk]) for pk, one in self.whose.items()]
        return [Section(_("Documents"), *names), *own] if names else own

    def paper_names(self) -> set[str]:
        return {"applications", *(name for mark in self.marks for paper in self.papers for name in _names(paper, mark))}

    def clean_papers(self, data):
        if self.typed_for_all:
            said = _("The order is about several students: leave the document beside those whose it is.")
            self.add_error(None, ValidationError(said, "whose"))
        for mark in self.marks:
            for paper in self.papers:
                number, on = _names(paper, mark)
                if data.get(number) and not data.get(on) and on not in self.errors:
                    self.add_error(on, ValidationError(_("Write the date of the document."), "date"))
                if data.get(on) and not data.get(number):
                    self.add_error(number, ValidationError(_("Write the number of the document."), "number"))
        return data

    def documents_of(self, student):
        """[{code, number, on} or {code, application}] of one line."""
        found = [
            {"code": "application", "application": one.pk}
            for one in self.cleaned_data.get("applications") or ()
            if one.student_id in (student.pk, None)
        ]
        if student.pk in self.whose:
            return found + self._typed(student.pk)
        typed = {one["code"]: one for one in self._typed("")} if self.for_all else {}
        return found + list((self.stored.get(student.pk, {}) | typed).values())

    def _typed(self, mark):
        typed = [(paper, *(self.cleaned_data.get(name) for name in _names(paper, mark))) for paper in self.papers]
        return [{"code": paper.value, "number": number, "on": on.isoformat()} for paper, number, on in typed if number]

    def basis(self) -> dict[str, str]:
        """The documents in the words of the order's basis: «Арыз № 12, 10.11.2026»."""
        named = [(Paper.APPLICATION, str(one)) for one in self.cleaned_data.get("applications") or ()]
        for mark in self.marks:
            for one in self._typed(mark):
                named.append((Paper(one["code"]), written_of(one)))
        return in_words(named)


FOR_ALL = _("One document of all the students: numbers from and to, and the date.")


def _names(paper, mark=""):
    """Names of the fields of a document, of the student `mark` or of the one not known yet."""
    start = f"{paper}_{mark}" if mark else f"{paper}"
    return f"{start}_number", f"{start}_on"


# A basis is an official text in the paper's language, whichever the reader's: it stands outside the catalogue.
IN_WORDS = {
    Paper.APPLICATION: ("арыз", "заявление"),
    Paper.MEDICAL: ("медициналык документ", "медицинский документ"),
    Paper.CONFIRMATION: ("ырастама", "подтверждение"),
    Paper.CERTIFICATE: ("күбөлүк (аттестат)", "свидетельство (аттестат)"),
    Paper.PMPC: ("медициналык документ", "медицинский документ"),
    Paper.PLAN: ("жекече окуу планы", "индивидуальный учебный план"),
    Paper.RECORD: ("мурунку мектептин документтери", "документы прежней школы"),
    Paper.OTHER: ("документ", "документ"),
}
MOST = 300


def written_of(document) -> str:
    """«№ 12, 10.11.2026» of a document typed here."""
    return f"№ {document['number']}, {date.fromisoformat(document['on']):%d.%m.%Y}"


def in_words(named) -> dict[str, str]:
    """`basis_ky` and `basis_ru` of [(paper, its number and date)]; it is read by many, so health is a fact (R7-3.5)."""
    said = {}
    for place, lang in enumerate(("ky", "ru")):
        words = [
            IN_WORDS[paper][place] + ("" if health_papers.is_health(paper) else f" {number}") for paper, number in named
        ]
        said[f"basis_{lang}"] = _fitting(list(dict.fromkeys(words)))
    return said


def _fitting(words) -> str:
    """Whole documents, as many as a basis has room for."""
    while len(text := "; ".join(words)) > MOST:
        words.pop()
    return text[:1].upper() + text[1:]
