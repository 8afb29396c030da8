"""The acts of the school's structure in words."""

from django.utils.translation import gettext_lazy as _

from schoolmis.audit.words import declare

declare(
    {
        "structure.open_school": _("School's profile opened"),
        "structure.change_profile": _("School's profile changed"),
        "structure.change_premises": _("Premises changed"),
        "structure.open_year": _("Academic year opened"),
        "structure.change_year": _("Year and terms moved"),
        "structure.confirm_calendar": _("Calendar confirmed"),
        "structure.close_year": _("Academic year closed"),
        "structure.close_opening": _("Opening register closed"),
        "structure.add_day_off": _("Days off added"),
        "structure.change_day_off": _("Days off changed"),
        "structure.annul_day_off": _("Days off taken out"),
        "structure.set_special_day": _("Special day set"),
        "structure.annul_special_day": _("Special day taken out"),
        "structure.set_half_years": _("Subjects marked by half-years chosen"),
        "structure.add_bells": _("Bells added"),
        "structure.change_bell": _("Bell changed"),
        "structure.add_room": _("Room added"),
        "structure.change_room": _("Room changed"),
        "structure.add_subject": _("Subject added"),
        "structure.add_subjects": _("Subjects added"),
        "structure.change_subject": _("Subject changed"),
        "structure.add_class": _("Class added"),
        "structure.change_class": _("Class changed"),
        "structure.add_group": _("Group added"),
        "structure.add_section": _("Journal opened"),
        "structure.add_sections": _("Journals opened"),
    }
)
