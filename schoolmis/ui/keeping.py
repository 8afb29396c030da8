"""What does not break at the end of a line."""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

_WHOLE = re.compile(r"№ ?\w+(?:-\w+)*|(?<![\w-])\d{1,4}[-–]\w{1,14}(?:-\w+)?(?:/\d+)?(?!\w)")


def kept(text):
    """`27-ноябры`, `8-А`, `2026–2027`, `№ 3` stay whole; a double surname breaks. Ready tags are left as they are."""
    if hasattr(text, "__html__") and "<" in str(text):
        return text
    return mark_safe(_WHOLE.sub(r'<span class="keep">\g<0></span>', conditional_escape(text)))
