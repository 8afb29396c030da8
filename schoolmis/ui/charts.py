"""Charts drawn on the server: SVG with x in per cent and y in pixels, so that text never scales.

A chart never stands alone: `with_table` puts its figures beside it (a reader, a screen reader and a copy need them).
"""

from decimal import ROUND_FLOOR, Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from .numbers import as_decimal, decimal

LEFT, RIGHT = 9.0, 100.0  # per cent: the scale's words, then the drawing


def bars(values, labels, *, title, low=None, height=120, unit="", rules=3, places=0, words=None):
    """Bars from zero. `values`: numbers or None; `low`: callable(value) → True draws it red too.

    `title` is the sentence a screen reader hears; `words`: what stands over the bars instead of the values.
    """
    numbers = [as_decimal(value) for value in values]
    top, bottom = 18, height - 22
    most = max([n for n in numbers if n], default=Decimal(1))
    step = _step(most, rules)
    marks = range(int(most // step) + 1)
    parts = [_rule(bottom - (bottom - top) * float(step * i / most), step * i, unit) for i in marks]
    width = (RIGHT - LEFT) / max(1, len(numbers))
    for place, (number, label) in enumerate(zip(numbers, labels, strict=True)):
        middle = LEFT + width * (place + 0.5)
        parts.append(_text(middle, height - 6, label))
        if number is None:
            parts.append(_text(middle, bottom - 5, "—"))
            continue
        tall = (bottom - top) * float(number / most)
        css = "c-bar c-low" if low and low(number) else "c-bar"
        parts.append(
            format_html(
                '<rect class="{}" x="{}%" y="{}" width="{}%" height="{}"/>',
                css,
                _n(middle - width * 0.28),
                _n(bottom - tall),
                _n(width * 0.56),
                _n(max(tall, 0.5)),
            )
        )
        parts.append(_text(middle, bottom - tall - 5, words[place] if words else decimal(number, places)))
    return _svg(parts, title, height)


def line(values, labels, *, title, height=128, unit="", rules=3, places=1):
    """A line through `values` (None breaks it); the scale need not begin at zero, its figures stand at the left."""
    numbers = [as_decimal(value) for value in values]
    there = [n for n in numbers if n is not None] or [Decimal(0)]
    top, bottom = 28, height - 22
    low, high = min(there), max(there)
    step = _step(high - low, rules)
    first = (low / step).to_integral_value(ROUND_FLOOR) * step
    last = max(high, first + step)

    def y(number):
        return bottom - (bottom - top) * float((number - first) / (last - first))

    parts = [_rule(y(first + step * i), first + step * i, unit) for i in range(int((last - first) / step) + 1)]
    gap = (RIGHT - LEFT - 6) / max(1, len(numbers) - 1)
    spots = [(LEFT + 3 + gap * place, n) for place, n in enumerate(numbers)]
    for (x1, one), (x2, two) in zip(spots, spots[1:], strict=False):
        if one is not None and two is not None:
            parts.append(
                format_html(
                    '<line class="c-line" x1="{}%" y1="{}" x2="{}%" y2="{}"/>', _n(x1), _n(y(one)), _n(x2), _n(y(two))
                )
            )
    parts += [_text(x, height - 6, label) for (x, _v), label in zip(spots, labels, strict=True)]
    ends = [(x, n) for x, n in spots if n is not None][-1:]
    for x, number in ends:
        parts.append(format_html('<circle class="c-bar" cx="{}%" cy="{}" r="4"/>', _n(x), _n(y(number))))
        parts.append(_text(x, y(number) - 10, decimal(number, places)))
    return _svg(parts, title, height)


def with_table(svg, head, rows, *, caption=""):
    """The chart and, one press away and always in print, the table of its figures."""
    heads = format_html_join("", '<th scope="col"{}>{}</th>', ((_num(i), word) for i, word in enumerate(head)))
    body = format_html_join(
        "",
        "<tr>{}</tr>",
        ((format_html_join("", "<td{}>{}</td>", ((_num(i), cell) for i, cell in enumerate(row))),) for row in rows),
    )
    return format_html(
        '<figure>{}{}<details class="chart-table"><summary>{}</summary><div class="wide"><table class="t">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div></details></figure>",
        svg,
        format_html("<figcaption>{}</figcaption>", caption) if caption else "",
        _("As a table"),
        heads,
        body,
    )


def _step(span, rules):
    """The distance between marks: 1, 2 or 5 times a power of ten."""
    span = max(span / rules, Decimal("0.01"))
    power = Decimal(1).scaleb(span.adjusted())
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= span)


def _rule(y, number, unit):
    places = max(0, -number.normalize().as_tuple().exponent)
    words = f"{decimal(number, places)}\u00a0{unit}".strip()
    return format_html(
        '<line class="c-rule" x1="0" x2="100%" y1="{}" y2="{}"/><text x="0" y="{}">{}</text>',
        _n(y),
        _n(y),
        _n(y - 4),
        words,
    )


def _text(x, y, words):
    return format_html('<text x="{}%" y="{}" text-anchor="middle">{}</text>', _n(x), _n(y), words)


def _svg(parts, title, height):
    inside = mark_safe("".join(parts))  # each part is escaped where it is made
    return format_html(
        '<svg class="chart" width="100%" height="{}" role="img" aria-label="{}">{}</svg>', height, title, inside
    )


def _num(place):
    return mark_safe(' class="num"') if place else ""


def _n(number):
    return f"{number:.1f}".rstrip("0").rstrip(".")
