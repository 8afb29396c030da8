from django.utils.translation import gettext_lazy as _

from schoolmis.ui.menu import item, under
from students import permissions as may

under(
    _("Students"),
    item("students:list", _("Students"), "people", may.LIST, 20, phone=True),
    item("students:classes", _("Classes"), "list", may.VIEW_CLASS, 21),
    item("students:applications", _("Applications"), "document", may.SEE_APPLICATIONS, 22),
    item("students:certificates", _("Certificates"), "document", may.CERTIFICATES, 23),
    item("students:results_index", _("Results of the year"), "grid", may.RESULTS, 24),
    item("students:debts", _("Academic debts"), "warning", may.LIST_DEBTS, 25),
    item("students:promotion", _("End of the year"), "move", may.PROMOTE, 26),
    item("students:attestation", _("State attestation"), "medal", may.ATTESTATION, 27, minor=True),
    item("students:state_documents", _("Documents of education"), "medal", may.STATE_DOCUMENTS, 27, minor=True),
    item("students:district", _("Micro-district"), "family", may.DISTRICT, 28, minor=True),
    item("students:leavers", _("Leavers"), "move", may.LEAVING, 29, minor=True),
    item("students:documents", _("Documents that run out"), "document", may.DOCUMENT_LIST, 30, minor=True),
    item("students:meals", _("Meals"), "grid", may.MEALS, 31, minor=True),
    item("students:likely", _("Likely duplicates"), "people", may.MERGE, 32, minor=True),
    item("students:categories", _("Social categories"), "list", may.KEEP_RESTRICTED, 33, minor=True),
)
