from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What people may be in the system. Which permissions a role has stands in code; who has it stands in orders."""

    DIRECTOR = "director", _("Director")
    DEPUTY = "deputy", _("Deputy head for studies")
    HOMEROOM = "homeroom", _("Homeroom teacher")
    TEACHER = "teacher", _("Subject teacher")
    SECRETARY = "secretary", _("Secretary")
    ADMINISTRATOR = "administrator", _("Administrator of the system")
    GUARDIAN = "guardian", _("Parent or guardian")
    STUDENT = "student", _("Student")


STAFF = (Role.DIRECTOR, Role.DEPUTY, Role.HOMEROOM, Role.TEACHER, Role.SECRETARY, Role.ADMINISTRATOR)
# Roles that an order grants by name; the others follow from the teaching load, the guardian link and the enrolment.
GRANTED = (Role.DIRECTOR, Role.DEPUTY, Role.HOMEROOM, Role.SECRETARY, Role.ADMINISTRATOR)
EVERYBODY = tuple(Role)
