from django.utils.translation import gettext_lazy as _

from schoolmis.events import permissions as may
from schoolmis.ui.menu import TIMETABLE, item, under

under(TIMETABLE, item("events:calendar", _("Events"), "calendar", may.VIEW, 13))
