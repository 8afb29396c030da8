"""Scales of marks and where each of them holds: policy is data, not code (domain facts §2.1, §2.2)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis.audit.records import legal_record, removable
from schoolmis.structure.models import Section, Subject, in_language

POINTS_AT_MOST = 100


@legal_record
class Scale(models.Model):
    """What may stand in a cell: five points, points of the school's own, levels in words, passed or not, criteria.

    Of `criteria` each column has points of its own, `top` where nothing else is said, and bands in per cent.
    """

    class Kind(models.TextChoices):
        FIVE = "five", _("Five points")
        POINTS = "points", pgettext_lazy("of a scale", "Points")
        LEVELS = "levels", _("Levels in words, without marks")
        PASS = "pass", _("Passed or not")
        CRITERIA = "criteria", _("By criteria, with points of each work")
        NONE = "none", _("Without marks")

    code = models.CharField(_("Code"), max_length=10, unique=True)
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind)
    name_ky = models.CharField(_("Name in Kyrgyz"), max_length=80)
    name_ru = models.CharField(_("Name in Russian"), max_length=80)
    bottom = models.PositiveSmallIntegerField(_("Lowest"), default=2)
    top = models.PositiveSmallIntegerField(
        _("Highest"), default=5, validators=[MinValueValidator(1), MaxValueValidator(POINTS_AT_MOST)]
    )
    five_from = models.DecimalField(_("«5» from"), max_digits=5, decimal_places=2, null=True, blank=True)
    four_from = models.DecimalField(_("«4» from"), max_digits=5, decimal_places=2, null=True, blank=True)
    three_from = models.DecimalField(_("«3» from"), max_digits=5, decimal_places=2, null=True, blank=True)
    own_results = models.BooleanField(_("Results stand in these points too"), default=False)
    archived = models.BooleanField(_("Not offered any more"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["archived", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bottom__lt=F("top"), top__lte=POINTS_AT_MOST),
                name="journal_scale_points",
                violation_error_message=_("The lowest point is below the highest, and that is at most 100."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        kind__in=["points", "criteria"],
                        five_from__isnull=False,
                        four_from__isnull=False,
                        three_from__isnull=False,
                        five_from__gt=F("four_from"),
                        four_from__gt=F("three_from"),
                    )
                    | (~Q(kind__in=["points", "criteria"]) & Q(five_from=None, four_from=None, three_from=None))
                ),
                name="journal_scale_bands",
                violation_error_message=_("Say from where «5», «4» and «3» begin, the highest first."),
            ),
            models.CheckConstraint(
                condition=Q(own_results=False) | Q(kind="points"),
                name="journal_scale_own_results",
                violation_error_message=_("Only points can stand as results."),
            ),
        ]

    def __str__(self):
        return in_language(self, "name")


@removable
class ScaleValue(models.Model):
    """A value of a scale in words: `text` is typed and shown, `number` is stored; `tone`: it looks like that mark."""

    scale = models.ForeignKey(Scale, models.PROTECT, related_name="values")
    text = models.CharField(pgettext_lazy("of a scale", "In the cell"), max_length=4)
    number = models.PositiveSmallIntegerField()
    name_ky = models.CharField(_("Name in Kyrgyz"), max_length=80)
    name_ru = models.CharField(_("Name in Russian"), max_length=80)
    tone = models.PositiveSmallIntegerField(
        _("Looks like"), choices=[(0, "—"), (5, "5"), (4, "4"), (3, "3"), (2, "2")], default=0
    )

    class Meta:
        ordering = ["scale", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "text"],
                name="journal_scale_text_once",
                violation_error_message=_("Two values look the same."),
            ),
            models.UniqueConstraint(fields=["scale", "number"], name="journal_scale_number_once"),
            models.CheckConstraint(condition=Q(number__lte=POINTS_AT_MOST), name="journal_scale_number"),
        ]

    def __str__(self):
        return f"{self.text} {in_language(self, 'name')}"

    @property
    def name(self):
        return in_language(self, "name")


@removable
class GradingPolicy(models.Model):
    """Where a scale holds from a school year on; of several rows the most exact, then the newest, is in force.

    Exact in this order: one journal, a subject, a span of grades, the whole school.
    """

    scale = models.ForeignKey(Scale, models.PROTECT, verbose_name=_("Scale"), related_name="places")
    programme = models.PositiveSmallIntegerField(
        _("Programme"), null=True, blank=True, choices=[(11, _("11 years")), (12, _("12 years"))]
    )
    grade_from = models.PositiveSmallIntegerField(_("From grade"), null=True, blank=True)
    grade_to = models.PositiveSmallIntegerField(_("To grade"), null=True, blank=True)
    subject = models.ForeignKey(
        Subject, models.PROTECT, verbose_name=_("Subject"), null=True, blank=True, related_name="+"
    )
    section = models.ForeignKey(
        Section, models.PROTECT, verbose_name=_("Journal"), null=True, blank=True, related_name="+"
    )
    year_from = models.PositiveSmallIntegerField(_("From the year"), default=2000)

    class Meta:
        ordering = ["programme", "grade_from", "subject__order", "year_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(grade_from=None, grade_to=None)
                | Q(grade_from__isnull=False, grade_to__isnull=False, grade_from__lte=F("grade_to"), grade_to__lte=12),
                name="journal_policy_grades",
                violation_error_message=_("Give both grades, the lower one first."),
            ),
            models.CheckConstraint(
                condition=Q(section=None) | Q(programme=None, grade_from=None, subject=None),
                name="journal_policy_one_journal",
                violation_error_message=_("One journal needs no grades and no subject beside it."),
            ),
            models.UniqueConstraint(
                fields=["programme", "grade_from", "grade_to", "subject", "section", "year_from"],
                nulls_distinct=False,
                name="journal_policy_once",
                violation_error_message=_("Something is decided for just this already: remove it first."),
            ),
        ]

    def __str__(self):
        return str(self.scale)

    @property
    def years(self) -> str:
        return f"{self.year_from}–{self.year_from + 1}"
