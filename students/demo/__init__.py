"""The children of the demo school (schoolmis.demo)."""

from students.demo import (
    applications,
    attestation,
    certificates,
    debts,
    district,
    last_year,
    layouts,
    leavers,
    meals,
    movement,
    proposals,
    records,
    register,
)

__all__ = [
    "applications",
    "attestation",
    "certificates",
    "debts",
    "district",
    "last_year",
    "layouts",
    "leavers",
    "meals",
    "movement",
    "proposals",
    "records",
    "register",
]
