"""What is done with students; one act, one function. Only these write."""

from students.actions.applications import (
    attach_paper,
    close_application,
    drop_paper,
    papers_of,
    put_to_order,
    register_application,
    reopened_by,
    written,
)
from students.actions.attestation import (
    choose_exam,
    enter_protocol,
    fill_exams,
    keep_exam,
    missing_exams,
    take_off_exam,
    take_over_exams,
)
from students.actions.certificates import (
    annul_certificate,
    ask_certificate,
    issue_certificate,
    print_certificate,
    refuse_certificate,
)
from students.actions.consents import attach_consent_scan, register_consent, take_back_consent
from students.actions.debt_notices import (
    acknowledge_debt,
    give_paper_notices,
    register_acknowledgement,
    tell_parents,
)
from students.actions.debts import (
    change_cause,
    close_debt,
    open_debts,
    record_attempt,
    reopen_debt,
    reopen_debts,
    set_deadline,
)
from students.actions.district import (
    change_child,
    check_children,
    end_child,
    keep_child,
    match_children,
    take_census,
)
from students.actions.documents import add_document, annul_document, change_document, set_photo
from students.actions.groups import end_exemption, exempt_student, join_group, leave_group
from students.actions.guardians import add_guardian, change_guardian, end_guardianship, same_guardian
from students.actions.identity import change_name, set_address
from students.actions.keeping import Conflict, change_person, give_file_numbers, keep_student
from students.actions.leaving import hand_over_paper, make_papers
from students.actions.meals import add_meal, end_meal, set_meal_grades
from students.actions.merging import merge_people, tell_apart
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
from students.actions.policy import set_policy
from students.actions.proposals import decide_proposal, propose_change, withdraw_proposal
from students.actions.reading import book_pin, book_view
from students.actions.restricted import add_category, book_restricted_view, end_category, note_health
from students.actions.results import set_year_results
from students.actions.roll_over import (
    begin_year_end,
    change_roll_over,
    confirm_roll_over,
    drafts_of,
    reopen_roll_over,
)
from students.actions.settling import conditionals, draft_settlement
from students.actions.slips import give_slips
from students.actions.state_documents import annul_state_document, give_state_document, graduates
from students.actions.study import annul_form, study_by_form
from students.actions.year_end import (
    cite_decision,
    decide,
    discard_drafts,
    draft_orders,
    propose_outcomes,
)

__all__ = [
    "choose_exam",
    "enter_protocol",
    "keep_exam",
    "take_off_exam",
    "take_over_exams",
    "add_document",
    "annul_document",
    "change_document",
    "set_photo",
    "same_guardian",
    "change_name",
    "set_address",
    "merge_people",
    "tell_apart",
    "add_category",
    "book_restricted_view",
    "end_category",
    "note_health",
    "Conflict",
    "acknowledge_debt",
    "add_guardian",
    "add_meal",
    "admit_student",
    "annul_admission",
    "annul_certificate",
    "annul_form",
    "annul_release",
    "annul_state_document",
    "annul_transfer",
    "ask_certificate",
    "begin_year_end",
    "attach_consent_scan",
    "attach_paper",
    "book_pin",
    "book_view",
    "change_cause",
    "change_child",
    "change_guardian",
    "change_person",
    "change_roll_over",
    "check_children",
    "cite_decision",
    "close_debt",
    "conditionals",
    "confirm_roll_over",
    "decide",
    "decide_proposal",
    "discard_drafts",
    "draft_orders",
    "draft_settlement",
    "drafts_of",
    "end_child",
    "close_application",
    "close_debt",
    "decide_proposal",
    "drop_paper",
    "end_exemption",
    "end_guardianship",
    "end_meal",
    "exempt_student",
    "give_file_numbers",
    "give_paper_notices",
    "give_slips",
    "give_state_document",
    "graduates",
    "issue_certificate",
    "hand_over_paper",
    "join_group",
    "keep_child",
    "keep_student",
    "leave_group",
    "match_children",
    "open_debts",
    "papers_of",
    "make_papers",
    "place_student",
    "print_certificate",
    "propose_change",
    "propose_outcomes",
    "record_attempt",
    "refuse_certificate",
    "register_acknowledgement",
    "put_to_order",
    "record_attempt",
    "refuse_certificate",
    "register_acknowledgement",
    "register_application",
    "reopened_by",
    "register_consent",
    "release_student",
    "reopen_debt",
    "reopen_debts",
    "reopen_roll_over",
    "restore_student",
    "set_deadline",
    "set_meal_grades",
    "set_policy",
    "set_year_results",
    "study_by_form",
    "take_back_consent",
    "take_census",
    "tell_parents",
    "transfer_to_class",
    "withdraw_proposal",
    "written",
    "fill_exams",
    "missing_exams",
]
