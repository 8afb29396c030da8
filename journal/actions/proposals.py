"""Proposals put where nothing stands yet, and the school's rules for them (domain facts §2.4)."""

import uuid

from django.core.cache import cache

from journal import permissions, policy, sheet
from journal.actions.results import set_results
from journal.models import ResultPolicy
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure.models import Section, Term
from students.actions import Conflict


def set_result_policy(*, version: int, passing, by: User, described=(), **facts) -> ResultPolicy:
    """R1-4.1/1: rounding, how year and final are made, subjects that are passed or not."""
    grant = permissions.RESULT_POLICY.demand(by)
    with acting(by, grant=grant):
        ResultPolicy.objects.get_or_create(pk=1)
        stored = ResultPolicy.objects.select_for_update().get()
        if stored.version != version:
            raise Conflict({name: getattr(stored, name) for name in facts}, stored.version)
        former = {name: str(getattr(stored, name)) for name in facts}
        for name, value in facts.items():
            setattr(stored, name, value)
        stored.version += 1
        stored.full_clean()
        stored.save()
        stored.passing.set(passing)
        stored.described.set(described)
        chosen = {"passing": passing, "described": described}
        now = {name: str(value) for name, value in facts.items()}
        now |= {name: sorted(one.code for one in those) for name, those in chosen.items()}
        record("journal.set_result_policy", stored, by=by, former=former, now=now)
    cache.delete(policy.PROPOSALS)
    return stored


def propose_column(section: Section, column: str, *, by: User) -> dict:
    """What the sheet proposes for a term (its id), the year or the final, where nothing stands; as `set_results`."""
    shown = sheet.read(section)
    sent = [
        {"s": line.member.id, "t": line.hints[column], "v": line.version(column)}
        for line in shown.lines
        if line.hints.get(column) and not line.text(column)
    ]
    if not sent:
        return {"saved": [], "clash": [], "refused": []}
    term = next((one.term for one in shown.columns if one.key == column), None)
    return set_results(section, term, sent, period=None if term else column, key=uuid.uuid4().hex, by=by)


def propose_results(section: Section, term: Term, *, by: User) -> dict:
    """The mark that the average hints at, for everyone who has marks and no result yet."""
    return propose_column(section, str(term.pk), by=by)


def propose_year(section: Section, *, by: User) -> dict:
    """The year's mark that the terms' marks hint at, for everyone who has none yet."""
    return propose_column(section, "year", by=by)
