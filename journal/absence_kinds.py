"""Notices about absences, behaviour and messages."""

from django.utils.translation import gettext_lazy as _

from schoolmis.notices import kinds

ABSENT = kinds.register("journal.absent", _("%(student)s is not at school today, %(day)s, lessons: %(lessons)s"))
# Neither the reason nor the guardian's words leave the program: they may tell of health (R1-6.1).
TOLD = kinds.register("journal.absence_told", _("A guardian has told about an absence of %(student)s, %(days)s."))
MESSAGE = kinds.register("journal.message", _("A new message about %(student)s: %(who)s"))
ACCEPTED = kinds.register("journal.absence_accepted", _("The note about %(student)s, %(days)s, is accepted."))
REFUSED = kinds.register("journal.absence_refused", _("The note about %(student)s, %(days)s: %(answer)s"))
NOTED = kinds.register("journal.behaviour", _("%(student)s: %(what)s. %(words)s"))
