"""Papers that anybody may check by the code printed on them: issued, annulled, and where the code leads.

The page names no person and no class (R1-6.1): which paper, its number, its day, in force or annulled.
"""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.papers.models import Check
from schoolmis.papers.words import WORDS, language

_papers = {}


def declare(paper: str, title) -> str:
    """`title`: what the paper is called, in the nominative; returns the code of the paper."""
    _papers[paper] = title
    return paper


def title_of(check: Check) -> str:
    return str(_papers.get(check.paper, _("Paper")))


def issue(paper: str, number: str, on=None) -> Check:
    """A new code for a paper. Call it inside `acting(by)`, where the paper's own row is written."""
    if paper not in _papers:
        raise KeyError(f"{paper}: declare the paper first")
    return Check.objects.create(paper=paper, number=str(number), issued_on=on or clock.today())


def annul(check: Check, on=None) -> Check:
    """From now on the code answers that the paper is annulled. Inside `acting(by)`; a second time is refused."""
    day = on or clock.today()
    if not Check.objects.filter(pk=check.pk, annulled_on=None).update(annulled_on=day):
        raise ValidationError(_("This paper is annulled already."), "annulled")
    check.annulled_on = day
    return check


def path(check: Check) -> str:
    return reverse("papers:check", args=[check.code])


def printed(check: Check, origin: str, lang: str) -> tuple[str, str]:
    """(text of the QR code, note beside it): what `PrintedForm.check` answers. `origin`: https://school.example."""
    address = origin.rstrip("/") + path(check)
    return address, f"{WORDS[language(lang)]['check']}: {address}"
