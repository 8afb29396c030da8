from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "schoolmis.ui"
    label = "ui"
