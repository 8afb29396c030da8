"""Safety briefings: held, annulled."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal import permissions
from journal.models import Briefed, Briefing
from journal.rules import briefings as rules
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure.models import SchoolClass
from students.models import Student


def hold_briefing(of: SchoolClass, *, on: date, kind: str, topic: str, students, by: User) -> Briefing:
    """R1-4.1/2: who was instructed about what, by whom; `students` are of the class on that day."""
    grant = permissions.BRIEF.demand(by, of)
    ids = {one.pk for one in students}
    rules.may_hold(on, clock.today(), of.year.starts_on, of.year.ends_on, topic, len(ids))
    if Student.objects.in_class(of, on).filter(pk__in=ids).count() < len(ids):
        raise ValidationError({"students": ValidationError(_("Somebody was not in the class on this day."), "class")})
    made = Briefing(school_class=of, on=on, kind=kind, topic=topic.strip(), held_by=by)
    made.full_clean()
    with acting(by, grant=grant):
        made.save()
        Briefed.objects.bulk_create(Briefed(briefing=made, student_id=pk) for pk in sorted(ids))
        record("journal.hold_briefing", of, by=by, briefing=made.pk, topic=made.topic, students=sorted(ids))
    return made


def annul_briefing(briefing: Briefing, *, why: str, by: User) -> None:
    """R1-4.1/2: written wrongly; the row stays with its reason."""
    grant = permissions.BRIEF.demand(by, briefing.school_class)
    if not why.strip():
        raise ValidationError({"why": ValidationError(_("Say why."), "why")})
    with acting(by, reason=why.strip(), grant=grant):
        changed = Briefing.objects.filter(pk=briefing.pk, annulled_at=None)
        if not changed.update(annulled_at=clock.now(), annulled_why=why.strip()):
            raise ValidationError(_("This briefing is annulled already."), "annulled")
        record("journal.annul_briefing", briefing.school_class, by=by, briefing=briefing.pk, why=why.strip())
