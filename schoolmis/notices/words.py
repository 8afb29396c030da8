"""The acts of notices in words."""

from django.utils.translation import gettext_lazy as _

from schoolmis.audit.words import declare

declare({"notices.set_rest": _("Hours of rest for notices set")})
