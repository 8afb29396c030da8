from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "schoolmis.orders"
    verbose_name = _("Orders")

    def ready(self):
        from schoolmis.orders import builtin, cited, general, menu, panels, scans, sources, staff, words  # noqa: F401
        from schoolmis.people import card
        from schoolmis.people.permissions import VIEW_STAFF

        card.part("orders:service", _("Orders on the employee"), VIEW_STAFF, order=20)
        from schoolmis.orders.bodies import words as _bodies  # noqa: F401
        from schoolmis.orders.bodies.actions import begin
        from schoolmis.orders.installation import at_installation

        at_installation(begin)
        from schoolmis.orders import building  # noqa: F401
