from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "schoolmis.access"

    def ready(self):
        from schoolmis.access import menu, own_rights, permissions, sources  # noqa: F401
