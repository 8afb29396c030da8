"""The children of the demo school (schoolmis.demo)."""

from students.demo import movement, register

__all__ = ["movement", "register"]
