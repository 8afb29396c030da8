from django.utils.translation import override
from django.views.decorators.http import require_safe

from schoolmis.access.guard import guard
from schoolmis.papers.answer import printed
from schoolmis.papers.words import language
from students import permissions
from students.file_paper import PersonalFile
from students.personal_file import story_of
from students.views.common import kept


@guard(permissions.PERSONAL_FILE)
@require_safe
def personal_file(request, pk):
    """R7-3.6, domain §4.3: the personal file with its list of contents; the print is booked."""
    student = kept(request, pk, permissions.PERSONAL_FILE)
    full = permissions.FULL_PIN.allows(request.user, student).ok
    with override(language(request.GET.get("lang"))):  # subjects and steps are said in the paper's language
        story = story_of(student, full_pin=full)
    return printed(request, PersonalFile(), [story], f"file-{student.pk}")
