"""The children of the demo school (schoolmis.demo)."""

from students.demo import movement, proposals, register

__all__ = ["movement", "proposals", "register"]
