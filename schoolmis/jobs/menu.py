from django.utils.translation import gettext_lazy as _

from schoolmis.ui.menu import ACCOUNT, MenuItem, register

register(MenuItem("jobs.index", _("Jobs"), "jobs:index", "jobs", section=ACCOUNT, order=20))
