from django.views.decorators.http import require_safe

from schoolmis.access.guard import guard
from schoolmis.papers.answer import printed
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
    return printed(request, PersonalFile(), [story_of(student, full_pin=full)], f"file-{student.pk}")
