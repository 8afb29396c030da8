"""Dated rows: half-open, from `starts_on` up to but not on `ends_on`; open-ended where the end is null."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Func, Q


class InForce(models.QuerySet):
    def on(self, day):
        """The rows in force on `day`."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


class Days(Func):
    """daterange(start, end) for exclusion constraints."""

    function = "daterange"
    output_field = DateRangeField()
