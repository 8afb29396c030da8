"""The rules of use in all their versions; publishing a new one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from schoolmis.access.guard import guard, signed_in
from schoolmis.accounts.models import Rules
from schoolmis.documents import actions, permissions
from schoolmis.documents.forms import RulesForm
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page
from schoolmis.ui.prose import prose


@signed_in
def index(request):
    """R3-6.3: the rules of use as a document with versions."""
    versions = Rules.objects.annotate(accepted=Count("rulesaccepted"))
    acts = [Act(_("Publish a new version"), reverse("documents:publish"), permissions.PUBLISH, icon="edit", main=True)]
    context = {"title": _("Rules of use"), "versions": versions, "acts": acts}
    return render(request, "documents/index.html", context)


@signed_in
def rules(request, version):
    found = get_object_or_404(Rules, version=version)
    context = {
        "title": _("Rules of use, version %(n)s") % {"n": version},
        "crumbs": [(_("Rules of use"), reverse("documents:index"))],
        "rules": found,
        "text": prose(found.text),
        "is_last": not Rules.objects.filter(version__gt=version).exists(),
    }
    return render(request, "documents/rules.html", context)


@guard(permissions.PUBLISH)
def publish(request):
    last = Rules.objects.first()
    first = {"text_ky": last.text_ky, "text_ru": last.text_ru} if last else {}
    form = RulesForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.publish_rules(**form.cleaned_data, by=request.user)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(
                request, _("Version %(n)s is in force. Everybody accepts it before going on.") % {"n": made}
            )
            return redirect("documents:index")
    return form_page(
        request,
        form,
        title=_("New version of the rules of use"),
        submit=_("Publish"),
        cancel=reverse("documents:index"),
        confirm=_("Publish? Everybody will be asked to accept the new version."),
    )
