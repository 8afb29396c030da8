"""`manage.py read_documents`: the words of PDFs that were taken in before they were read."""

from django.core.management.base import BaseCommand

from schoolmis.accounts.models import User
from schoolmis.documents.rereading import read_files


class Command(BaseCommand):
    help = "Read the words of document files that have not been read yet, so that the search finds them."

    def handle(self, **options):
        read, worded = read_files(by=User.objects.system("import"), progress=self.tell)
        self.stdout.write(f"{read} files read, {worded} of them with words.")

    def tell(self, done, total):
        if done % 50 == 0:
            self.stderr.write(f"{done}/{total}")
