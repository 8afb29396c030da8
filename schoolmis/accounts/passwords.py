"""What a password must not be, said in the school's own words: Django's have no Kyrgyz."""

from django.contrib.auth import password_validation as django
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class NotTheName(django.UserAttributeSimilarityValidator):
    def __init__(self):
        super().__init__(("username", "name"))

    def get_error_message(self):
        return _("The password is too much like your name or login.")


class LongEnough(django.MinimumLengthValidator):
    def get_error_message(self):
        least = self.min_length
        text = ngettext(
            "The password needs at least %(n)s character.", "The password needs at least %(n)s characters.", least
        )
        return text % {"n": least}


class NotCommon(django.CommonPasswordValidator):
    def get_error_message(self):
        return _("Too many people use this password. Think of another one.")


class NotOnlyDigits(django.NumericPasswordValidator):
    def get_error_message(self):
        return _("A password of digits alone is guessed quickly. Add letters.")
