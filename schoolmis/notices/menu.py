from django.utils.translation import gettext_lazy as _

from schoolmis.notices.actions import unseen
from schoolmis.ui.menu import ACCOUNT, MenuItem, register

register(MenuItem("notices.index", _("Notices"), "notices:index", "bell", section=ACCOUNT, count=unseen, order=10))
