"""allauth as the school needs it: no sign-up, no e-mail, secrets of the second factor not kept in clear."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from schoolmis.accounts.actions import count_sign_in, keep_language
from schoolmis.accounts.middleware import chosen_here


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The login or the password is wrong."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("The password is wrong."),
    }

    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        super().login(request, user)
        count_sign_in(user)
        if not user.language:  # chosen at the door, before anybody knew whose choice it is
            keep_language(user, chosen_here(request))

    def send_mail(self, template_prefix, email, context):
        """Nobody has an address here."""


class MFAAdapter(DefaultMFAAdapter):
    """TOTP secrets are sealed with a key that is not in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": _("The code is wrong or has been used.")}

    @staticmethod
    def _seal():
        return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"mfa" + settings.SECRET_KEY.encode()).digest()))

    def encrypt(self, text):
        return self._seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return self._seal().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user):
        return user.username
