"""Publishing a timetable as a job: thousands of lessons in one transaction, with progress beside it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from journal.actions.versions import PUBLISH, publish_version
from journal.models import TimetableVersion
from journal.rules import versions as rules
from schoolmis.jobs.queue import job, lead, progress, telling


@job(PUBLISH)
def publish(running, version, seen):
    draft = TimetableVersion.objects.select_related("year").filter(pk=version).first()
    rules.may_change(draft is not None)
    with telling(running) as tell:
        made, dropped = publish_version(draft, by=running.owner, seen=seen, tell=tell)
    lead(running, reverse("journal:board", args=[version]))
    said = _("Published. Lessons made: %(made)s, taken out: %(dropped)s.") % {"made": made, "dropped": dropped}
    progress(running, made + dropped, made + dropped, said)
