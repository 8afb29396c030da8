"""Text that a spreadsheet must not take for a formula."""

import re

OPENERS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?[\d\s().,-]+\Z")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def safe_text(value):
    """`value` as text; an opener of a formula gets an apostrophe before it, a phone or a number stays as it is."""
    text = CONTROL.sub("", str(value))
    if text.startswith(OPENERS) and not NUMBER.match(text):
        return "'" + text
    return text
