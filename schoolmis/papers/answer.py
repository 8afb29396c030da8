"""A paper on its way out: the file as an answer, and the entry that it was printed."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from schoolmis.audit.exports import PRINT, book_export

from . import csv, docx, pdf, xlsx
from .words import language

RENDERERS = {"pdf": pdf.render, "xlsx": xlsx.render, "docx": docx.render, "csv": csv.render}
TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
}


def on_print(request, code, title, params, format, rows=None):
    """Book an export or a print: what, of what, as what; its Mark. `params` is plain text (the address's query)."""
    return book_export(PRINT, by=request.user, name=title, format=format, report=code, params=str(params), rows=rows)


def file(data, name, format, inline=False):
    """`data` as a download, or shown by the browser when `inline`; `name` without its ending."""
    answer = HttpResponse(data, content_type=TYPES[format])
    answer["Content-Disposition"] = content_disposition_header(not inline, f"{name}.{format}")
    answer["Cache-Control"] = "private, no-store"
    return answer


def printed(request, form, subjects, name, inline=True):
    """Print `subjects` with a `PrintedForm`, book it, answer the PDF. The view has asked the permission already."""
    subjects = list(subjects)
    lang = language(request.GET.get("lang"))
    data = form.render(subjects, lang)
    names = "; ".join(form.name(one, lang) for one in subjects[:30])
    on_print(request, form.code, form.title, names, "pdf", rows=len(subjects))
    return file(data, name, "pdf", inline)
