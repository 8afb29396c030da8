"""Slips on paper: the codes are known only while they are printed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.slips import PaperSlip, slips_response
from students import actions


def slips_answer(request, wanted, *, back):
    """New slips for `wanted` [(student, people)] as one PDF; a person of several students gets one slip."""
    given, seen = [], set()
    try:
        with transaction.atomic():
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
    return slips_response(request, [_paper(one) for one in given])


def _paper(one):
    """Whose it is: the student's class, or whose parent the person is."""
    place = one.student.placements.on(clock.today()).select_related("school_class").first()
    label = f"{place.school_class}" if place else ""
    if one.person.pk == one.student.person_id:
        note = _("Student, class %(class)s") % {"class": label}
    else:
        note = _("Parent: %(name)s, %(class)s") % {"name": one.student.person.short_name, "class": label}
    return PaperSlip(one.person.short_name, note, one.user.username, one.code)
