from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "schoolmis.documents"

    def ready(self):
        from schoolmis.documents import menu, permissions  # noqa: F401
