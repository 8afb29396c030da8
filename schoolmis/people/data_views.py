"""The right of R1-1.2a: a person sees and takes away what is held about them, and who looked at it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schoolmis.access.guard import signed_in
from schoolmis.audit.book import record
from schoolmis.papers import answer, page
from schoolmis.papers.words import language
from schoolmis.people import permissions
from schoolmis.people.models import Person
from schoolmis.people.own_data import OwnData, OwnDataPaper, as_json
from schoolmis.ui.acts import Act

SHEETS = OwnData()


@signed_in
@require_safe
def own(request):
    """One's own extract; whoever has no record here is told so."""
    person = Person.objects.filter(user=request.user).first()
    if person:
        return redirect("own_data:extract", person.pk)
    return render(request, "people/no_data.html", {"title": SHEETS.title})


@signed_in
@require_safe
def extract(request, pk):
    """R1-1.2d: every look and every copy is booked, one's own too."""
    person = permissions.OWN_DATA.get(request.user, Person.objects.select_related("user"), pk=pk)
    lang, wanted = language(request.GET.get("lang")), request.GET.get("as", "")
    record("people.extract", person, by=request.user, format=wanted or "page")
    if wanted == "json":
        return _json(request, person, lang)
    if wanted == "pdf":
        return answer.file(
            OwnDataPaper().render([(person, request.user)], lang), f"extract-{pk}", wanted, inline="show" in request.GET
        )
    document = SHEETS.build({"person": person, "reader": request.user}, lang)
    if wanted == "xlsx":
        return answer.file(answer.RENDERERS[wanted](document), f"extract-{pk}", wanted)
    return _page(request, person, document, lang)


def _json(request, person, lang):
    response = HttpResponse(as_json(person, lang, request.user), content_type="application/json")
    response["Content-Disposition"] = content_disposition_header(True, f"extract-{person.pk}.json")
    response["Cache-Control"] = "private, no-store"
    return response


def _page(request, person, document, lang):
    here = f"{reverse('own_data:extract', args=[person.pk])}?lang={lang}"
    acts = [Act(word, f"{here}&as={word.lower()}") for word in ("JSON", "XLSX", "PDF")]
    acts.append(Act(_("Print"), f"{here}&as=pdf&show=1", icon="print", main=True, attrs={"target": "_blank"}))
    context = {
        "title": SHEETS.title,
        "line": str(person),
        "acts": acts,
        "document": document,
        "paper": page.render(document),
        "paper_lang": lang,
    }
    return render(request, "people/extract.html", context)
