"""The children of the demo school (schoolmis.demo)."""

from students.demo import certificates, district, meals, movement, proposals, records, register

__all__ = ["certificates", "district", "meals", "movement", "proposals", "records", "register"]
