"""The homeroom teacher keeps whose family is given the weekly sheet on paper (R1-2.2c)."""

from journal import permissions
from journal.models import PaperSheet
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure.models import SchoolClass
from students.models import Placement


def keep_paper_sheets(of: SchoolClass, wanted: set[int], *, by: User) -> int:
    """R1-2.2c: of the class's students those in `wanted` are given the sheet; how many that changes."""
    grant = permissions.WEEKLY.demand(by, of)
    with acting(by, grant=grant):
        mine = set(Placement.objects.on(clock.today()).filter(school_class=of).values_list("student", flat=True))
        stored = dict(PaperSheet.objects.select_for_update().filter(student__in=mine).values_list("student", "wanted"))
        changed = {pk: pk in wanted for pk in mine if stored.get(pk, False) != (pk in wanted)}
        now = clock.now()
        PaperSheet.objects.bulk_create(
            [PaperSheet(student_id=pk, wanted=value, set_by=by, set_at=now) for pk, value in sorted(changed.items())],
            update_conflicts=True,
            unique_fields=["student"],
            update_fields=["wanted", "set_by", "set_at"],
        )
        if changed:
            record("journal.keep_paper_sheets", of, by=by, wanted=sorted(wanted & mine))
    return len(changed)
