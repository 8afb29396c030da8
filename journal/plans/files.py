"""A plan that comes in a file: a workbook, a CSV file, or the table of a document."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.rules.plan_tables import Found, read_tables
from schoolmis.imports.reading import Unreadable, open_tables


def read_file(upload) -> Found:
    """R1-4.1/2: the lines of the plan in `upload`; ValidationError with a sentence where there are none."""
    try:
        tables = open_tables(upload, word=True)
    except Unreadable as fault:
        raise ValidationError(str(fault), fault.code) from fault
    found = read_tables([[(row.number, row.cells) for row in table.rows] for table in tables])
    if found is None or not found.lines:
        raise ValidationError(
            _("No table with a column “Topic” was found. The first row names the columns: №, Topic, Hours, Homework."),
            "no_heading",
        )
    return found
