"""Notices about remarks of the checker."""

from django.utils.translation import gettext_lazy as _

from schoolmis.notices import kinds

WRITTEN = kinds.register("journal.check_written", _("Remark on the journal %(section)s, mend by %(due)s: %(words)s"))
MENDED = kinds.register("journal.check_mended", _("Remark on the journal %(section)s is mended: %(words)s"))
ACCEPTED = kinds.register("journal.check_accepted", _("Remark on the journal %(section)s is accepted. %(words)s"))
RETURNED = kinds.register("journal.check_returned", _("Remark on the journal %(section)s is returned: %(words)s"))
