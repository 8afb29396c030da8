"""Who signs in: users, their one-use slips, and the rules of use they accepted."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.audit.words import whose


class Users(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(username__iexact=username)

    def system(self, name: str) -> "User":
        """The named system user (installation, import, worker) in whose name the program itself acts."""
        row = {"name": name, "is_system": True, "password": "!"}
        return self.get_or_create(username=f"system.{name}", defaults=row)[0]


class User(AbstractBaseUser):
    """A sign-in name and a secret. Every right comes from grants, none from this row: there is no superuser."""

    username = models.CharField(_("Login"), max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=200)
    is_active = models.BooleanField(default=True)
    is_system = models.BooleanField(default=False, editable=False)
    language = models.CharField(max_length=2, blank=True)
    date_joined = models.DateTimeField(default=clock.now)
    seen_on = models.DateField(null=True)

    objects = Users()
    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = _("user")

    def __str__(self):
        return whose(self.name) if self.is_system else self.name or self.username

    def get_full_name(self):
        return self.name

    @property
    def is_staff(self):
        return False

    is_superuser = is_staff

    def has_perm(self, perm, obj=None):
        return False

    def has_module_perms(self, app_label):
        return False


class Slip(models.Model):
    """A printed one-use slip: sign-in name and code. A new slip makes the former one void."""

    user = models.ForeignKey(User, models.CASCADE, related_name="slips")
    secret = models.CharField(max_length=200)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    expires_on = models.DateField(_("Valid until"))
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    void_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(used_at=None, void_at=None),
                name="accounts_one_open_slip",
                violation_error_message=_("This person has an unused slip already."),
            )
        ]

    def __str__(self):
        return f"{self.user} {self.made_at:%d.%m.%Y}"


class Rules(models.Model):
    """One version of the rules of use (R3-6.3, R3-7.1); the newest is in force."""

    version = models.PositiveSmallIntegerField(_("Version"), unique=True)
    text_ky = models.TextField()
    text_ru = models.TextField()
    published_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-version"]

    def __str__(self):
        return str(self.version)

    @property
    def text(self):
        return self.text_ru if (get_language() or "ky").startswith("ru") and self.text_ru else self.text_ky


class RulesAccepted(models.Model):
    """A user accepted a version of the rules of use."""

    user = models.ForeignKey(User, models.CASCADE, related_name="accepted")
    rules = models.ForeignKey(Rules, models.PROTECT)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "rules"], name="accounts_rules_once")]

    def __str__(self):
        return f"{self.user} {self.rules}"


class Visit(models.Model):
    """A user was here on a day: the whole of what the usage statistics keep (R1-3.1g); no pages, no addresses."""

    user = models.ForeignKey(User, models.CASCADE, related_name="visits")
    day = models.DateField(_("Day"))
    sign_ins = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "user"], name="accounts_visit_once")]

    def __str__(self):
        return f"{self.user} {self.day:%d.%m.%Y}"
