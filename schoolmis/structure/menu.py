from django.utils.translation import gettext_lazy as _

from schoolmis.structure import permissions as may
from schoolmis.ui.menu import SYSTEM, item, under

under(SYSTEM, item("structure:school", _("School"), "school", may.VIEW, 60))
