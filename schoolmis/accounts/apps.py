from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "schoolmis.accounts"

    def ready(self):
        from schoolmis.accounts import words  # noqa: F401
        from schoolmis.accounts.actions import keep_language
        from schoolmis.ui.views import language_chosen

        language_chosen.append(keep_language)
