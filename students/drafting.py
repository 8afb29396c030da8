"""One press on an application drafts its order: the kind, the lines, the words and the basis (R7-4.5, R7-3)."""

from dataclasses import dataclass
from typing import Any

from schoolmis import clock
from schoolmis.orders import kinds
from schoolmis.ui.dates import date_from, date_to
from students.models import Asked
from students.orders import forms, study_forms
from students.orders.paper_fields import in_words
from students.papers import Paper


@dataclass(frozen=True)
class Draft:
    """`line(application)`: what stands in the order's line beside the student and the documents."""

    kind: str
    form: Any = None
    line: Any = lambda one: {}

    @property
    def known(self):
        return self.kind in kinds.registry


def _class(one):
    return {"class": one.school_class_id} if one.school_class_id else {}


def _came(one):
    return _class(one) | {"came_from": one.place, "came_place": one.area}


def _departure(ground):
    return Draft("departure", forms.DepartureForm, lambda one: {"ground": ground, "went_to": one.place})


def _study(kind, form, code):
    return Draft(kind, form, lambda one: {"form": code})


DRAFTS = {
    Asked.ADMISSION: Draft("admission", forms.AdmissionForm, _came),
    Asked.TRANSFER: Draft("transfer", forms.TransferForm, _class),
    Asked.MOVED: _departure("moved"),
    Asked.SCHOOL: _departure("school"),
    Asked.HEALTH: _departure("health"),
    Asked.RESTORATION: Draft("restoration", forms.RestorationForm, _came),
    Asked.REPEAT: Draft("repeat"),
    Asked.ADAPTED: _study("study_adapted", study_forms.AdaptedForm, "adapted"),
    Asked.INDIVIDUAL: _study("study_individual", study_forms.IndividualForm, "individual"),
    Asked.HOME: _study("study_home", study_forms.HomeForm, "home"),
    Asked.FAMILY: _study("study_home", study_forms.HomeForm, "family"),
    Asked.FULL_TIME: _study("study_full_time", study_forms.FullTimeForm, "full_time"),
}
"""What is asked for → the order that answers it. A matter without one is answered in words."""


def draft_of(application) -> Draft | None:
    found = DRAFTS.get(application.kind)
    return found if found and found.known else None


def words_of(application) -> dict:
    """kind, payload, basis and texts for `draft_order`."""
    draft, on = DRAFTS[application.kind], application.wished_on or clock.today()
    line = {"student": application.student_id} | draft.line(application)
    line["documents"] = [{"code": "application", "application": application.pk}]
    texts = {}
    if draft.form:
        for lang, words in zip(("ky", "ru"), draft.form.wording, strict=True):
            texts[f"text_{lang}"] = words.format(start=date_from(on, lang), until=date_to(on, lang))
    return {
        "kind": draft.kind,
        "payload": {"from": on.isoformat(), "students": [line]},
        **in_words([(Paper.APPLICATION, str(application))]),
        **texts,
    }
