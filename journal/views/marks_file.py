"""The journal's marks as a workbook."""

import io

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from journal import grid as grids
from journal import permissions, policy
from journal.marks_file import file_name, workbook
from schoolmis.access.guard import guard
from schoolmis.audit.exports import book_export
from schoolmis.audit.pace import EXPORTS, within
from schoolmis.ui.lists.export import XLSX


@guard(permissions.EXPORT_MARKS)
@require_safe
def marks_file(request, pk, number):
    """R3-3i: a term of a journal to fill in an office program; the import reads it as it stands."""
    section = policy.section_for(permissions.EXPORT_MARKS, request.user, pk)
    term = get_object_or_404(section.periods(), number=number)
    within(EXPORTS.of_user(request))
    grid = grids.read(section, term, [])
    name = f"{section.group} · {section.subject} · {term}"
    mark = book_export(permissions.EXPORT_MARKS.code, by=request.user, name=name, format="xlsx", rows=len(grid.roster))
    content = io.BytesIO(workbook(grid, mark.text()))
    return FileResponse(content, as_attachment=True, filename=file_name(grid), content_type=XLSX)
