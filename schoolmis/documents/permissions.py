from django.utils.translation import gettext_lazy as _

from schoolmis.access import Role, permit

PUBLISH = permit("documents.publish_rules", _("Publish the rules of use"), [Role.DIRECTOR], clause="R3-6.3")
