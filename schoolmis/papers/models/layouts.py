"""What a reader asked of a report, kept under a name to be asked again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.audit.records import removable


class Layouts(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those shared with everybody who may open the report."""
        return self.filter(Q(owner=user) | Q(shared=True))


@removable
class Layout(models.Model):
    """A saved choice of one report (R1-3.1i). `query` is the address without the days: those are asked anew."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    report = models.CharField(max_length=60)
    name = models.CharField(_("Name of the layout"), max_length=80)
    query = models.TextField(blank=True)
    shared = models.BooleanField(_("Show to everybody who may open this report"), default=False)
    saved_at = models.DateTimeField(default=clock.now)

    objects = Layouts.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "report", "name"],
                name="papers_layout_once",
                violation_error_message=_("You have a layout of this name already."),
            )
        ]

    def __str__(self):
        return self.name
