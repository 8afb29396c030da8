"""Records that may be one person: the school's list, two side by side, and what became of them (R1-1.2c)."""

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schoolmis.access.guard import guard
from schoolmis.people.likeness import suspected
from schoolmis.people.models import Comparison, Person
from schoolmis.ui.dates import date_short
from schoolmis.ui.forms import form_page, tried
from schoolmis.ui.names import mask_pin
from students import actions, permissions
from students.actions.keeping import consented
from students.actions.merging import FACTS
from students.forms import CompareForm
from students.likely import who
from students.models import Student
from students.rules.keeping import NAMES
from students.views.common import card_url
from students.words import MOVED

MOST = 200


def _crumbs():
    return [(_("Students"), reverse("students:list")), (_("Likely duplicates"), reverse("students:likely"))]


@guard(permissions.MERGE)
@require_safe
def likely_list(request):
    """Pairs of the whole school that look like one person, and the records merged so far."""
    pairs = suspected(MOST)
    roles = who({one.pk: one for pair in pairs for one in pair[:2]}.values()) if pairs else {}
    merged = Comparison.objects.filter(same=True).select_related("kept", "other", "by")[:30]
    context = {
        "title": _("Likely duplicates"),
        "line": _("Records that may be one person. Nothing is merged by itself."),
        "crumbs": _crumbs()[:1],
        "pairs": [(pair, roles[pair.one.pk], roles[pair.other.pk]) for pair in pairs],
        "merged": list(merged),
        "cut": len(pairs) == MOST,
    }
    return render(request, "students/likely.html", context)


def _open(person) -> bool:
    """A student without a consent in force shows the name alone here too (R1-6.2)."""
    return not hasattr(person, "student") or consented(person)


def _sides(one, other):
    """[(label, left, right, differs)] of both records; a PIN is masked here too."""
    rows, shown = [], {person.pk: _open(person) for person in (one, other)}
    for name in FACTS:
        field = Person._meta.get_field(name)
        left, right = (_text(person, name) if name in NAMES or shown[person.pk] else "" for person in (one, other))
        if left or right:
            rows.append((field.verbose_name, left, right, left != right))
    return rows


def _text(person, name):
    if name == "pin":
        return mask_pin(person.pin) if person.pin else ""
    if name == "sex":
        return person.get_sex_display()
    value = getattr(person, name)
    return date_short(value) if hasattr(value, "year") else value or ""


@guard(permissions.MERGE)
def likely_pair(request, one, other):
    """Side by side, and one decision: one person, or two."""
    people = Person.objects.filter(merged_into=None).in_bulk([one, other])
    if len(people) < 2:
        raise Http404(_("There is no such page, or it is not yours to see."))
    one, other = people[one], people[other]
    form, done = CompareForm(request.POST or None), {}
    if request.method == "POST" and form.is_valid():
        verdict, reason = form.cleaned_data["verdict"], form.cleaned_data["reason"]
        if tried(form, lambda: done.update(row=_decide(one, other, verdict, reason, request.user))):
            if done["row"].same:
                messages.success(request, _("The records are one now."))
                return redirect("students:merged", done["row"].pk)
            messages.success(request, _("They are two people: they are not asked about again."))
            return redirect("students:likely")
    roles = who([one, other])
    return form_page(
        request,
        form,
        title=_("One person or two?"),
        template="students/likely_pair.html",
        crumbs=_crumbs(),
        cancel=reverse("students:likely"),
        submit=_("Confirm"),
        confirm=_("A merge cannot be undone. Go on?"),
        sides=_sides(one, other),
        one=one,
        other=other,
        roles=(roles[one.pk], roles[other.pk]),
    )


def _decide(one, other, verdict, reason, by):
    if verdict == CompareForm.TWO:
        return actions.tell_apart(one, other, reason=reason, by=by)
    kept, gone = (one, other) if verdict == CompareForm.ONE else (other, one)
    try:
        return actions.merge_people(kept, gone, reason=reason, by=by)
    except ValidationError as refused:
        raise ValidationError(refused.messages) from None


@guard(permissions.MERGE)
@require_safe
def merged(request, pk):
    """R1-1.2d: who merged what, when, why, and what went where; both old states as they stood."""
    rows = Comparison.objects.filter(same=True).select_related("kept", "other", "by")
    row = get_object_or_404(rows, pk=pk)
    student = Student.objects.filter(person=row.kept).first()
    before, labels = row.before, {name: Person._meta.get_field(name).verbose_name for name in FACTS}
    sides = [
        (labels[name], _hidden(name, before["kept"][name]), _hidden(name, before["other"][name]))
        for name in FACTS
        if before["kept"].get(name) or before["other"].get(name)
    ]
    context = {
        "title": _("Merged records"),
        "line": str(row.kept),
        "crumbs": _crumbs(),
        "row": row,
        "sides": sides,
        "moved": [(_model(label), len(ids)) for label, ids in sorted(row.moved.items())],
        "card": card_url(student) if student else "",
    }
    return render(request, "students/merged.html", context)


def _hidden(name, value):
    return mask_pin(value) if name == "pin" and value else value


def _model(label):
    return MOVED.get(label) or apps.get_model(label)._meta.verbose_name
