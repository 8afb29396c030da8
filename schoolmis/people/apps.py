from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "schoolmis.people"
    verbose_name = _("Staff")

    def ready(self):
        from schoolmis.files import owners
        from schoolmis.people import (  # noqa: F401
            building,
            card,
            extract,
            menu,
            panels,
            permissions,
            picks,
            staff_blocks,
            words,
        )
        from schoolmis.people.models import Employee

        owners.owner(staff_blocks.holder, permissions.PERSONAL)
        owners.owner(staff_blocks.renamed, permissions.PERSONAL)
        find = lambda stored: Employee.objects.filter(person__consents__scan=stored).first()  # noqa: E731
        owners.owner(find, permissions.STAFF_CONSENTS)
        card.part("people:file", _("Staff file"), permissions.VIEW_STAFF, order=10)
