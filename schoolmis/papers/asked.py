"""What a reader asks of a report: parameters from the address, and whether they may have it."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.utils import translation

from . import report as reports

OWN = ("as", "lang", "show")
"""Names in the address that are the page's, not the report's form's."""


TICKS = (forms.BooleanField, forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


def find(code):
    found = reports.get(code)
    if found is None:
        raise Http404(code)
    return found


def demand(report, user, params=None, lang=None):
    """Raise PermissionDenied with the reason: for the report, and for what each of its sheets is about.

    The sheets are read in `lang`, for their words go onto the paper.
    """
    subjects = [None]
    if params is not None:
        with translation.override(lang or translation.get_language()):
            subjects += [report.subject(section) for section in report.parts(params)]
    for subject in dict.fromkeys(subjects):
        decision = report.permission.allows(user) if subject is None else report.permission.allows(user, subject)
        if not decision.ok:
            raise PermissionDenied(decision.reason)


def demand_export(report, user, format):
    """R1-3.1e: a file that can be worked on is a right of its own; a PDF is the paper one sees."""
    right = report.export_permission
    if format in ("xlsx", "docx", "csv") and right is not None:
        decision = right.allows(user)
        if not decision.ok:
            raise PermissionDenied(decision.reason)


def read(report, user, query):
    """(form or None, params or None): params are None while the form wants something.

    What the address does not name takes its first value; only a tick that the form sent without (`lang` is there then)
    stays off, for that is how a browser says it.
    """
    if report.form_class is None:
        return None, {}
    given = QueryDict(mutable=True)
    for name in query:
        if name not in OWN:
            given.setlist(name, query.getlist(name))
    # The form is made once more only for a link that leaves out something it cannot do without.
    fields = report.form_class.base_fields
    left_out = {name for name in fields if name not in given}
    if "lang" in query:
        left_out = {name for name in left_out if fields[name].required and not isinstance(fields[name], TICKS)}
    if left_out:
        for name, values in first_values(report.form_class(user=user)).lists():
            if name in left_out:
                given.setlist(name, values)
    form = report.form_class(given, user=user)
    if form.is_valid():
        return form, form.cleaned_data
    asked = any(name in form.fields for name in query)
    return (form if asked else report.form_class(user=user)), None


def first_values(form):
    """What the form would send if nobody touched it."""
    data = QueryDict(mutable=True)
    for name, field in form.fields.items():
        value = field.prepare_value(form.get_initial_for_field(field, name))
        if isinstance(value, list | tuple):
            data.setlist(form.add_prefix(name), [str(one) for one in value])
        elif value not in (None, "", False):
            data[form.add_prefix(name)] = str(value)
    return data


def address(form):
    """The parameters as the address carries them, also when they are the form's first values."""
    return form.data.urlencode() if form is not None and form.is_bound else ""
