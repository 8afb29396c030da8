"""What is done with accounts: opened, given a slip, entered with it, rules accepted."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.codes import clean_code, new_code, sign_in_name
from schoolmis.accounts.models import Rules, RulesAccepted, Slip, User, Visit
from schoolmis.audit.book import record

SLIP_DAYS = 30
RULES_CACHE = "rules-of-use"
TRIES = 5
SIGN_IN = """
insert into accounts_visit as v (user_id, day, sign_ins) values (%s, %s, 1)
on conflict (day, user_id) do update set sign_ins = v.sign_ins + 1
"""


@transaction.atomic
def open_user(last_name: str, first_name: str, name: str, *, by: User) -> User:
    """A sign-in name without a secret yet; homonyms get a number, one after the other."""
    stem = sign_in_name(last_name, first_name)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('accounts.open_user'))")
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    username = next(n for n in (stem, *(f"{stem}{i}" for i in range(2, len(taken) + 3))) if n not in taken)
    user = User(username=username, name=name)
    user.set_unusable_password()
    user.save()
    return user


@transaction.atomic
def give_slip(user: User, *, by: User) -> str:
    """Make a one-use code for `user` and void the former ones; returns the code, which is kept nowhere in clear."""
    now, code = clock.now(), new_code()
    Slip.objects.filter(user=user, used_at=None, void_at=None).update(void_at=now)
    Slip.objects.create(
        user=user,
        secret=make_password(code),
        made_by=by,
        made_at=now,
        expires_on=now.date() + timedelta(days=SLIP_DAYS),
    )
    record("accounts.give_slip", user, by=by)
    return code


def open_slip(username: str, code: str) -> Slip | None:
    """The unused slip of `username` that carries `code`, or None; the fifth wrong try makes it void.

    A transaction of its own: a wrong try counts although the caller then refuses.
    """
    with transaction.atomic():
        slip = (
            Slip.objects.select_for_update(of=("self",))
            .select_related("user")
            .filter(user__username__iexact=username.strip(), used_at=None, void_at=None, expires_on__gte=clock.today())
            .first()
        )
        if slip is None:
            make_password(code)  # an unknown name takes as long as a wrong code
            return None
        if slip.user.is_active and check_password(clean_code(code), slip.secret):
            return slip
        slip.tries += 1
        if slip.tries >= TRIES:
            slip.void_at = clock.now()
        slip.save(update_fields=["tries", "void_at"])
        return None


def enter_with_slip(username: str, code: str, password: str) -> User:
    """The slip's holder chooses a password; the slip is used up. Raises ValidationError `slip`, or `used` in a race."""
    slip = open_slip(username, code)
    if slip is None:
        raise ValidationError(
            _(
                "The login and the code do not match, or the slip has been used. "
                "After five wrong tries a slip is void: ask for a new one."
            ),
            "slip",
        )
    with transaction.atomic():
        if not Slip.objects.filter(pk=slip.pk, used_at=None, void_at=None).update(used_at=clock.now()):
            raise ValidationError(
                _("This slip has just been used. Sign in with the password, or ask for a new slip."), "used"
            )
        slip.user.set_password(password)
        slip.user.save(update_fields=["password"])
        record("accounts.enter_with_slip", slip.user, by=slip.user)
    return slip.user


def keep_language(user: User, language: str) -> None:
    """The reader's own choice goes with the person: to another device, and into notices outside the program."""
    if user.is_authenticated and language in dict(settings.LANGUAGES) and user.language != language:
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(language=language)
            record("accounts.keep_language", user, by=user, language=language)
        user.language = language


def accept_rules(rules: Rules, *, by: User) -> None:
    """R3-7.1: rights are used under the rules of use that the user has accepted."""
    with transaction.atomic():
        _accepted, new = RulesAccepted.objects.get_or_create(user=by, rules=rules)
        if new:
            record("accounts.accept_rules", rules, by=by)


def publish_rules(text_ky: str, text_ru: str, *, by: User) -> Rules:
    """A new version, which everybody accepts before going on."""
    with transaction.atomic():
        last = Rules.objects.first()
        rules = Rules.objects.create(version=(last.version if last else 0) + 1, text_ky=text_ky, text_ru=text_ru)
        record("accounts.publish_rules", rules, by=by)
        transaction.on_commit(lambda: cache.delete(RULES_CACHE))
    return rules


def see(user: User) -> None:
    """R1-3.1g: the user's first page of the day."""
    Visit.objects.bulk_create([Visit(user=user, day=clock.today())], ignore_conflicts=True)
    User.objects.filter(pk=user.pk).update(seen_on=clock.today())


def count_sign_in(user: User) -> None:
    """R1-3.1g: one more sign-in of the day; one statement, at the entrance everybody passes at eight."""
    with connection.cursor() as cursor:
        cursor.execute(SIGN_IN, [user.pk, clock.today()])
