"""The children of the demo school (schoolmis.demo)."""

from students.demo import certificates, debts, district, layouts, leavers, meals, movement, proposals, records, register

__all__ = [
    "certificates",
    "debts",
    "district",
    "layouts",
    "leavers",
    "meals",
    "movement",
    "proposals",
    "records",
    "register",
]
