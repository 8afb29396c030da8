"""Lists: declared once, answered as a page, as an htmx fragment, and as XLSX or CSV. See docs/ui.md."""

from .filters import Choice, Day
from .columns import Column
from .core import List

__all__ = ["Choice", "Column", "Day", "List"]
