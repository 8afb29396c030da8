from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "schoolmis.access"

    def ready(self):
        from schoolmis.access import sources  # noqa: F401
