"""The acts of orders and timesheets in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis.audit.words import declare

declare(
    {
        "orders.draft": _("Drafted"),
        "orders.change": pgettext_lazy("act", "Changed"),
        "orders.sign": pgettext_lazy("act", "Signed"),
        "orders.tick": _("Point ticked"),
        "orders.execute": _("Marked as executed"),
        "orders.annul": _("Annulled"),
        "orders.ask_to_read": _("Asked to read"),
        "orders.remind": _("Reminded to read"),
        "orders.read": pgettext_lazy("act", "Read"),
        "orders.attach_scan": _("Scan attached"),
        "orders.install": _("School opened"),
        "orders.set_next_number": _("Next number set"),
        "orders.name_first": _("First right by order № 0"),
        "orders.correct_day": _("Day of the timesheet corrected"),
        "orders.annul_correction": _("Correction of the timesheet annulled"),
        "orders.close_timesheet": _("Timesheet closed"),
        "orders.reopen_timesheet": _("Timesheet reopened"),
    }
)
