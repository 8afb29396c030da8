"""The reader's own account, joining with a slip, the rules of use; answers to locked accounts and stale forms."""

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from schoolmis.accounts import actions, sections
from schoolmis.accounts.forms import JoinForm
from schoolmis.accounts.lockout import remember_device
from schoolmis.accounts.models import Rules
from schoolmis.audit.pace import SLIPS, within
from schoolmis.ui.forms import status_of
from schoolmis.ui.prose import prose


def account(request):
    """Who I am here, how I sign in, what I may do and by which order."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    context = {"title": _("My account"), "line": request.user.name, "sections": sections.of(request)}
    return render(request, "accounts/account.html", context)


@never_cache
@sensitive_post_parameters("code", "password", "again")
def join(request):
    """The first sign-in: login and code from the slip, a password of one's own, the rules of use (R3-7.1)."""
    if request.user.is_authenticated and request.method == "POST":
        logout(request)  # the phone's former user has handed it over
    rules = Rules.objects.first()
    form = JoinForm(request.POST or None, rules=rules)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            user = actions.enter_with_slip(given["login"], given["code"], given["password"])
        except ValidationError as wrong:
            within(SLIPS.of_address(request))
            form.add_error("code", wrong)
        else:
            if rules:
                actions.accept_rules(rules, by=user)
            response = perform_login(request, user, redirect_url=settings.LOGIN_REDIRECT_URL)
            if request.user.is_authenticated:
                remember_device(request, response)
            return response
    context = {"title": _("First sign-in"), "form": form, "rules": rules and prose(rules.text), "version": rules}
    return render(request, "accounts/join.html", context, status=status_of(form))


def rules(request):
    """R3-7.1: nobody goes on before the rules of use in force are accepted."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    found = Rules.objects.first()
    if found is None:
        return redirect("/")
    target = request.POST.get("next", "") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    if request.method == "POST":
        actions.accept_rules(found, by=request.user)
        request.session["rules"] = found.version
        messages.success(request, _("Thank you. The rules of use are accepted."))
        return redirect(target)
    context = {
        "title": _("Rules of use"),
        "rules": found,
        "text": prose(found.text),
        "next": target,
        "accepted": found.rulesaccepted_set.filter(user=request.user).first(),
        "is_new": found.version > 1,
    }
    return render(request, "accounts/rules.html", context)


# The marks of access.guard, set by hand: this app stands below `access`.
join.permissions = None
account.permissions = rules.permissions = ()
account.before_rules = rules.before_rules = True


def locked_out(request, credentials, *args, **kwargs):
    """Too many wrong passwords for one account: it rests for a quarter of an hour."""
    return render(request, "429.html", status=429)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
