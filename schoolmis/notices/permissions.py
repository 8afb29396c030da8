from django.utils.translation import gettext_lazy as _

from schoolmis.access import Role, permit

REST = permit(
    "notices.set_rest",
    _("Set the hours of rest for notices"),
    [Role.DIRECTOR, Role.ADMINISTRATOR],
    clause="R1-2.2d",
)
