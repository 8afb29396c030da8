"""Kinds of work: names, weight, whether their marks count and are shown (domain facts §2.3)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal import permissions
from journal.models import WorkKind
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from students.actions import Conflict

CURRENT = "current"


def set_kind(kind: WorkKind, *, version: int, by: User, **facts) -> WorkKind:
    """R1-4.1/2: a kind of work is added or changed; averages and proposals follow, results already set stay."""
    grant = permissions.KINDS.demand(by)
    with acting(by, grant=grant):
        stored = WorkKind.objects.select_for_update().get(pk=kind.pk) if kind.pk else kind
        if stored.pk and stored.version != version:
            raise Conflict({name: getattr(stored, name) for name in facts}, stored.version)
        if stored.code == CURRENT and facts.get("archived"):
            raise ValidationError({"archived": _("Ordinary marks are always offered.")})
        former = {name: str(getattr(stored, name)) for name in facts} if stored.pk else {}
        for name, value in facts.items():
            setattr(stored, name, value)
        stored.code = stored.code or _code()
        stored.version = version + 1 if stored.pk else 1
        stored.full_clean()
        stored.save()
        record("journal.set_kind", stored, by=by, former=former, now={k: str(v) for k, v in facts.items()})
    return stored


def _code() -> str:
    """A code of its own: the next free number."""
    codes = WorkKind.objects.filter(code__startswith="own").values_list("code", flat=True)
    return f"own{max((int(code[3:]) for code in codes if code[3:].isdigit()), default=0) + 1}"
