"""The printed protocol, in the frame of office work (domain §4.9)."""

from django.utils.translation import gettext_lazy as _

from schoolmis.orders import permissions
from schoolmis.orders.bodies.protocols import POINT
from schoolmis.orders.bodies.sheet import Given, sheet
from schoolmis.papers import kit
from schoolmis.papers.form import PrintedForm

LAST = 3
"""Pieces that stay with the signatures."""


def given(protocol, decisions=None) -> Given:
    """The stored protocol as its paper needs it; `decisions` where the caller has read them."""
    rows = [row for row in protocol.attendances.select_related("person") if not row.is_dropped]
    decisions = protocol.decisions.filter(is_dropped=False) if decisions is None else decisions
    points = [{name: getattr(point, name) for name in POINT} for point in decisions]
    return Given.of(protocol, [(row.person, row.is_present, row.reason) for row in rows], points)


class PrintedProtocol(PrintedForm):
    code = "orders.protocol"
    title = _("Protocol")
    permission = permissions.VIEW_BODIES

    def name(self, protocol, lang):
        return str(protocol)

    def story(self, protocol, lang):
        paper = sheet(given(protocol), lang)
        pieces = [*self._opening(paper), *self._questions(paper)]
        signatures = [kit.signature_line(post, name) for post, name in paper.signatures]
        # The signatures never stand alone on a page: the last lines go over with them, and the headings of those.
        first = max(len(pieces) - LAST, 0)
        while first and pieces[first - 1].getKeepWithNext():
            first -= 1
        yield from pieces[:first]
        yield kit.together(*pieces[first:], *signatures)

    @staticmethod
    def _opening(paper):
        yield kit.text(paper.body, bold=True, size=12, align="center", before=4, after=2)
        yield kit.title(paper.numbered)
        yield kit.parts(paper.dated, paper.place)
        for word, who in paper.people:
            yield kit.para("<b>{}:</b> {}", word, who)
        yield kit.text(paper.words["agenda"], bold=True, before=8, keep=True)
        yield from kit.points([point["question"] for point in paper.points])

    @staticmethod
    def _questions(paper):
        for number, point in enumerate(paper.points, 1):
            yield kit.text(f"{number}. {point['question']}", bold=True, before=8, keep=True)
            for word, text in point["parts"]:
                yield kit.text(word, bold=True, before=3, after=1, keep=True)
                for line in text.splitlines():
                    yield kit.text(line)
            if point["votes"]:
                yield kit.text(point["votes"], italic=True, before=2)

    def check(self, protocol, lang):
        if protocol.number is None:
            return None
        paper = sheet(given(protocol), lang)
        number = f"{paper.body}, № {protocol.number}, {protocol.held_on:%d.%m.%Y}"
        return f"{paper.school}; {number}", f"{number}. {paper.words['system'].format(paper.school)}"


PRINTED = PrintedProtocol()
