from django.utils.translation import gettext_lazy as _

from schoolmis.imports import permissions as may
from schoolmis.ui.menu import SYSTEM, item, under

under(SYSTEM, item("imports:index", _("Imports"), "upload", may.OPEN, 70))
