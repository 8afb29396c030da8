from django.utils.translation import gettext_lazy as _

from schoolmis.structure import permissions as may
from schoolmis.ui.menu import item, under

under(_("Office"), item("structure:school", _("School"), "school", may.VIEW, 60))
