"""Forms of study (R7-2.3, R7-2.5): when one may begin. Pure."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def may_study(
    enrolled_on: date | None, on: date, until: date | None, form: str, now: tuple[str, date] | None, later: bool
) -> None:
    """`now`: (form, its first day) in force on `on`; `later`: another form is ordered for a later day.

    R7-2.3: who studies otherwise than full-time is still on the roll; a form does not follow upon itself.
    """
    if enrolled_on is None:
        raise ValidationError(_("The student is not on the roll on this day (R7-3)."), "left")
    if until and until <= on:
        raise ValidationError({"until": ValidationError(_("The end comes before the beginning."), "until")})
    if form == "full_time" and now is None:
        raise ValidationError(_("The student studies full-time already (R7-2.3)."), "same")
    if now and now[0] == form:
        raise ValidationError(_("The student studies in this form already (R7-2.3)."), "same")
    if later:
        raise ValidationError(_("A later order on the form of study is signed: revoke it first (R7-2.5)."), "later")
