"""A printed form gives a story; the base gives the page: margins, letterhead, «бет 1 / 3», many subjects in one PDF."""

from io import BytesIO

from django.utils import translation
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from . import flow, fonts, kit, letterhead
from .blocks import put
from .pdf import describe
from .words import language, page_of

SIZES = {"A4": A4, "A5": A5}


class PrintedForm:
    """Subclass and write `story(subject, lang)`: a list of pieces from `papers.kit`.

    `letterhead`: "one" (the paper's language), "both" (Kyrgyz left, Russian right) or "" (none).
    `page_numbers`: "always", "many" (only when a subject takes more than one page) or "".
    `permission` is for the view that prints; the form does not ask it.
    """

    code = ""
    title = ""
    permission = None
    size = "A4"
    landscape = False
    letterhead = "one"
    page_numbers = "many"
    binding, top, right, foot = 20, 15, 12, 15
    """Margins in mm: left, top, right, bottom."""

    def story(self, subject, lang):
        raise NotImplementedError

    def name(self, subject, lang):
        """What the outline of a PDF of many subjects calls this one."""
        return str(subject)

    def check(self, subject, lang):
        """(text of the QR code, note beside it) for the last page, or None."""

    def render(self, subjects, lang):
        """PDF bytes: each subject on pages and page count of its own; the same subjects give the same bytes."""
        fonts.register()
        lang = language(lang)
        page = landscape(SIZES[self.size]) if self.landscape else SIZES[self.size]
        out = BytesIO()
        canvas = Canvas(out, pagesize=page, invariant=1, pageCompression=1)
        subjects = list(subjects)
        with translation.override(lang):
            describe(canvas, str(self.title), lang)
            for number, subject in enumerate(subjects):
                if len(subjects) > 1:
                    canvas.bookmarkPage(f"s{number}")
                    canvas.addOutlineEntry(self.name(subject, lang), f"s{number}")
                self._subject(canvas, page, subject, lang)
            if not subjects:
                canvas.showPage()
        canvas.save()
        return out.getvalue()

    def _subject(self, canvas, page, subject, lang):
        left, foot, right = self.binding * mm, self.foot * mm, self.right * mm
        box = (left, foot, page[0] - left - right, page[1] - foot - self.top * mm)
        pages = flow.paginate(canvas, [*self._head(lang), *self._body(subject, lang)], box)
        shown = self.page_numbers == "always" or (self.page_numbers == "many" and len(pages) > 1)
        for number, content in enumerate(pages, 1):
            flow.draw(canvas, content)
            if shown:
                put(canvas, page_of(number, len(pages), lang), page[0] - right, 7 * mm, size=8, side="right")
            canvas.showPage()

    def _head(self, lang):
        if self.letterhead == "one":
            head = letterhead.current(lang)
            lines = [kit.text(line, size=10, align="center", after=0) for line in head.lines]
            return [
                *lines,
                kit.text(head.school.upper(), bold=True, size=11, align="center", after=3),
                kit.rule(after=10),
            ]
        if self.letterhead == "both":
            return [letterhead.Double(letterhead.current("ky"), letterhead.current("ru")), kit.rule(after=10)]
        return []

    def _body(self, subject, lang):
        """The story, and the QR code with the last piece: a code never stands alone on a page."""
        story, check = list(self.story(subject, lang)), self.check(subject, lang)
        if not check:
            return story
        if story:
            story[-1].keepWithNext = True
        return [*story, kit.qr(check[0], note=check[1])]
