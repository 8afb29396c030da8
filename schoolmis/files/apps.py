from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "schoolmis.files"
