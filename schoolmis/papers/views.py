"""The catalogue of reports and the page of one: parameters above, the paper below, downloads beside."""

from dataclasses import replace
from itertools import groupby

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from schoolmis.audit.pace import EXPORTS, within
from schoolmis.ui.acts import Act

from . import answer, asked, later, page
from . import report as reports
from .builder import Built
from .saving import kept_by_report, layouts_of
from .sheets import shortened
from .words import language

PREVIEW = 3
"""Sheets a heavy report shows on its page."""
ROWS = 300
"""Rows of a sheet that its page shows."""


@login_required
@require_safe
def catalogue(request):
    """What the reader may see, by the app that keeps it."""
    allowed = sorted(reports.catalogue(request.user), key=_place)
    kept = kept_by_report(request.user)
    groups = [
        (label, [(one, kept.get(one.code, ())) for one in group])
        for (_, label), group in groupby(allowed, key=lambda one: _place(one)[:2])
    ]
    return render(request, "papers/catalogue.html", {"title": _("Reports"), "groups": groups})


def _place(report):
    label = report.code.split(".")[0]
    order = list(apps.app_configs)
    if label not in order:
        return len(order), label, report.code
    return order.index(label), apps.get_app_config(label).verbose_name, report.code


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request, code):
    """`?as=pdf|xlsx|docx|csv` downloads; `&show=1` opens the PDF to print; a heavy report is put to work by POST."""
    report = asked.find(code)
    asked.demand(report, request.user)
    form, params = asked.read(report, request.user, request.GET)
    lang, wanted = language(request.GET.get("lang")), request.GET.get("as")
    if params is None:
        return _shown(request, report, form, None, lang)
    if wanted not in answer.RENDERERS:
        params = report.of_page(params)
    asked.demand(report, request.user, params, lang)
    heavy = report.heavy(params)
    if wanted in answer.RENDERERS and (request.method == "POST" or not heavy):
        asked.demand_export(report, request.user, wanted)
        return _file(request, report, form, params, lang, wanted, heavy)
    return _shown(request, report, form, params, lang, heavy)


def _file(request, report, form, params, lang, wanted, heavy):
    if wanted != "pdf":
        within(EXPORTS.of_user(request))
    query = "&".join(part for part in (asked.address(form), f"lang={lang}") if part)
    if heavy:
        mark = answer.on_print(request, report.code, report.title, query, wanted)
        later.make_later(report, request.user, query, wanted, lang, mark)
        messages.success(request, _("The report is being made. You will find it under “Jobs”."))
        return redirect(f"{reverse('papers:report', args=[report.code])}?{query}")
    document = report.build(params, lang)
    mark = answer.on_print(request, report.code, report.title, query, wanted, rows=document.count)
    data = answer.RENDERERS[wanted](replace(document, mark=mark.text(lang)))
    return answer.file(data, f"{report.file_name(params)}-{mark.number}", wanted, inline="show" in request.GET)


def _shown(request, report, form, params, lang, heavy=False):
    document, rows_left_out = None, 0
    if params is not None:
        document, rows_left_out = shortened(report.build(params, lang, limit=PREVIEW if heavy else None), ROWS)
    context = {
        "rows_left_out": rows_left_out,
        "layouts": layouts_of(report, request.user) if isinstance(report, Built) else (),
        "title": report.title,
        "line": report.about,
        "crumbs": [(_("Reports"), reverse("papers:catalogue"))],
        "acts": _acts(report, form, lang, heavy) if document else [],
        "form": form,
        "document": document,
        "paper": page.render(document) if document else "",
        "paper_lang": lang,
    }
    wrong = form is not None and form.is_bound and not form.is_valid()
    return render(request, report.template, context, status=422 if wrong else 200)


def _acts(report, form, lang, heavy):
    query = "&".join(part for part in (asked.address(form), f"lang={lang}") if part)
    here = f"{reverse('papers:report', args=[report.code])}?{query}"
    method = "post" if heavy else "get"
    downloads = [
        Act("XLSX", f"{here}&as=xlsx", report.export_permission, method=method),
        Act("DOCX", f"{here}&as=docx", report.export_permission, method=method),
        Act("CSV", f"{here}&as=csv", report.export_permission, method=method),
        Act("PDF", f"{here}&as=pdf", method=method, main=heavy),
    ]
    if heavy:
        return downloads
    if isinstance(report, Built):
        downloads.insert(0, Act(_("Save the layout"), f"{reverse('papers:save_layout', args=[report.code])}?{query}"))
    return [*downloads, Act(_("Print"), f"{here}&as=pdf&show=1", icon="print", main=True, attrs={"target": "_blank"})]


# Open to everybody who signed in: each view asks the report's own permission.
catalogue.permissions = report_page.permissions = ()
