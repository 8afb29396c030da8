"""A reader has looked at a child's marks."""

from datetime import datetime

from django.db import connection

from schoolmis import clock
from schoolmis.accounts.models import User
from students.models import Student

# A page read again within half an hour still shows as new what was new; one statement reads and writes.
SEE = """
insert into journal_marksseen as m (user_id, student_id, at, before) values (%s, %s, %s, null)
on conflict (user_id, student_id) do update set
    before = case when excluded.at - m.at > interval '30 minutes' then m.at else m.before end, at = excluded.at
returning before
"""


def see_marks(student: Student, *, by: User) -> datetime | None:
    """When `by` was here before this visit, None on the first; no entry: it concerns the reader alone."""
    with connection.cursor() as cursor:
        cursor.execute(SEE, [by.pk, student.pk, clock.now()])
        return cursor.fetchone()[0]
