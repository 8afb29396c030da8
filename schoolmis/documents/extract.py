"""Documents and tasks a person answers for, for the extract of personal data (R1-1.2a)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.documents.models import Document, Task
from schoolmis.people.extract import day, section


@section(gettext_lazy("Tasks and documents to answer for"), order=29)
def tasks(person):
    mine = Task.objects.filter(person=person).select_related("instruction").order_by("pk")
    answers = Document.objects.filter(responsible=person).order_by("pk")
    return [_("What"), _("From"), _("Deadline"), _("What was done")], [
        *(
            (str(one.instruction), day(one.instruction.given_on), day(one.instruction.due_on), one.report)
            for one in mine
        ),
        *((str(one), "", "", "") for one in answers),
    ]


def _task(one):
    return str(one.instruction), day(one.instruction.given_on), day(one.instruction.due_on), one.report
