"""The school itself: profile, calendar, bells, classes, groups, subjects, rooms, teaching load."""

from schoolmis.structure.models.calendar import AcademicYear, Bell, DayOff, SpecialDay, Term
from schoolmis.structure.models.classes import (
    Group,
    Language,
    Room,
    SchoolClass,
    Section,
    Subject,
    TeachingLoad,
    group_name,
    year_of,
)
from schoolmis.structure.models.school import Premises, SchoolProfile, in_language

__all__ = [
    "AcademicYear",
    "Bell",
    "DayOff",
    "Group",
    "Language",
    "Premises",
    "Room",
    "SchoolClass",
    "SchoolProfile",
    "Section",
    "SpecialDay",
    "Subject",
    "TeachingLoad",
    "Term",
    "group_name",
    "in_language",
    "year_of",
]
