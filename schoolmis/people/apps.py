from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "schoolmis.people"
    verbose_name = _("Staff")

    def ready(self):
        from schoolmis.people import extract, menu, panels  # noqa: F401
