from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "schoolmis.notices"

    def ready(self):
        from schoolmis.notices import menu, orders, panels, words  # noqa: F401
