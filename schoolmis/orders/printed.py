"""The printed order (буйрук), in the frame of office work (domain: letterhead, № date place, title, points, table)."""

from django.utils.translation import gettext_lazy as _

from schoolmis.orders import permissions
from schoolmis.orders.sheet import sheet
from schoolmis.papers import kit
from schoolmis.papers.form import PrintedForm
from schoolmis.papers.sheets import Column

HANDS, HAND = 3, 20
"""Empty rows for those who read the order, and points that a hand needs in one."""


class PrintedOrder(PrintedForm):
    code = "orders.order"
    title = _("Order")
    permission = permissions.VIEW

    def name(self, order, lang):
        return str(order)

    def story(self, order, lang):
        paper = sheet(order, lang)
        words = paper.words
        if not paper.number:
            yield kit.text(words["draft"].upper(), bold=True, align="right", after=0)
        yield kit.title(words["order"])
        yield kit.parts(f"№ {paper.number or '______'}", paper.dated, paper.place)
        yield kit.text(paper.title, bold=True, before=8, after=8)
        yield kit.text(paper.preamble, after=8)
        yield kit.text(words["command"], bold=True, after=6)
        for number, point in enumerate(paper.points, 1):
            yield kit.text(point, hang=f"{number}.", indent=18)
            if number == 1 and paper.rows:
                yield self._lines(paper)
        for said in paper.changed:
            yield kit.text(said, italic=True, before=4)
        if paper.basis:
            yield kit.text(f"{words['basis']}: {paper.basis}", before=6)
        yield kit.together(
            kit.signature_line(paper.head_post, paper.head_name),
            kit.text(words["stamp"], size=9, before=12, after=10),
        )
        yield from self._read(paper)

    def _read(self, paper):
        """Who has read the order: those asked with the day, or empty rows where nobody is."""
        yield kit.text(f"{paper.words['read']}:", before=6, keep=True)
        columns = [
            Column("n", "№", kind="int", width=8),
            Column("name", paper.words["name"], weight=4),
            Column("day", paper.words["day"], weight=2, align="center"),
            Column("hand", paper.words["hand"], weight=3),
        ]
        read = paper.acquainted or [("", "")] * HANDS
        yield kit.table(columns, [(n, *row, "") for n, row in enumerate(read, 1)], row_height=HAND)

    def _lines(self, paper):
        rows = [[str(number), *row] for number, row in enumerate(paper.rows, 1)]
        return kit.table(["№", *paper.headings], rows)

    def check(self, order, lang):
        if order.number is None:
            return None
        paper = sheet(order, lang)
        number, note = f"№ {paper.number}, {order.date:%d.%m.%Y}", paper.words["system"].format(paper.school)
        return f"{paper.school}; {number}", f"{number}. {note}"


PRINTED = PrintedOrder()
