"""Who the paper comes from. `structure` knows the school; papers only asks: `provide(callable)` registers it."""

from dataclasses import dataclass

from reportlab.platypus import Flowable

from . import fonts
from .fonts import BOLD, PLAIN

SIZE, STEP = 9, 1.3


@dataclass(frozen=True)
class Letterhead:
    """`lines` stand above the school's name (ministry, department); all in one language."""

    lines: tuple[str, ...] = ()
    school: str = ""
    place: str = ""
    head_post: str = ""
    head_name: str = ""


_provider = None


def provide(callable_of_lang):
    """Register `callable(lang) -> Letterhead`; the last one registered is asked."""
    global _provider
    _provider = callable_of_lang


def current(lang):
    return _provider(lang) if _provider else Letterhead()


class Double(Flowable):
    """Two letterheads side by side: Kyrgyz at the left, Russian at the right."""

    def __init__(self, left, right):
        super().__init__()
        fonts.register()
        self.heads = (left, right)

    def wrap(self, room, height):
        self.width, self.column = room, room * 0.47
        self.sides = [self._lines(head) for head in self.heads]
        self.height = max(len(lines) for lines in self.sides) * SIZE * STEP + 3
        return room, self.height

    def _lines(self, head):
        texts = [(text, PLAIN) for text in head.lines] + [(head.school, BOLD), (head.place, PLAIN)]
        return [(line, face) for text, face in texts if text for line in fonts.wrap(text, face, SIZE, self.column)]

    def draw(self):
        for lines, middle in zip(self.sides, (self.column / 2, self.width - self.column / 2), strict=True):
            y = self.height - SIZE
            for line, face in lines:
                self.canv.setFont(face, SIZE)
                self.canv.drawCentredString(middle, y, line)
                y -= SIZE * STEP
