"""What is done with documents: the rules of use published, version by version (R3-6.3)."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis.accounts import actions as accounts
from schoolmis.accounts.models import Rules, User
from schoolmis.audit.book import acting
from schoolmis.documents import permissions

SEED = Path(__file__).parent / "seed"


def publish_rules(text_ky: str, text_ru: str, *, by: User) -> Rules:
    """A new version, which everybody accepts before going on (R3-7.1). Refused when nothing has changed."""
    grant = permissions.PUBLISH.demand(by)
    last = Rules.objects.first()
    if last and (last.text_ky.split(), last.text_ru.split()) == (text_ky.split(), text_ru.split()):
        raise ValidationError(_("The text is the same as in the version in force."), "same")
    with acting(by, grant=grant):
        return accounts.publish_rules(text_ky, text_ru, by=by)


def publish_first_rules(by: User) -> Rules:
    """Version 1, with which an installation begins; the one in force where there is one already."""
    return Rules.objects.first() or accounts.publish_rules(first_text("ky"), first_text("ru"), by=by)


def first_text(language: str) -> str:
    return (SEED / f"rules_{language}.md").read_text(encoding="utf-8")
