"""What the school answers about a paper it has issued: nothing but its number, its day and whether it is in force."""

from base64 import b32encode
from secrets import token_bytes

from django.db import models
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.audit.records import legal_record


def new_code() -> str:
    """128 random bits as 26 letters and digits: not to be guessed, and nothing can be read out of them."""
    return b32encode(token_bytes(16)).decode().rstrip("=").lower()


@legal_record
class Check(models.Model):
    """One paper that a stranger may ask about by the code printed on it (R1-1.1, R1-6.1).

    `paper` is a code declared with `papers.checks.declare`. The row names nobody: a code reveals no personal data.
    """

    code = models.CharField(max_length=26, unique=True, default=new_code, editable=False)
    paper = models.CharField(max_length=60)
    number = models.CharField(_("Number"), max_length=40)
    issued_on = models.DateField(_("Issued on"), default=clock.today)
    annulled_on = models.DateField(_("Annulled on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(annulled_on=None) | models.Q(annulled_on__gte=models.F("issued_on")),
                name="papers_annulled_after_issued",
                violation_error_message=_("A paper is annulled on the day of its issue or later."),
            )
        ]

    def __str__(self):
        return f"№ {self.number}, {self.issued_on:%d.%m.%Y}"
