from django.utils.translation import gettext_lazy as _

from schoolmis.ui.menu import ACCOUNT, item, under

under(ACCOUNT, item("jobs:index", _("Jobs"), "jobs", None, 20))
