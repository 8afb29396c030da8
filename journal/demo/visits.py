"""Who was in the demo school's system on which day of the last month."""

from datetime import timedelta

from schoolmis import demo
from schoolmis.accounts.models import User, Visit

DAYS = 30
STAFF, FAMILY = 0.85, 0.3


@demo.part(order=90)
def visits(progress, story):
    """Staff on most school days, families on some."""
    rng, made = story.rng("visits"), []
    staff = set(User.objects.filter(person__employee__isnull=False).values_list("pk", flat=True))
    for user in User.objects.filter(is_system=False).order_by("pk"):
        often = STAFF if user.pk in staff else FAMILY * rng.random() * 2
        for back in range(1, DAYS):
            day = story.today - timedelta(days=back)
            if day.isoweekday() < 6 and rng.random() < often:
                made.append(Visit(user=user, day=day, sign_ins=rng.random() < 0.4))
    Visit.objects.bulk_create(made, ignore_conflicts=True, batch_size=5000)
