from django.utils.translation import gettext_lazy as _

from schoolmis.access import Role, permit

VIEW_STAFF = permit("people.view_staff", _("See staff"), [Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY], clause="R1-2.2a")
KEEP_STAFF = permit("people.keep_staff", _("Keep staff records"), [Role.DIRECTOR, Role.SECRETARY], clause="R1-2.2a")
