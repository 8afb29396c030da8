"""A list that was read and compared with the school, before anything is written."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from schoolmis.people.faults import Fault


class State(models.TextChoices):
    """What the import makes of a row."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    REFUSED = "refused", _("refused")
    REMOVED = "removed", _("taken out")


TONES = {State.NEW: "good", State.CHANGED: "kok", State.UNCHANGED: "", State.REFUSED: "bad", State.REMOVED: "warn"}

# Fields of the lists as the preview names them; other fields of a fault are shown by their heading in the file.
FIELDS = {
    "name": _("Name"),
    "class": _("Class"),
    "sex": _("Sex"),
    "birth_date": _("Birth date"),
    "pin": _("PIN"),
    "language": _("Language of instruction"),
    "address": _("Address"),
    "phone": _("Phone"),
    "second_phone": _("Second phone"),
    "district": _("District of residence"),
    "social": _("Social category"),
    "social_document": _("Document of the category"),
    "study_form": _("Form of study"),
    "birth_paper": _("Birth certificate"),
    "passport_paper": _("Passport or identity card"),
    "mother": _("Mother"),
    "mother_phone": _("Mother's phone"),
    "father": _("Father"),
    "father_phone": _("Father's phone"),
    "guardian": _("Guardian"),
    "guardian_phone": _("Guardian's phone"),
    "consent": _("Consent"),
    "consent_date": _("Date of the consent"),
    "consent_number": _("Number of the consent"),
    "roll": _("On the roll"),
    "position": _("Position"),
    "subject": _("Subject"),
    "subjects": _("Subjects"),
    "education": _("Education"),
    "category": _("Category"),
    "category_until": _("Category valid until"),
    "experience": _("Experience, years"),
    "experience_teaching": _("Pedagogical experience, years"),
    "employment": _("Kind of employment"),
    "rate": _("Rate"),
    "languages": _("Languages"),
    "starts_on": _("Works from"),
    "hours": _("Hours a week"),
    "teacher": _("Teacher"),
    "group": _("Group"),
    "shift": _("Shift"),
    "role": _("Role"),
    "day": _("Day of the week"),
    "number": _("Lesson"),
    "room": _("Room"),
}


@dataclass
class StagedRow:
    """One row of the file. `changes`: (field, stored, new) in words; `plan`: what `apply` needs, never kept."""

    kind: str
    sheet: str
    row: int
    title: str = ""
    place: str = ""
    state: str = State.NEW
    faults: tuple[Fault, ...] = ()
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    plan: Any = None

    @property
    def tone(self):
        return TONES[self.state]

    @property
    def warned(self) -> bool:
        return bool(self.faults) and self.state != State.REFUSED

    @property
    def state_label(self):
        return State(self.state).label

    def as_json(self) -> dict:
        faults = [[fault.field, fault.code, fault.values] for fault in self.faults]
        told = {"kind": self.kind, "sheet": self.sheet, "row": self.row, "title": self.title, "place": self.place}
        return told | {"state": str(self.state), "faults": faults, "changes": [list(one) for one in self.changes]}

    @classmethod
    def from_json(cls, told: dict) -> "StagedRow":
        faults = tuple(Fault(told["sheet"], told["row"], *fault) for fault in told["faults"])
        return cls(**{**told, "faults": faults, "changes": [tuple(one) for one in told["changes"]]})


@dataclass
class Staged:
    """All rows of a file, in its order. `notes`: what else the import will do, as (code, values) of kinds.NOTES."""

    rows: list[StagedRow] = field(default_factory=list)
    notes: list[tuple[str, dict]] = field(default_factory=list)
    outcomes: list = field(default_factory=list)
    plan: Any = None

    def counts(self) -> dict:
        """Rows, not faults: rows = imported + unchanged + refused; imported = new + changed + removed."""
        states = [row.state for row in self.rows]
        new, changed, removed = (states.count(one) for one in (State.NEW, State.CHANGED, State.REMOVED))
        return {
            "rows": len(states),
            "imported": new + changed + removed,
            "new": new,
            "changed": changed,
            "removed": removed,
            "unchanged": states.count(State.UNCHANGED),
            "refused": states.count(State.REFUSED),
            "warned": sum(row.warned for row in self.rows),
        }

    def faults(self, *, refused: bool) -> list[Fault]:
        return [fault for row in self.rows if (row.state == State.REFUSED) == refused for fault in row.faults]

    def fingerprint(self) -> str:
        """The same when the same rows mean the same changes to the same school."""
        told = json.dumps([row.as_json() for row in self.rows], sort_keys=True, default=str)
        return hashlib.sha256(told.encode()).hexdigest()
