from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self):
        from journal import boundaries, menu, panels  # noqa: F401

        menu.add()
