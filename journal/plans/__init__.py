"""Calendar-thematic plans: their reading beside the lessons, their files, forms and notices."""

from journal.plans.reading import Layout, begun_with, layout, text_of, to_copy, topic_of

__all__ = ["Layout", "begun_with", "layout", "text_of", "to_copy", "topic_of"]
