from django.utils.translation import gettext_lazy as _

from schoolmis.imports import permissions as may
from schoolmis.ui.menu import item, under

under(_("Office"), item("imports:index", _("Imports"), "upload", may.OPEN, 50))
