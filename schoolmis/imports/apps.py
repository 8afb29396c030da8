from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "schoolmis.imports"
    verbose_name = _("Imports")

    def ready(self):
        from schoolmis.imports import jobs, menu, permissions, staff, words  # noqa: F401
