from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "schoolmis.jobs"

    def ready(self):
        from schoolmis.jobs import menu  # noqa: F401
