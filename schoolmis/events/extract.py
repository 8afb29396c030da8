"""Events a person answers for, for the extract of personal data (R1-1.2a)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.events.models import Event
from schoolmis.people.extract import day, section


@section(gettext_lazy("Events to answer for"), order=29)
def events(person):
    mine = Event.objects.filter(responsible__person=person).select_related("kind")
    return [_("Event"), _("Kind of events"), _("From"), _("Until")], [
        (one.title, str(one.kind), day(one.starts_on), day(one.ends_on)) for one in mine
    ]
