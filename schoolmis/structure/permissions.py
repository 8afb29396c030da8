from django.utils.translation import gettext_lazy as _

from schoolmis.access import Role, permit

VIEW = permit(
    "structure.view",
    _("See the school's structure"),
    [Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY, Role.ADMINISTRATOR, Role.HOMEROOM, Role.TEACHER],
    clause="R1-2.1",
)
PROFILE = permit("structure.profile", _("Keep the school's profile"), [Role.DIRECTOR, Role.SECRETARY], clause="R5-3a")
CALENDAR = permit("structure.calendar", _("Keep the calendar"), [Role.DIRECTOR, Role.DEPUTY], clause="R1-4.1/2")
CONFIRM = permit("structure.confirm_calendar", _("Confirm the calendar"), [Role.DIRECTOR], clause="R1-4.1/2")
BELLS = permit(
    "structure.bells", _("Keep bells and rooms"), [Role.DIRECTOR, Role.DEPUTY, Role.ADMINISTRATOR], clause="R1-4.1/2"
)
SUBJECTS = permit("structure.subjects", _("Keep subjects"), [Role.DIRECTOR, Role.DEPUTY], clause="R1-2.2a")
CLASSES = permit(
    "structure.classes", _("Keep classes and groups"), [Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY], clause="R1-2.2a"
)
LOAD = permit("structure.load", _("Set the teaching load"), [Role.DIRECTOR, Role.DEPUTY], clause="R1-5.1a")
