"""The kinds of papers that a staff file holds: one list of them for pages, forms, extract and scans."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from schoolmis.people.models import Attestation, Award, Diploma, Employee, FileRow, Publication, StaffPaper, Training


@dataclass(frozen=True)
class Block:
    """`pairs`: the form's fields, line by line; `personal`: shown only to who sees personal data, under a consent."""

    code: str
    model: type[FileRow]
    title: Any
    new: Any
    pairs: tuple[tuple[str, ...], ...]
    personal: bool = False

    @property
    def fields(self):
        return [name for pair in self.pairs for name in pair]

    def rows(self, employee):
        return list(self.model.objects.filter(employee=employee, annulled_at=None).select_related("scan"))


BLOCKS = {
    one.code: one
    for one in (
        Block(
            "education",
            Diploma,
            _("Education"),
            _("New diploma"),
            (("level", "finished"), ("institution",), ("speciality", "qualification"), ("number",)),
        ),
        Block(
            "category",
            Attestation,
            _("Qualification category"),
            _("New attestation"),
            (("category", "given_on"), ("document", "valid_until")),
        ),
        Block(
            "training",
            Training,
            _("Further training"),
            _("New training"),
            (("title",), ("place", "hours"), ("starts_on", "ends_on"), ("certificate",)),
        ),
        Block(
            "awards", Award, _("Awards and ranks"), _("New award"), (("kind", "given_on"), ("title",), ("document",))
        ),
        Block("publications", Publication, _("Publications"), _("New publication"), (("title",), ("place", "year"))),
        Block(
            "papers",
            StaffPaper,
            _("Documents"),
            _("New document"),
            (("kind", "number"), ("issued_by", "issued_on"), ("valid_until",)),
            personal=True,
        ),
    )
}


def holder(stored):
    """The row of a staff file that holds a stored scan."""
    for block in BLOCKS.values():
        row = block.model.objects.filter(scan=stored).first()
        if row is not None:
            return row
    return None


def renamed(stored):
    """The employee whose change of name a stored scan shows."""
    return Employee.objects.filter(person__former_names__scan=stored).first()
