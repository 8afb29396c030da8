"""allauth's pages that the school uses, under allauth's own names; sign-up, e-mail and the rest are not mounted."""

from functools import wraps

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.contrib.auth.views import redirect_to_login
from django.urls import path

from schoolmis.accounts.lockout import remember_device

EVERYBODY, SIGNED_IN = None, ()


def _page(view, *, open_to):
    """allauth's view as one of ours: it says who may open it, and a form sent with faults answers 422."""

    @wraps(view)
    def shown(request, *args, **kwargs):
        if open_to is SIGNED_IN and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        response = view(request, *args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and form is not None and form.errors:
            response.status_code = 422
        if request.method == "POST" and response.status_code == 302 and request.user.is_authenticated:
            remember_device(request, response)
        return response

    # The marks of access.guard, set by hand: this app stands below `access`.
    shown.permissions = open_to
    shown.before_rules = True
    return shown


urlpatterns = [
    path(address, _page(view, open_to=open_to), name=name)
    for address, view, open_to, name in [
        ("login/", account.login, EVERYBODY, "account_login"),
        ("logout/", account.logout, EVERYBODY, "account_logout"),
        ("inactive/", account.account_inactive, EVERYBODY, "account_inactive"),
        ("reauthenticate/", account.reauthenticate, SIGNED_IN, "account_reauthenticate"),
        ("password/change/", account.password_change, SIGNED_IN, "account_change_password"),
        ("2fa/", mfa.index, SIGNED_IN, "mfa_index"),
        ("2fa/authenticate/", mfa.authenticate, EVERYBODY, "mfa_authenticate"),
        ("2fa/reauthenticate/", mfa.reauthenticate, SIGNED_IN, "mfa_reauthenticate"),
        ("2fa/totp/activate/", totp.activate_totp, SIGNED_IN, "mfa_activate_totp"),
        ("2fa/totp/deactivate/", totp.deactivate_totp, SIGNED_IN, "mfa_deactivate_totp"),
        ("2fa/recovery-codes/", recovery.view_recovery_codes, SIGNED_IN, "mfa_view_recovery_codes"),
        ("2fa/recovery-codes/generate/", recovery.generate_recovery_codes, SIGNED_IN, "mfa_generate_recovery_codes"),
        ("2fa/recovery-codes/download/", recovery.download_recovery_codes, SIGNED_IN, "mfa_download_recovery_codes"),
    ]
]
