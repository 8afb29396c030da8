from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "schoolmis.papers"
    label = "papers"
    verbose_name = _("Reports and papers")

    def ready(self):
        """Reports register themselves: each app's `reports` module is imported once."""
        autodiscover_modules("reports")
        import_module("schoolmis.papers.later")
        import_module("schoolmis.papers.menu")
