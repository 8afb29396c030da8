from django.core.management import BaseCommand, call_command

from schoolmis.jobs.queue import revive


class Command(BaseCommand):
    help = "Take jobs from the queue; first those that a killed worker left. One worker, two jobs at a time."

    def handle(self, **options):
        revive()
        call_command("procrastinate", "worker", "--concurrency", "2")
