"""`manage.py import_staff FILE`: staff, teaching load and homeroom teachers, without the screen."""

from schoolmis.accounts.actions import give_slip
from schoolmis.accounts.models import User
from schoolmis.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Import staff, teaching load and homeroom teachers; drafts the orders that give them access."
    kind = "staff"

    def afterwards(self, notes):
        """Whom order № 0 named signs in with a one-use code, printed here and kept nowhere."""
        installer = User.objects.system("installation")
        for user in {values["user"]: None for code, values in notes if code == "first_named"}:
            user = User.objects.get(pk=user)
            self.say(f"{user.name}\n  sign-in name: {user.username}\n  one-use code: {give_slip(user, by=installer)}")
