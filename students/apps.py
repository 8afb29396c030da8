from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudentsConfig(AppConfig):
    name = "students"
    verbose_name = _("Students")

    def ready(self):
        from students import counts, imports, menu, orders, panels, permissions, search, sources, words  # noqa: F401
