"""What is done in the journal; each act is one function."""

from journal.actions.absences import (
    accept_note,
    refine_absences,
    refine_again,
    refuse_note,
    tell_absence,
    tell_families,
)
from journal.actions.behaviour import annul_note, write_note
from journal.actions.books import annul_journal, keep_journal, order_journal
from journal.actions.briefings import annul_briefing, hold_briefing
from journal.actions.cells import save_cells
from journal.actions.checks import accept_check, answer_check, return_check, write_check
from journal.actions.conversations import see_conversation, send_message, start_conversation
from journal.actions.descriptions import describe, drop_phrase, give_texts, keep_phrase
from journal.actions.feeds import change_calendar_language, close_calendar_address, make_calendar_address
from journal.actions.generation import generate_timetable, give_load_file
from journal.actions.homework import add_homework_files, take_off_homework_file
from journal.actions.hours import set_teacher_hours
from journal.actions.kinds import set_kind
from journal.actions.lessons import change_lesson, take_attendance
from journal.actions.losses import drop_day, drop_for_event, drop_lesson, restore_lesson
from journal.actions.moves import move_lesson, put_back
from journal.actions.names import match_names
from journal.actions.norms import drop_norm, set_norm
from journal.actions.plan_approval import approve_plan, return_plan, submit_plan
from journal.actions.plans import enter_topic, enter_topics, save_plan
from journal.actions.proposals import propose_column, propose_results, propose_year, set_result_policy
from journal.actions.remote import take_back_remote, tell_remote
from journal.actions.results import set_results
from journal.actions.scales import lift_scale, place_scale, set_scale
from journal.actions.seen import see_marks
from journal.actions.signing import sign_day, sign_lesson
from journal.actions.substitutions import mark_away, plan_substitutions, unmark_away
from journal.actions.terms import (
    advance_term,
    answer_reopening,
    ask_reopening,
    close_again,
    reopen_section,
    return_term,
)
from journal.actions.timetable import lay_lessons, set_timetable
from journal.actions.versions import (
    drop_version,
    fill_version,
    move,
    order_publication,
    place,
    publish_version,
    start_version,
    take_off,
)
from journal.actions.weekly import keep_paper_sheets
from journal.actions.works import add_work, remove_work

__all__ = [
    "accept_check",
    "make_calendar_address",
    "accept_note",
    "add_homework_files",
    "add_work",
    "advance_term",
    "annul_briefing",
    "annul_journal",
    "annul_note",
    "answer_check",
    "answer_reopening",
    "approve_plan",
    "ask_reopening",
    "change_calendar_language",
    "change_lesson",
    "close_again",
    "close_calendar_address",
    "describe",
    "drop_day",
    "drop_for_event",
    "drop_lesson",
    "drop_norm",
    "drop_phrase",
    "drop_version",
    "enter_topic",
    "enter_topics",
    "fill_version",
    "generate_timetable",
    "give_load_file",
    "give_texts",
    "hold_briefing",
    "keep_journal",
    "keep_paper_sheets",
    "keep_phrase",
    "lay_lessons",
    "lift_scale",
    "make_calendar_address",
    "mark_away",
    "match_names",
    "move",
    "move_lesson",
    "order_journal",
    "order_publication",
    "place",
    "place_scale",
    "plan_substitutions",
    "propose_column",
    "propose_results",
    "propose_year",
    "publish_version",
    "put_back",
    "refine_absences",
    "refine_again",
    "refuse_note",
    "remove_work",
    "reopen_section",
    "restore_lesson",
    "return_check",
    "return_plan",
    "return_term",
    "save_cells",
    "save_plan",
    "see_conversation",
    "see_marks",
    "set_kind",
    "send_message",
    "set_norm",
    "set_result_policy",
    "set_results",
    "set_scale",
    "set_teacher_hours",
    "set_timetable",
    "start_conversation",
    "sign_day",
    "sign_lesson",
    "start_version",
    "submit_plan",
    "take_attendance",
    "take_back_remote",
    "take_off",
    "take_off_homework_file",
    "tell_absence",
    "tell_families",
    "tell_remote",
    "write_check",
    "unmark_away",
    "write_note",
]
