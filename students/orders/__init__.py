"""The kinds of orders on students, registered with the foundations."""

from students.orders import admission, departure, exams, restoration, transfer, year_end  # noqa: F401
