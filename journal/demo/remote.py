"""The demo's days at a distance: a cold day of the whole school, a quarantine of one class that goes on today."""

from datetime import timedelta

from journal.actions import tell_remote
from journal.models import Lesson
from schoolmis import demo

ZOOM = {"platform": "Zoom", "link": "https://zoom.us/j/8102026"}


@demo.part(order=65)
def remote(progress, story):
    """Both told by the deputy head, as any school does."""
    progress("Days at a distance")
    held = Lesson.objects.held().filter(section__group__year=story.year, date__lt=story.today - timedelta(days=7))
    cold = held.order_by("-date").values_list("date", flat=True).first()
    if cold is None:
        return
    classes = list(story.classes.values())
    tell_remote(cold, cold, classes, by=story.deputy, reason="cold", words="−28 °C", **ZOOM)
    ill = story.classes.get((8, "А"), classes[-1])
    last = story.today + timedelta(days=2)
    tell_remote(story.today, last, [ill], by=story.deputy, reason="quarantine", words="", **ZOOM)
