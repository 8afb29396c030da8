from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "schoolmis.orders"
    verbose_name = _("Orders")

    def ready(self):
        from schoolmis.orders import builtin, menu, panels, scans, sources  # noqa: F401
