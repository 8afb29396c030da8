"""What people type at the door: password, code of the second factor, slip."""

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from schoolmis.accounts import lockout
from schoolmis.accounts.models import User
from schoolmis.ui.forms import SchoolForm

WARN_FROM = 3


class SignInForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in [
            ("login", _("Login")),
            ("password", _("Password")),
            ("remember", _("Remember me on this device")),
        ]:
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")
        self.fields["password"].help_text = ""
        self.fields["remember"].help_text = _("Do not tick this on a computer that others use.")

    def clean(self):
        try:
            return super().clean()
        except ValidationError as wrong:
            left = lockout.tries_left(self.request, self.cleaned_data["login"].lower())
            if 0 < left <= WARN_FROM:
                more = ngettext(
                    "%(n)s try is left, then you wait 15 minutes.",
                    "%(n)s tries are left, then you wait 15 minutes.",
                    left,
                ) % {"n": left}
                raise ValidationError([*wrong.messages, more]) from wrong
            raise


class PasswordForm(ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in [
            ("oldpassword", _("Present password")),
            ("password1", _("New password")),
            ("password2", _("New password once more")),
        ]:
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["password1"].help_text = password_hint


password_hint = _("At least 8 characters: letters and digits, not your name and not a common word.")


class _Counted:
    """A second factor cannot be guessed without end: its failures count into the account's lockout."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the app, or a recovery code")
        self.fields["code"].widget.attrs.pop("placeholder", None)
        self.fields["code"].widget.attrs.update(autocapitalize="none", spellcheck="false", autofocus=True)

    def clean_code(self):
        if lockout.is_locked(context.request, self.user.username):
            raise ValidationError(_("Too many wrong codes. Wait 15 minutes and try again."))
        try:
            return super().clean_code()
        except ValidationError:
            lockout.count_failure(context.request, self.user.username)
            raise


class CodeForm(_Counted, mfa.AuthenticateForm):
    pass


class CodeAgainForm(_Counted, mfa.ReauthenticateForm):
    pass


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        self.fields["password"].widget.attrs.pop("placeholder", None)


class FirstCodeForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Six digits from the app")
        self.fields["code"].widget.attrs.pop("placeholder", None)
        self.fields["code"].widget.attrs.update(inputmode="numeric")


class JoinForm(SchoolForm):
    """A slip's login and code, and a password of one's own."""

    login = forms.CharField(label=_("Login"), max_length=60)
    code = forms.CharField(
        label=_("Code from the slip"),
        max_length=20,
        help_text=_("Eight letters and digits; spaces and case do not matter."),
    )
    password = forms.CharField(label=_("Think of a password"), max_length=128, strip=False, help_text=password_hint)
    again = forms.CharField(label=_("The password once more"), max_length=128, strip=False)
    accept = forms.BooleanField(label=_("I have read the rules of use and accept them"))

    def __init__(self, *args, rules, **kwargs):
        super().__init__(*args, **kwargs)
        plain = {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["login"].widget.attrs.update(plain, autocomplete="username")
        self.fields["code"].widget.attrs.update(autocapitalize="characters", spellcheck="false", autocomplete="off")
        for name in ("password", "again"):
            self.fields[name].widget = forms.PasswordInput(render_value=False, attrs={"autocomplete": "new-password"})
        if rules is None:
            del self.fields["accept"]

    def clean(self):
        given = super().clean()
        password = given.get("password")
        if password:
            try:
                validate_password(password, User(username=given.get("login", "")))
            except ValidationError as weak:
                self.add_error("password", weak)
            if given.get("again") and given["again"] != password:
                self.add_error("again", _("The two passwords differ."))
        return given
