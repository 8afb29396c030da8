"""What the worker does for the journal by itself."""

from procrastinate.contrib.django import app

from schoolmis import clock
from schoolmis.accounts.models import User


@app.periodic(cron="*/15 8-18 * * 1-6")
@app.task(name="journal.tell_families", queueing_lock="journal.tell_families", pass_context=False)
def tell_families_today(timestamp: int):
    """Every quarter of an hour of a school day: families of those absent without a reason are told, once a day."""
    from journal.actions import tell_families

    tell_families(clock.today(), by=User.objects.system("worker"))
