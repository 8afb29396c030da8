"""`manage.py verify`: the gates a change passes before it is anybody else's."""

from django.core.management.base import BaseCommand, CommandError

from schoolmis.management import gates

GATES = {
    "Settings for deployment": gates.deployment,
    "Migrations": gates.migrations,
    "Style": gates.style,
    "Templates": gates.templates,
    "Translations": gates.translations,
    "Layers": gates.layers,
}
SHOWN = 20


class Command(BaseCommand):
    help = "Check settings, migrations, style, templates, translations and layers."
    requires_system_checks = []

    def handle(self, **options):
        closed = 0
        for title, gate in GATES.items():
            faults = gate()
            closed += bool(faults)
            self.stdout.write(f"{title:<24} {'ok' if not faults else f'{len(faults)} to mend'}")
            for fault in faults[:SHOWN]:
                self.stdout.write(f"  {fault}")
            if len(faults) > SHOWN:
                self.stdout.write(f"  … and {len(faults) - SHOWN} more")
            self.stdout.flush()
        if closed:
            raise CommandError(f"{closed} of {len(GATES)} gates are closed.")
        self.stdout.write("Everything is in order.")
