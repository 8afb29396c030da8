"""The extract as page and workbook (a sheet a section), as one paper to sign, and as JSON; in either language."""

import json

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.papers import kit
from schoolmis.papers.form import PrintedForm
from schoolmis.papers.report import Report
from schoolmis.papers.sheets import Column, Heading
from schoolmis.people import extract
from schoolmis.ui.dates import date_as_of


class OwnData(Report):
    """Built for one person by the page that has asked the right; it does not stand in the catalogue."""

    code = "people.own_data"
    title = gettext_lazy("Extract of personal data")
    numbered = False

    def sections(self, params):
        return [params | {"section": one} for one in extract.sections(params["person"], params["reader"])]

    def columns(self, params):
        return [Column(str(number), heading, weight=1) for number, heading in enumerate(params["section"][1])]

    def rows(self, params):
        return params["section"][2]

    def heading(self, params, lang):
        return Heading(title=params["section"][0], subtitle=f"{params['person']} · {date_as_of(clock.today(), lang)}")


class OwnDataPaper(PrintedForm):
    """Section after section on as few pages as they take, signed by who gives and who takes it."""

    code, title = OwnData.code, OwnData.title

    def name(self, subject, lang):
        return str(subject[0])

    def story(self, subject, lang):
        """Subject: (person, reader)."""
        person, reader = subject
        yield kit.title(str(self.title))
        yield kit.text(f"{person}, {date_as_of(clock.today(), lang)}", align="center", after=8)
        for name, headings, rows in extract.sections(person, reader):
            yield kit.text(name, bold=True, before=6)
            yield kit.table([Column(str(n), heading, weight=1) for n, heading in enumerate(headings)], rows)
        yield kit.together(kit.signature_line(str(_("Issued by"))), kit.signature_line(str(_("Received by"))))


def as_json(person, lang, reader) -> bytes:
    """R1-1.2a: the same as a file that another program can read."""
    with translation.override(lang):
        data = [
            {"section": title, "rows": [dict(zip(headings, row, strict=True)) for row in rows]}
            for title, headings, rows in extract.sections(person, reader)
        ]
    return json.dumps({"person": str(person), "data": data}, ensure_ascii=False, indent=1).encode()
