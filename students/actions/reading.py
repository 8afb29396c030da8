"""Looking at personal data is an act too: it stands in the book (R1-1.2d)."""

from schoolmis.accounts.models import User
from schoolmis.audit.book import record
from students.models import Student


def book_view(student: Student, *, by: User) -> None:
    record("students.view_card", student, by=by)


def book_pin(student: Student, *, by: User) -> None:
    """The PIN was shown in full."""
    record("students.show_pin", student, by=by)
