from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "schoolmis.documents"
    verbose_name = _("Documents")

    def ready(self):
        from schoolmis.documents import citing, extract, importing, menu, panels, permissions, words  # noqa: F401
        from schoolmis.documents.registering import begin
        from schoolmis.orders.installation import at_installation

        at_installation(begin)
