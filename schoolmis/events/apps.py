from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "schoolmis.events"
    verbose_name = _("Events")

    def ready(self):
        from schoolmis.events import extract, menu, panels, words  # noqa: F401
