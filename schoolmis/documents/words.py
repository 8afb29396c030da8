"""Acts of documents in words, and who may open their files."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis.audit.words import declare
from schoolmis.documents import permissions
from schoolmis.documents.models import Document
from schoolmis.files.owners import owner

declare(
    {
        "documents.register": _("Document registered"),
        "documents.change": pgettext_lazy("act", "Changed"),
        "documents.resolve": _("Resolution written"),
        "documents.complete": _("Marked as done"),
        "documents.file": _("Put into the case"),
        "documents.attach": _("File attached"),
        "documents.keep_kind": _("Kind of document added"),
        "documents.keep_case": _("Case added"),
        "documents.begin": _("Lists of documents begun"),
        "documents.export": _("List exported"),
        "documents.instruct": _("Instruction given"),
        "documents.read_instruction": _("Instruction read"),
        "documents.report_task": _("Reported"),
        "documents.accept_task": _("Accepted"),
        "documents.return_task": _("Returned"),
        "documents.annul_instruction": _("Instruction annulled"),
        "documents.set_next_number": _("Next number of a register set"),
        "documents.import": _("Register imported"),
        "documents.read_files": _("Words inside files read"),
    }
)
owner(lambda stored: Document.objects.filter(files__stored=stored).first(), permissions.VIEW)
