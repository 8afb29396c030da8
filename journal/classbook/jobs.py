"""The class journal as a job: journal after journal with progress, then the register."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import permissions, results
from journal.actions.books import JOB, keep_journal
from journal.classbook.compose import Asked, compose
from schoolmis import clock
from schoolmis.jobs.queue import job, lead, progress
from schoolmis.structure.models import SchoolClass, Subject, Term


def demand(user, of, **_asked):
    """The right is asked anew: one lost meanwhile is not used."""
    permissions.CLASS_BOOK.demand(user, SchoolClass.objects.get(pk=of))


@job(JOB, demand)
def make(running, of, term, subject, lang, origin, mark=""):
    demand(running.owner, of)
    school_class = SchoolClass.objects.select_related("year").get(pk=of)
    asked = Asked(
        school_class,
        Term.objects.filter(pk=term).first() if term else None,
        Subject.objects.get(pk=subject) if subject else None,
        results.homeroom_teachers([school_class], min(school_class.year.ends_on, clock.today())).get(of, ""),
        running.owner,
    )
    if asked.last < asked.first:
        raise ValidationError(_("This term has not begun yet."))
    composed = compose(asked, lang, tell=lambda done, total: progress(running, done, total))
    keep_journal(composed, origin=origin, mark=mark, by=running.owner)
    lead(running, reverse("journal:books"))
