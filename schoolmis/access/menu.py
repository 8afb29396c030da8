from django.utils.translation import gettext_lazy as _

from schoolmis.access import permissions as may
from schoolmis.access.grants import roles_of
from schoolmis.ui.menu import SYSTEM, answered_by, item, under

answered_by(lambda user: frozenset(roles_of(user)))
under(SYSTEM, item("access:rights", _("Rights"), "key", may.VIEW, 900))
