from django.apps import AppConfig


class SchoolmisConfig(AppConfig):
    name = "schoolmis"

    def ready(self):
        from schoolmis import checks  # noqa: F401
