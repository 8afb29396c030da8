"""Days at a distance: told for classes, taken back."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from journal import families, permissions, remote
from journal.models import RemoteDays
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.notices.actions import Telling, notify_each
from students.models import Placement, Student

LONGEST = timedelta(days=60)


def tell_remote(first: date, last: date, classes, *, by: User, **facts) -> list[RemoteDays]:
    """R1-4.1/2: classes study at a distance from a day to a day; lessons stand, families and teachers are told."""
    grant = permissions.REMOTE.demand(by)
    if last - first >= LONGEST:
        raise ValidationError(_("At most 60 days at once."), "long")
    rows = [RemoteDays(school_class=of, first=first, last=last, told_by=by, **facts) for of in classes]
    if not rows:
        raise ValidationError(_("There is no such class."), "none")
    try:
        with acting(by, reason=facts.get("words", ""), grant=grant):
            for row in rows:
                row.full_clean()
            RemoteDays.objects.bulk_create(rows)
            told = {"first": first, "last": last, "reason": facts.get("reason"), "classes": len(rows)}
            record("journal.tell_remote", by=by, name="", **told)
            _tell(rows, by)
    except IntegrityError:  # told by somebody else between the question and the writing
        raise ValidationError(_("This class studies at a distance on some of these days already."), "twice") from None
    return rows


def take_back_remote(row: RemoteDays, *, by: User) -> RemoteDays:
    """R1-4.1/2: the class comes to school after all."""
    grant = permissions.REMOTE.demand(by)
    with acting(by, grant=grant):
        open_rows = RemoteDays.objects.filter(pk=row.pk, taken_back_at=None)
        if not open_rows.update(taken_back_at=clock.now(), taken_back_by=by):
            raise ValidationError(_("This has been taken back already."), "state")
        record("journal.take_back_remote", row.school_class, by=by, first=row.first, last=row.last)
        if row.last >= clock.today():
            _tell([row], by, kind=remote.TAKEN_BACK)
    return row


def _tell(rows, by, kind=remote.TOLD) -> None:
    """Guardians who may be told, each with the page of the child."""
    tellings = []
    for row in rows:
        days = lazy(remote.days, str)(row)  # each reader's language
        placed = Placement.objects.on(clock.today()).filter(school_class=row.school_class)
        pupils = Student.objects.filter(pk__in=placed.values("student")).select_related("person").in_bulk()
        for student, users in families.guardians(list(pupils)).items():
            child = pupils[student].person
            told = {"student": child.short_name, "days": days, "platform": row.platform or "—"}
            tellings.append(Telling(users, told, reverse("journal:child", args=[student]), child))
    notify_each(kind, tellings, by=by)
