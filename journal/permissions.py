from django.utils.translation import gettext_lazy as _

from schoolmis.access import EVERYWHERE, Own, Role, permit

LEADERS = {Role.DIRECTOR: EVERYWHERE, Role.DEPUTY: EVERYWHERE}
OWN_SECTION = Own("section", "pk")
OWN_CLASS = Own("school_class", "group__classes")

VIEW = permit(
    "journal.view", _("See journals"), LEADERS | {Role.TEACHER: OWN_SECTION, Role.HOMEROOM: OWN_CLASS}, clause="R1-4.1/2"
)
MARK = permit("journal.mark", _("Enter marks and absences"), {Role.TEACHER: OWN_SECTION}, clause="R1-4.1/2")
REFINE = permit("journal.refine", _("Give reasons of absences"), {Role.HOMEROOM: OWN_CLASS}, clause="R1-4.1/2")
HISTORY = permit(
    "journal.history", _("See the history of marks"), LEADERS | {Role.TEACHER: OWN_SECTION, Role.HOMEROOM: OWN_CLASS}, clause="R1-1.2d"
)
CLOSE = permit("journal.close", _("Close and reopen terms"), LEADERS, clause="R1-5.1b")
TIMETABLE = permit("journal.timetable", _("Set the timetable"), LEADERS, clause="R1-4.1/2")
