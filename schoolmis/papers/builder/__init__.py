"""The report builder (R1-3.1i): an app registers what can be counted or listed, a reader chooses, papers follow.

`Built` is a report over one subject (students, staff, orders …) with registered `Field`s and `Measure`s; nothing else
can be asked, so no text of a reader ever reaches the database as anything but a value.
"""

from .built import Built
from .fields import Asked, Field
from .measures import Average, Measure, Part, Share, Sum

__all__ = ["Asked", "Average", "Built", "Field", "Measure", "Part", "Share", "Sum"]
