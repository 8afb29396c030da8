from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from schoolmis.access.guard import public
from schoolmis.help import guide
from schoolmis.help.links import for_reader


@public
def index(request):
    """The guide's contents; open to everybody, since it tells how to sign in."""
    return render(request, "help/index.html", {"title": _("Help"), "pages": guide.pages()})


@public
def page(request, slug):
    found = guide.page(slug)
    if found is None:
        raise Http404(_("The guide has no such page."))
    context = {"title": found.title, "line": found.about, "crumbs": [(_("Help"), reverse("help:index"))], "page": found}
    context["html"] = for_reader(found.html, request.user)
    return render(request, "help/page.html", context)
