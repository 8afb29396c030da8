"""The children of the demo school (schoolmis.demo)."""

from students.demo import certificates, movement, proposals, register

__all__ = ["certificates", "movement", "proposals", "register"]
