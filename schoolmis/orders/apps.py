from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "schoolmis.orders"

    def ready(self):
        from schoolmis.orders import builtin, sources  # noqa: F401
