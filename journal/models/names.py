"""What names of other timetable programs mean here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from schoolmis.audit.records import removable


@removable
class NameMatch(models.Model):
    """A name of a program's files and whom it means, remembered for the next file. `name` is folded.

    `target`: a subject's code, an employee's number, a class's label, a group's last part, a room's name; «-» leaves
    it out.
    """

    class Kind(models.TextChoices):
        SUBJECT = "subject", _("Subjects")
        TEACHER = "teacher", _("Teachers")
        CLASS = "class", _("Classes")
        GROUP = "group", _("Groups")
        ROOM = "room", _("Rooms")

    source = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=120)
    target = models.CharField(max_length=60)

    class Meta:
        ordering = ["source", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "name"],
                name="journal_name_match_once",
                violation_error_message=_("This name is matched already."),
            )
        ]

    def __str__(self):
        return f"{self.name} → {self.target}"
