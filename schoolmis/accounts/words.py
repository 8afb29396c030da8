"""The acts of accounts in words."""

from django.utils.translation import gettext_lazy as _

from schoolmis.audit.words import declare

declare(
    {
        "accounts.accept_rules": _("Rules of use accepted"),
        "accounts.enter_with_slip": _("Entered with a slip"),
        "accounts.give_slip": _("Slip given"),
        "accounts.keep_language": _("Language chosen"),
        "accounts.publish_rules": _("Rules of use published"),
    }
)
