"""The secret address by which a reader's own calendar program takes lessons and events."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from schoolmis import clock

LANGUAGES = [("ky", _("Kyrgyz")), ("ru", _("Russian"))]


class CalendarAddress(models.Model):
    """One a user. The secret of the address is made of `salt` and the installation's key and is kept nowhere:
    who reads the database alone cannot open a calendar. Another salt is another address, and the former one is dead.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_address")
    salt = models.CharField(max_length=43)
    language = models.CharField(_("Language of the calendar"), max_length=2, choices=LANGUAGES, default="ky")
    made_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(salt=""),
                name="journal_calendar_address_has_salt",
                violation_error_message=_("A calendar address has a secret."),
            )
        ]

    def __str__(self):
        return str(self.user)
