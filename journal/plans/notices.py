"""Notices about plans."""

from django.utils.translation import gettext_lazy as _

from schoolmis.notices import kinds

SUBMITTED = kinds.register("journal.plan_submitted", _("Calendar-thematic plan waits for approval: %(section)s"))
APPROVED = kinds.register("journal.plan_approved", _("Calendar-thematic plan approved: %(section)s"))
RETURNED = kinds.register("journal.plan_returned", _("Calendar-thematic plan returned: %(section)s. %(remark)s"))
