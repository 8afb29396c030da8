from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "schoolmis.imports"
