"""Slips on paper: the codes are known only while they are printed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from students import actions


def slips_answer(request, wanted, *, back):
    """New slips for `wanted` [(student, people)] as one paper; a person of several students gets one slip."""
    given, seen = [], set()
    try:
        for student, people in wanted:
            fresh = [person for person in people if person.pk not in seen]
            seen.update(person.pk for person in fresh)
            given += actions.give_slips(student, fresh, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(back)
    if not given:
        messages.error(request, _("Nobody here may have a slip: there is no consent in force."))
        return redirect(back)
    return render(request, "students/slips.html", {"title": _("Sign-in slips"), "given": given, "back": back})
