from django.utils.translation import gettext_lazy as _

from schoolmis.access import Role, permit

VIEW = permit("orders.view", _("See orders"), [Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY], clause="R7-3")
DRAFT = permit("orders.draft", _("Draft orders"), [Role.DIRECTOR, Role.SECRETARY], clause="R1-5.1a")
SIGN = permit("orders.sign", _("Sign orders"), [Role.DIRECTOR], clause="R3-5.1b")
REVOKE = permit("orders.revoke", _("Revoke orders"), [Role.DIRECTOR], clause="R3-5.1b")
ACQUAINT = permit(
    "orders.acquaint",
    _("Keep scans and the lists of those who read orders"),
    [Role.DIRECTOR, Role.SECRETARY],
    clause="R1-5.1c",
)
EXPORT = permit("orders.export", _("Export the list of orders"), [Role.DIRECTOR, Role.SECRETARY], clause="R1-3.1e")
