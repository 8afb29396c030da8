"""Who gets a certificate of study, and with which number; pure."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def may_certify(since: date | None, school_class, on: date) -> None:
    """R1-1.1: the paper says that somebody studies here, so it is given only of a student of the roll, in a class."""
    if since is None or school_class is None:
        raise ValidationError(
            _("On %(day)s the student is not on the roll: this certificate cannot be given.")
            % {"day": f"{on:%d.%m.%Y}"},
            "left",
        )


def next_number(last: int | None, asked: int | None) -> int:
    """The next number of the year; `asked` continues the paper register and counts only for its first line here."""
    if last is not None:
        return last + 1
    return asked or 1


def may_annul(in_force: bool, why: str) -> None:
    if not in_force:
        raise ValidationError(_("This paper is annulled already."), "annulled")
    if not why.strip():
        raise ValidationError({"why": ValidationError(_("Write why the certificate is annulled."), "why")})
