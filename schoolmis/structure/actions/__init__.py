"""What is done with the school's structure; each act is booked."""

from schoolmis.structure.actions.calendar import (
    add_day_off,
    annul_day_off,
    annul_special_day,
    change_day_off,
    change_year,
    confirm_calendar,
    open_year,
    set_special_day,
)
from schoolmis.structure.actions.classes import add_class, add_group, add_section, change_class
from schoolmis.structure.actions.half_years import set_half_years
from schoolmis.structure.actions.school import (
    add_bells,
    add_room,
    add_subject,
    add_subjects,
    change_bell,
    change_premises,
    change_profile,
    change_room,
    change_subject,
    close_opening,
    open_school,
)

__all__ = [
    "add_bells",
    "add_class",
    "add_day_off",
    "add_group",
    "add_room",
    "add_section",
    "add_subject",
    "add_subjects",
    "annul_day_off",
    "annul_special_day",
    "change_bell",
    "change_class",
    "change_day_off",
    "change_premises",
    "change_profile",
    "change_room",
    "change_subject",
    "change_year",
    "close_opening",
    "confirm_calendar",
    "open_school",
    "open_year",
    "set_half_years",
    "set_special_day",
]
