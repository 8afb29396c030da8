"""Pages of the class journal bound as a book: mirrored margins, spreads begin on the left, «12 / 148» on each page."""

from io import BytesIO

from django.utils import translation
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from schoolmis.papers import flow, fonts
from schoolmis.papers.blocks import put
from schoolmis.papers.pdf import describe

BINDING, EDGE, TOP, FOOT = 20 * mm, 10 * mm, 11 * mm, 13 * mm
ROOM, HEIGHT = A4[0] - BINDING - EDGE, A4[1] - TOP - FOOT
BOX = (BINDING, FOOT, ROOM, HEIGHT)


class Book:
    """Pages are laid as they come and drawn when their number is known; odd pages lie at the right."""

    def __init__(self, title, lang):
        fonts.register()
        self.title, self.lang = title, lang
        self.out = BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4, invariant=1, pageCompression=1)
        self.pages, self.marks = [], []

    def __len__(self):
        return len(self.pages)

    def lay(self, story, title="", level=0) -> int:
        """Flowing pages; the number of the first. `title` goes into the outline."""
        laid = flow.paginate(self.canvas, list(story), BOX)
        return self._take(laid, title, level)

    def spread(self, left, right, title="", level=0) -> int:
        """Two facing pages: the left one is even, an empty page stands before it where it must."""
        if len(self.pages) % 2 == 0:
            self.pages.append([])
        first = self._take(flow.paginate(self.canvas, left, BOX), title, level)
        self._take(flow.paginate(self.canvas, right, BOX), "", level)
        return first

    def _take(self, laid, title, level):
        first = len(self.pages) + 1
        if title:
            self.marks.append((first, title, level))
        self.pages += laid
        return first

    def reserve(self, count) -> int:
        """Empty pages to be filled when what stands on them is known; the number of the first."""
        self.pages += [[] for _ in range(count)]
        return len(self.pages) - count + 1

    def fill(self, first, count, story) -> None:
        """Write `story` on the pages reserved; it may need fewer."""
        laid = flow.paginate(self.canvas, list(story), BOX)
        if len(laid) > count:
            raise flow.DoesNotFit(f"{len(laid)} pages for {count} reserved")
        self.pages[first - 1 : first - 1 + len(laid)] = laid

    def bound(self, foot, mark="") -> bytes:
        """The PDF; `foot` stands below each page, `mark` (who took it out) below the last one."""
        canvas, total = self.canvas, len(self.pages)
        marks = {}
        for page, title, level in self.marks:
            marks.setdefault(page, []).append((title, level))
        with translation.override(self.lang):
            describe(canvas, self.title, self.lang)
            for number, content in enumerate(self.pages, 1):
                for place, (title, level) in enumerate(marks.get(number, ())):
                    canvas.bookmarkPage(f"p{number}-{place}")
                    canvas.addOutlineEntry(title, f"p{number}-{place}", level)
                self._draw(number, total, content, foot, mark)
        canvas.save()
        return self.out.getvalue()

    def _draw(self, number, total, content, foot, mark):
        canvas, is_left = self.canvas, number % 2 == 0
        canvas.saveState()
        if is_left:
            canvas.translate(EDGE - BINDING, 0)
        flow.draw(canvas, content)
        if number > 1:
            inner, outer = (BINDING + ROOM, BINDING) if is_left else (BINDING, BINDING + ROOM)
            put(canvas, foot, inner, 6.5 * mm, size=7.5, side="right" if is_left else "left")
            put(canvas, f"{number} / {total}", outer, 6.5 * mm, size=8.5, side="left" if is_left else "right")
        if mark and number == total:
            put(canvas, mark, BINDING, 10 * mm, size=6)
        canvas.restoreState()
        canvas.showPage()
