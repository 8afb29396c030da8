"""What is held about a person as a student or as a guardian, for the extract of personal data (R1-1.2a)."""

from students.extract import papers, record, study  # noqa: F401
