"""The one door of stored files: 404 unless a row that holds the file is the reader's to see."""

from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schoolmis.audit.book import record
from schoolmis.files.answer import send
from schoolmis.files.models import StoredFile
from schoolmis.files.owners import may_open

SHOWN = {"pdf", "jpeg"}


@require_safe
def stored_file(request, pk) -> FileResponse:
    """R1-1.2d: every look at a paper is booked. PDF and pictures open in the browser, the rest is downloaded."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    stored = get_object_or_404(StoredFile, pk=pk)
    if not may_open(request.user, stored):
        raise Http404(_("There is no such page, or it is not yours to see."))
    record("files.open", stored, by=request.user)
    return send(stored.content, stored.name, inline=stored.kind in SHOWN)


stored_file.permissions = ()
