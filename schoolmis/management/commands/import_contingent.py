"""`manage.py import_contingent FILE`: the school's list of students, without the screen."""

from schoolmis.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Import the list of students; on an installation without a school, make one first."
    kind = "students"
