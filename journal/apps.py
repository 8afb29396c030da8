from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "journal"
    verbose_name = _("Journal")

    def ready(self):
        from journal import acts, attendance, boundaries, citing, event_losses, extract, imports, menu, panels, seed  # noqa: F401
        from journal import publishing as _publishing  # noqa: F401
        from journal import scans as _scans  # noqa: F401
        from journal.classbook import jobs as books  # noqa: F401
        from journal.generation import jobs  # noqa: F401
        from journal.imports import marks, past_terms, programs  # noqa: F401
        from journal.substitutes import panels as _panels  # noqa: F401
        from journal.substitutes import registered  # noqa: F401

        menu.add()
