from schoolmis.people.models.consent import Consent, Purpose
from schoolmis.people.models.employee import CONTRACT_SOON, Category, Education, Employee, Employment, Position, worded
from schoolmis.people.models.identity import Address, Comparison, FormerName
from schoolmis.people.models.person import FoldedKey, FoldedWords, Person, Sex, SortKey, full_name
from schoolmis.people.models.staff_file import (
    Attestation,
    Award,
    Diploma,
    FileRow,
    Publication,
    StaffPaper,
    Training,
)

__all__ = [
    "CONTRACT_SOON",
    "Address",
    "Comparison",
    "FormerName",
    "Attestation",
    "Award",
    "Category",
    "Consent",
    "Diploma",
    "Education",
    "Employee",
    "Employment",
    "FileRow",
    "FoldedKey",
    "FoldedWords",
    "Person",
    "Position",
    "Publication",
    "Purpose",
    "Sex",
    "SortKey",
    "StaffPaper",
    "Training",
    "full_name",
    "worded",
]
