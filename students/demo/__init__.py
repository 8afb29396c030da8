"""The children of the demo school (schoolmis.demo)."""

from students.demo import certificates, debts, district, layouts, meals, movement, proposals, records, register

__all__ = ["certificates", "debts", "district", "layouts", "meals", "movement", "proposals", "records", "register"]
