"""Acts of bodies and protocols in words, and who may open a protocol's scan."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis.audit.words import declare
from schoolmis.files.owners import owner
from schoolmis.orders import permissions
from schoolmis.orders.models import Protocol

declare(
    {
        "orders.open_body": _("Body set up"),
        "orders.change_body": _("Body changed"),
        "orders.close_body": _("Body closed"),
        "orders.seat": _("Members named"),
        "orders.end_seat": _("Membership ended"),
        "orders.add_outsider": _("Person from outside added"),
        "orders.draft_protocol": _("Drafted"),
        "orders.change_protocol": pgettext_lazy("act", "Changed"),
        "orders.sign_protocol": _("Registered as signed"),
        "orders.annul_protocol": _("Annulled"),
        "orders.keep_protocol_scan": _("Scan attached"),
        "orders.set_protocol_number": _("Next protocol number set"),
        "orders.export_protocols": _("List exported"),
        "files.keep": _("File taken in"),
        "files.open": _("File opened"),
    }
)
owner(lambda stored: Protocol.objects.filter(scan=stored).first(), permissions.VIEW_BODIES)
