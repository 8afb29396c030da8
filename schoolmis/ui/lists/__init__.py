"""Lists: declared once, answered as a page, as an htmx fragment, and as XLSX or CSV. See docs/ui.md."""

from .columns import Column
from .core import List
from .filters import Choice, Day

__all__ = ["Choice", "Column", "Day", "List"]
