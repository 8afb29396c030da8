"""The extract as a paper: one sheet a section, in either language; as a workbook and as JSON too."""

import json

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.papers.report import Report
from schoolmis.papers.sheets import Column, Heading, Signature
from schoolmis.people import extract
from schoolmis.ui.dates import date_as_of


class OwnData(Report):
    """Built for one person by the page that has asked the right; it does not stand in the catalogue."""

    code = "people.own_data"
    title = gettext_lazy("Extract of personal data")
    numbered = False

    def sections(self, params):
        return [params | {"section": one} for one in extract.sections(params["person"])]

    def columns(self, params):
        return [Column(str(number), heading, weight=1) for number, heading in enumerate(params["section"][1])]

    def rows(self, params):
        return params["section"][2]

    def heading(self, params, lang):
        last = params["section"] == params["_last"]
        return Heading(
            title=params["section"][0],
            subtitle=f"{params['person']} · {date_as_of(clock.today(), lang)}",
            signatures=(Signature(_("Issued by")), Signature(_("Received by"))) if last else (),
        )

    def parts(self, params):
        found = super().parts(params)
        for one in found:
            one["_last"] = found[-1]["section"]
        return found


def as_json(person, lang) -> bytes:
    """R1-1.2a: the same as a file that another program can read."""
    with translation.override(lang):
        data = [
            {"section": title, "rows": [dict(zip(headings, row, strict=True)) for row in rows]}
            for title, headings, rows in extract.sections(person)
        ]
    return json.dumps({"person": str(person), "data": data}, ensure_ascii=False, indent=1).encode()
