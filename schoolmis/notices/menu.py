from django.utils.translation import gettext_lazy as _

from schoolmis.notices.actions import unseen
from schoolmis.ui.menu import ACCOUNT, item, under

under(ACCOUNT, item("notices:index", _("Notices"), "bell", None, 10, count=unseen))
