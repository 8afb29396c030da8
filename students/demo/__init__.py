"""The children of the demo school (schoolmis.demo)."""

from students.demo import certificates, district, movement, proposals, register

__all__ = ["certificates", "district", "movement", "proposals", "register"]
