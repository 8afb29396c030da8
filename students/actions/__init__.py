"""What is done with students; one act, one function. Only these write."""

from students.actions.consents import register_consent, take_back_consent
from students.actions.groups import end_exemption, exempt_student, join_group, leave_group
from students.actions.guardians import add_guardian, change_guardian, end_guardianship
from students.actions.keeping import Conflict, change_person, give_file_numbers, keep_student
from students.actions.movement import (
    admit_student,
    annul_admission,
    annul_release,
    annul_transfer,
    place_student,
    release_student,
    restore_student,
    transfer_to_class,
)
from students.actions.proposals import decide_proposal, propose_change, withdraw_proposal
from students.actions.reading import book_pin, book_view
from students.actions.slips import give_slips

__all__ = [
    "Conflict",
    "add_guardian",
    "admit_student",
    "annul_admission",
    "annul_release",
    "annul_transfer",
    "book_pin",
    "book_view",
    "change_guardian",
    "change_person",
    "decide_proposal",
    "end_exemption",
    "end_guardianship",
    "exempt_student",
    "give_file_numbers",
    "give_slips",
    "join_group",
    "keep_student",
    "leave_group",
    "place_student",
    "propose_change",
    "register_consent",
    "release_student",
    "restore_student",
    "take_back_consent",
    "transfer_to_class",
    "withdraw_proposal",
]
