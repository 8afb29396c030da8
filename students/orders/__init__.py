"""The kinds of orders on students, registered with the foundations."""

from students.orders import (  # noqa: F401
    admission,
    departure,
    exams,
    naming,
    restoration,
    study,
    transfer,
    year_end,
)
