from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis.desk import permissions as may
from schoolmis.ui.menu import SYSTEM, item, register, under

register(item("desk:start", _("Start page"), "home", None, 0, phone=True, short=pgettext_lazy("bottom bar", "Start")))
under(SYSTEM, item("desk:health", _("State of the system"), "settings", may.HEALTH, 930))
