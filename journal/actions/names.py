"""Names of another program's files matched with the school's."""

from journal import permissions
from journal.models import NameMatch
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.people.names import fold


def match_names(source: str, matched: dict[tuple[str, str], str], *, by: User) -> int:
    """R1-4.1/2: remember whom a program's names mean; an empty target forgets. Returns how many are remembered."""
    grant = permissions.TIMETABLE.demand(by)
    wanted = {(kind, fold(name)[:120]): target for (kind, name), target in matched.items()}
    with acting(by, grant=grant):
        for (kind, name), target in wanted.items():
            if not target:
                NameMatch.objects.filter(source=source, kind=kind, name=name).delete()
        rows = [
            NameMatch(source=source, kind=kind, name=name, target=target)
            for (kind, name), target in wanted.items()
            if target
        ]
        NameMatch.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["source", "kind", "name"], update_fields=["target"]
        )
        record("journal.match_names", None, by=by, source=source, names=len(rows))
    return len(rows)
