from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "schoolmis.desk"

    def ready(self):
        from schoolmis.desk import menu, own_panels, permissions  # noqa: F401
