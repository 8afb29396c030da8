"""The children of the demo school (schoolmis.demo)."""

from students.demo import certificates, debts, district, meals, movement, proposals, records, register

__all__ = ["certificates", "debts", "district", "meals", "movement", "proposals", "records", "register"]
