from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "schoolmis.access"
    verbose_name = _("Rights")

    def ready(self):
        from schoolmis.access import menu, own_rights, permissions, sources, words  # noqa: F401
        from schoolmis.papers import actions, report

        report.export_by(permissions.EXPORT)
        actions.share_by(permissions.SHARE)
