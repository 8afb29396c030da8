from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "schoolmis.accounts"

    def ready(self):
        from schoolmis.accounts import words  # noqa: F401
