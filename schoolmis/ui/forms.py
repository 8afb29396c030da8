"""Forms with the school's look; templates/school/ is the crispy template pack behind them."""

from datetime import date, time

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from schoolmis.ui.dates import date_short

from .pick import Searching

DASHES = "---------"
"""Django's label of no choice; the house's is «—»."""


class _Looks:
    """`{% crispy form %}` draws the fields alone; the page brings <form>, token and buttons."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if getattr(field, "empty_label", None) == DASHES:
                field.empty_label = "—"
            elif isinstance(field, forms.TypedChoiceField) and ("", DASHES) in (choices := list(field.choices)):
                field.choices = [("", "—") if choice == ("", DASHES) else choice for choice in choices]

    @cached_property
    def helper(self):
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        helper.template_pack = "school"
        layout = self.layout()
        if layout is not None:
            helper.layout = layout
        return helper

    def layout(self):
        """Return a crispy Layout to group fields in `Section` and `Pair`; None keeps the fields' order."""
        return

    def has_sheets(self):
        """Whether the layout brings its own sheets; a page draws one around the fields otherwise."""
        return _has_sheets(self.layout() or ())


def _has_sheets(parts):
    return any(isinstance(part, Fieldset) or _has_sheets(getattr(part, "fields", ())) for part in parts)


class SchoolForm(_Looks, Searching, forms.Form):
    pass


class SchoolModelForm(_Looks, Searching, forms.ModelForm):
    pass


class AnnulForm(SchoolForm):
    """Nothing official is deleted: it stays, annulled by a reason."""

    why = forms.CharField(label=_("Why it is annulled"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class Section(Fieldset):
    """A sheet with a title: Section(_("Basis"), "basis", Pair("number", "date"))."""

    template = "school/layout/section.html"


class Folded(Fieldset):
    """Fields that few need, opened by a click; open from the start where one of them is filled in or wrong."""

    template = "school/layout/folded.html"


class Pair(Div):
    """Fields side by side where there is room."""

    def __init__(self, *fields, **kwargs):
        super().__init__(*fields, css_class="pair", **kwargs)


def refuse(form, problem) -> None:
    """What an act refuses stands at its field where the form has it, else above the form; nothing typed is lost."""
    for name, errors in getattr(problem, "error_dict", {None: problem}).items():
        form.add_error(name if name in form.fields else None, errors)


def tried(form, act) -> bool:
    """Run `act`; False where it refuses, the refusal then stands at the form."""
    try:
        act()
    except ValidationError as problem:
        if hasattr(problem, "stored"):
            show_both(form, problem)
        else:
            refuse(form, problem)
        return False
    return True


def show_both(form, conflict) -> None:
    """Somebody saved meanwhile: what was typed stays in the fields, what is stored stands under them, or above the form
    under None; saving again is then on purpose. `conflict`: its `stored` {field: value}, `version` and `field` of it.
    """
    typed = dict(form.cleaned_data)
    refuse(form, conflict)
    for name, value in conflict.stored.items():
        if name is None or (name in form.fields and value != typed.get(name)):
            form.add_error(name, _stored(value))
    form.data = form.data.copy()
    form.data[form.add_prefix(conflict.field)] = str(conflict.version)


def show_newer(form, stored) -> None:
    """Where `stored` is newer than what the reader saw, its values stand under what was typed; saving again is then on
    purpose. The form keeps the version that was seen in its field `version`.
    """
    if "version" not in form.fields or stored.version == form.cleaned_data.get("version"):
        return
    for name in form.fields:
        if name != "version" and hasattr(stored, name) and getattr(stored, name) != form.cleaned_data.get(name):
            form.add_error(name, _stored(getattr(stored, name)))
    form.data = form.data.copy()
    form.data["version"] = str(stored.version)


def _stored(value):
    if isinstance(value, bool):
        value = _("yes") if value else _("no")
    elif isinstance(value, time):
        value = f"{value:%H:%M}"
    elif isinstance(value, date):
        value = date_short(value)
    return _("Stored meanwhile: %(value)s") % {"value": value or "—"}


def status_of(form):
    """422 for a form sent with errors, 200 for one that is only shown."""
    forms_ = form if isinstance(form, (list, tuple)) else [form]
    return 422 if any(one.is_bound and one.errors for one in forms_) else 200


def form_page(request, form, *, title, template="ui/form_page.html", submit=None, cancel="", **context):
    """A page of one form; status 422 and everything typed kept when it was sent with errors.

    Context for the template: title, line, crumbs, acts, submit (the word on the button), cancel (an address),
    danger (the button is red), note (a sentence beside the buttons), confirm (a question asked before sending).
    """
    context = {"form": form, "title": title, "submit": submit or _("Save"), "cancel": cancel, **context}
    return render(request, template, context, status=status_of(form))
