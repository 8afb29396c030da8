from django.utils.translation import gettext_lazy as _

from schoolmis.people import permissions as may
from schoolmis.ui.menu import ACCOUNT, STAFF, item, under

under(STAFF, item("people:staff", _("Staff"), "person", may.VIEW_STAFF, 40))
under(ACCOUNT, item("own_data:own", _("What is held about me"), "person", None, 30))
