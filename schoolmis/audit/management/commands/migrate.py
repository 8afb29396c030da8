from django.core.management.commands import migrate

from schoolmis.audit.records import protect


class Command(migrate.Command):
    """Django's migrate, then the triggers and rights that make the records lasting."""

    def handle(self, *args, **options):
        super().handle(*args, **options)
        protect()
