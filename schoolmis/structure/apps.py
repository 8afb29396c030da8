from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StructureConfig(AppConfig):
    name = "schoolmis.structure"
    verbose_name = _("School")

    def ready(self):
        from schoolmis.structure import frame, menu, panels, words  # noqa: F401
