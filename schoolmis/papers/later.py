"""A long report as a job: the worker asks again for the owner, so a right lost meanwhile is not used."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from schoolmis.jobs.queue import deliver, enqueue, job, progress

from . import answer, asked

JOB = "papers.report"


def make_later(report, user, query, format, lang, mark=None):
    asked_for = {"code": report.code, "query": query, "format": format, "lang": lang}
    if mark:
        asked_for |= {"mark": mark.text(lang), "number": mark.number}
    return enqueue(JOB, owner=user, title=str(report.title), **asked_for)


def demand(user, code, query, format, lang, mark="", number=None):
    """The report's own permission and that of the export, asked anew for what it was made of."""
    report = asked.find(code)
    asked.demand_export(report, user, format)
    _form, params = asked.read(report, user, QueryDict(query))
    asked.demand(report, user, params, lang)


@job(JOB, demand)
def make(running, code, query, format, lang, mark="", number=None):
    report = asked.find(code)
    _form, params = asked.read(report, running.owner, QueryDict(query))
    if params is None:
        raise ValidationError(_("What the report was asked for no longer exists. Open it again and choose anew."))
    asked.demand(report, running.owner, params, lang)
    document = report.build(params, lang, on_sheet=lambda done, total: progress(running, done, total))
    name = "-".join(str(part) for part in (report.file_name(params), number) if part)
    deliver(running, f"{name}.{format}", answer.RENDERERS[format](replace(document, mark=mark)))
