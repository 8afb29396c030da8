"""What the checkers have remarked in the journals of a class."""

from dataclasses import dataclass
from datetime import date

from journal.checking import about, with_names
from journal.models import CheckRemark
from schoolmis.structure.models import SchoolClass, in_language
from schoolmis.ui.dates import date_short
from schoolmis.ui.names import short_name


@dataclass(frozen=True)
class Remark:
    """One remark: the day, the subject, who checked, the words, what was answered."""

    on: date
    subject: str
    by: str
    words: str
    done: str = ""


def of_class(school_class: SchoolClass, first: date, last: date) -> list[Remark]:
    """Remarks written from `first` to `last`, the oldest first, in the language of the page; two statements."""
    rows = CheckRemark.objects.filter(section__group__classes=school_class, written_at__date__range=(first, last))
    return [_remark(one) for one in with_names(rows).order_by("written_at").prefetch_related("answers")]


def _remark(one: CheckRemark) -> Remark:
    words = ": ".join(filter(None, [about(one), one.words]))
    answers = [f"{date_short(answer.at)} {answer.words or answer.get_status_display()}" for answer in one.answers.all()]
    subject = in_language(one.section.subject, "name")
    return Remark(one.written_at.date(), subject, short_name(one.written_by.name), words, "; ".join(answers))
