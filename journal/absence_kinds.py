"""Notices about absences and behaviour."""

from django.utils.translation import gettext_lazy as _

from schoolmis.notices import kinds

ABSENT = kinds.register("journal.absent", _("%(student)s is not at school today, %(day)s, lessons: %(lessons)s"))
TOLD = kinds.register("journal.absence_told", _("%(student)s: absence %(days)s, %(reason)s. %(words)s"))
ACCEPTED = kinds.register("journal.absence_accepted", _("The note about %(student)s, %(days)s, is accepted."))
REFUSED = kinds.register("journal.absence_refused", _("The note about %(student)s, %(days)s: %(answer)s"))
NOTED = kinds.register("journal.behaviour", _("%(student)s: %(what)s. %(words)s"))
