from django.utils.translation import gettext_lazy as _

from schoolmis.access import permissions as may
from schoolmis.ui.menu import item, under

under(_("System"), item("access:rights", _("Rights"), "key", may.VIEW, 900))
