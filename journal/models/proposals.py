"""How results are proposed in this school."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis.audit.records import legal_record
from schoolmis.structure.models import Subject


@legal_record
class ResultPolicy(models.Model):
    """One row: what no regulation names about results; defaults where nothing is settled (domain facts §2.4)."""

    class YearBy(models.TextChoices):
        MEAN = "mean", _("mean of the terms")
        LAST = "last", _("mean of the terms, at the half the last term decides")

    class FinalBy(models.TextChoices):
        EXAM = "exam", _("the exam where it differs from the year by one, else their mean")
        MEAN = "mean", _("mean of year and exam, half up")
        YEAR = "year", _("the year's mark")

    class Late(models.TextChoices):
        REASON = "reason", _("with a reason")
        FREE = "free", _("without one")

    class Decided(models.TextChoices):
        AS_OPEN = "open", _("as before: the results follow")
        REASON = "reason", _("with a reason")
        LOCKED = "locked", _("not at all: the deputy head opens the term again")

    class Texts(models.TextChoices):
        UNMARKED = "unmarked", _("where no marks are given")
        ALL = "all", _("in every subject with marks too")

    round_up = models.DecimalField(
        _("A mean goes up from the fraction"), max_digits=3, decimal_places=2, default=Decimal("0.50")
    )
    year_by = models.CharField(_("Year mark"), max_length=4, choices=YearBy, default=YearBy.MEAN)
    final_by = models.CharField(_("Final mark"), max_length=4, choices=FinalBy, default=FinalBy.EXAM)
    passing = models.ManyToManyField(
        Subject, verbose_name=_("Passed or not, without marks"), blank=True, related_name="+"
    )
    late = models.CharField(_("After the free days a mark is changed"), max_length=6, choices=Late, default=Late.REASON)
    decided = models.CharField(
        _("Once the term's results are complete a mark is changed"),
        max_length=6,
        choices=Decided,
        default=Decided.REASON,
    )
    texts = models.CharField(
        _("A term is described in words"), max_length=8, choices=Texts, default=Texts.UNMARKED, db_default="unmarked"
    )
    described = models.ManyToManyField(
        Subject, verbose_name=_("Subjects described in words in all classes"), blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="journal_one_result_policy"),
            models.CheckConstraint(
                condition=Q(round_up__gt=0, round_up__lte=1),
                name="journal_result_policy_fraction",
                violation_error_message=_("The fraction is more than 0 and at most 1."),
            ),
        ]

    def __str__(self):
        return str(_("Rules of results"))

    @classmethod
    def now(cls) -> "ResultPolicy":
        return cls.objects.first() or cls(pk=1)
