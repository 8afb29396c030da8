from django.utils.translation import gettext_lazy as _

from schoolmis.ui.menu import RESULTS, STUDENTS, item, under
from students import permissions as may

under(
    RESULTS,
    item("students:results_index", _("Results of the year"), "grid", may.RESULTS, 24),
    item("students:debts", _("Academic debts"), "warning", may.LIST_DEBTS, 25),
    item("students:promotion", _("End of the year"), "move", may.PROMOTE, 26),
    item("students:attestation", _("State attestation"), "medal", may.ATTESTATION, 27),
    item("students:state_documents", _("Documents of education"), "medal", may.STATE_DOCUMENTS, 28),
)
under(
    STUDENTS,
    item("students:list", _("Students"), "people", may.LIST, 20, phone=True),
    item("students:classes", _("Classes"), "list", may.VIEW_CLASS, 21),
    item("students:applications", _("Applications"), "document", may.SEE_APPLICATIONS, 22),
    item("students:certificates", _("Certificates"), "document", may.CERTIFICATES, 23),
    item("students:leavers", _("Leavers"), "leave", may.LEAVING, 29),
    item("students:district", _("Micro-district"), "family", may.DISTRICT, 30),
    item("students:documents", _("Documents that run out"), "document", may.DOCUMENT_LIST, 31),
    item("students:meals", _("Meals"), "grid", may.MEALS, 32),
    item("students:categories", _("Social categories"), "list", may.KEEP_RESTRICTED, 33),
    item("students:likely", _("Likely duplicates"), "people", may.MERGE, 34),
)
