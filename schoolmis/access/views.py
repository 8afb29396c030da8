"""Rights on paper and screen: the matrix, the holders, the second step by role; and the answer to a refusal."""

from urllib.parse import quote

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from schoolmis import clock
from schoolmis.access import actions, matrix, permissions
from schoolmis.access.guard import guard
from schoolmis.access.lists import HolderList
from schoolmis.access.models import RoleGrant, SecondFactor
from schoolmis.access.roles import GRANTED, Role
from schoolmis.ui.acts import Act


@guard(permissions.VIEW)
def rights(request):
    """R3-5.1b: which right each role has; people get roles by order only."""
    context = {
        "title": _("Rights of the roles"),
        "line": _("A role is given by a signed order; what it may do stands here."),
        "roles": list(Role),
        "groups": matrix.groups(),
        "acts": [
            Act(_("What was exported"), reverse("access:exports"), permissions.EXPORTS, icon="download"),
            Act(_("Second step"), reverse("access:second_factor"), permissions.SECOND_FACTOR, icon="shield"),
            Act(_("Who holds which right"), reverse("access:holders"), permissions.VIEW, icon="people", main=True),
        ],
    }
    return render(request, "access/rights.html", context)


@guard(permissions.VIEW)
def holders(request):
    """Every role given by an order in force today."""
    found = RoleGrant.objects.on(clock.today()).select_related("user", "order", "school_class")
    acts = [Act(_("Print"), reverse("papers:report", args=["access.holders"]), permissions.VIEW, icon="print")]
    return HolderList(found).response(request, acts=acts, crumbs=[(_("Rights of the roles"), reverse("access:rights"))])


@require_POST
@guard(permissions.SECOND_FACTOR)
def drop_second_factor(request, pk):
    """For somebody who has lost the phone and the recovery codes."""
    user = get_object_or_404(get_user_model(), pk=pk)
    actions.drop_second_factor(user, by=request.user)
    messages.success(request, _("%(name)s now signs in with the password alone.") % {"name": user})
    return redirect("access:second_factor")


@guard(permissions.SECOND_FACTOR)
def second_factor(request):
    """R1-3.1e: a role whose holders sign in with a code from an app beside the password."""
    if request.method == "POST" and request.POST.get("role") in GRANTED + (Role.TEACHER,):
        role, on = Role(request.POST["role"]), request.POST.get("on") == "1"
        actions.require_second_factor(role, on=on, by=request.user)
        messages.success(request, _("Saved. It holds from the next page each of them opens."))
        return redirect("access:second_factor")
    held = set(SecondFactor.objects.values_list("role", flat=True))
    context = {
        "title": _("Second step of sign-in"),
        "line": _("After the password a code from an app on the phone is asked."),
        "crumbs": [(_("Rights of the roles"), reverse("access:rights"))],
        "holders": Authenticator.objects.filter(type=Authenticator.Type.TOTP)
        .select_related("user")
        .order_by("user__name"),
        "rows": [(role, role in held) for role in GRANTED + (Role.TEACHER,)],
    }
    return render(request, "access/second_factor.html", context)


def denied(request, exception=None):
    """403 with the reason; a script gets it in a header too."""
    reason = str(exception or "")
    response = render(request, "403.html", {"exception": reason}, status=403)
    if reason:
        response["X-Reason"] = quote(reason)
    return response
