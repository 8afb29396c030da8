"""Papers on health: which they are, and what is said of one to a reader without the right (domain §7.6, R7-3.5).

Page, paper, list, book, timeline, report and extract all ask here. A printed paper is one for every hand that it passes
through, so on paper nobody's right counts: it says the fact and no more.
"""

from typing import NamedTuple

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from students import permissions
from students.grounds import Ground
from students.models import HEALTH_KINDS, StudentDocument
from students.papers import RESTRICTED

CODES = frozenset({*map(str, RESTRICTED), *map(str, HEALTH_KINDS)})


def is_health(code) -> bool:
    return str(code) in CODES


def sees(user, student=None) -> bool:
    """Whether `user` reads the papers on health of `student`, or of every student."""
    return permissions.HEALTH_PAPERS.allows(user, student).ok


def fact() -> str:
    """What a reader without the right is told: that there is a document."""
    return _("medical document")


def hidden(code, opened: bool) -> bool:
    return is_health(code) and not opened


def ground_text(ground, opened=False) -> str:
    """The ground of a departure; health by the fact of its document alone."""
    if not ground:
        return ""
    return _("by a medical document") if ground == Ground.HEALTH and not opened else str(Ground(ground).label)


fact_of_ground = lazy(ground_text, str)


class Words(NamedTuple):
    """What a reader is shown of a paper of the personal file."""

    label: str
    issued_by: str


def words_of(document: StudentDocument, opened=False) -> Words:
    """Series, number and issuer; a paper on health or social status says its kind and its days alone."""
    if document.is_closed and not opened:
        return Words("", "")
    return Words(document.label, document.issued_by)
