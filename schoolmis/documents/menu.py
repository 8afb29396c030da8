from django.utils.translation import gettext_lazy as _

from schoolmis.documents import permissions as may
from schoolmis.ui.menu import OFFICE, SYSTEM, item, under

under(
    OFFICE,
    item("documents:register", _("Documents"), "folder", may.VIEW, 34),
    item("documents:instructions", _("Instructions"), "sign", may.TASKS, 36),
)
under(SYSTEM, item("documents:index", _("Rules of use"), "document", may.PUBLISH, 910))
