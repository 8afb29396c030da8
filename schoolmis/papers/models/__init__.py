"""What papers keep: the codes of those the school has issued, and what readers asked of reports."""

from schoolmis.papers.models.checks import Check, new_code
from schoolmis.papers.models.layouts import Layout

__all__ = ["Check", "Layout", "new_code"]
