from journal.views.absences import absences, note_accept, note_again, note_refuse, tell_absence
from journal.views.behaviour import behaviour, behaviour_annul
from journal.views.board import board
from journal.views.books import annul_book, book_file, books, new_book
from journal.views.briefings import briefing_annul, briefing_new, briefings, class_briefings
from journal.views.checks import check, check_new, check_step, checks
from journal.views.conversations import conversation, message_list, message_new
from journal.views.day import day
from journal.views.descriptions import phrase_drop, phrase_new, text_history, texts, texts_give
from journal.views.event_losses import event_losses_page
from journal.views.feeds import calendar_address, feed_class, feed_own
from journal.views.generation import generate, load_file
from journal.views.grid import attendance, cells, grid, propose, results, sections, topics
from journal.views.history import history, result_history
from journal.views.homework import child_homework, class_homework, homework
from journal.views.hours import hours, teacher_hours
from journal.views.kinds import kind, kinds
from journal.views.lesson import add_work, lesson, remove_work, take_off_file
from journal.views.losses import drop, lost, lost_days, restore
from journal.views.marks_file import marks_file
from journal.views.names import names
from journal.views.norms import norm, norm_drop, norms
from journal.views.plan_approval import approve as plan_approve
from journal.views.plan_approval import give_back as plan_return
from journal.views.plan_approval import plan_list
from journal.views.plan_approval import submit as plan_submit
from journal.views.plans import edit as plan_edit
from journal.views.plans import from_file as plan_file
from journal.views.plans import plan, topic
from journal.views.reading import behind, child, children
from journal.views.remote import remote_back, remote_list, remote_new
from journal.views.scales import scale, scale_lift, scale_place, scales
from journal.views.sheet import propose_column, result_policy, sheet
from journal.views.signing import sign, sign_day
from journal.views.substitutions import away_back, away_mark, move, move_back, substitutions
from journal.views.terms import (
    answer_reopening,
    ask_reopening,
    close_again,
    reopen_journal,
    term,
    term_back,
    term_step,
    terms,
)
from journal.views.timetable import class_timetable, timetable, timetable_list
from journal.views.versions import version_drop, version_new, version_publish, versions
from journal.views.week import week
from journal.views.weekly import weekly

__all__ = [
    "absences",
    "add_work",
    "answer_reopening",
    "ask_reopening",
    "annul_book",
    "attendance",
    "away_back",
    "away_mark",
    "behaviour",
    "behaviour_annul",
    "behind",
    "board",
    "book_file",
    "books",
    "briefing_annul",
    "briefing_new",
    "briefings",
    "calendar_address",
    "cells",
    "check",
    "check_new",
    "check_step",
    "checks",
    "child",
    "child_homework",
    "children",
    "class_briefings",
    "class_homework",
    "class_timetable",
    "close_again",
    "conversation",
    "day",
    "drop",
    "event_losses_page",
    "feed_class",
    "feed_own",
    "generate",
    "grid",
    "history",
    "kind",
    "kinds",
    "homework",
    "hours",
    "lesson",
    "load_file",
    "lost",
    "lost_days",
    "move",
    "move_back",
    "marks_file",
    "message_list",
    "message_new",
    "names",
    "new_book",
    "norm",
    "norm_drop",
    "norms",
    "note_accept",
    "note_again",
    "note_refuse",
    "phrase_drop",
    "phrase_new",
    "plan",
    "plan_approve",
    "plan_edit",
    "plan_file",
    "plan_list",
    "plan_return",
    "plan_submit",
    "propose",
    "propose_column",
    "remove_work",
    "reopen_journal",
    "restore",
    "result_policy",
    "result_history",
    "results",
    "scale",
    "scale_lift",
    "scale_place",
    "scales",
    "sections",
    "remote_back",
    "remote_list",
    "remote_new",
    "sheet",
    "take_off_file",
    "sign",
    "sign_day",
    "teacher_hours",
    "tell_absence",
    "substitutions",
    "term",
    "term_back",
    "term_step",
    "terms",
    "text_history",
    "texts",
    "texts_give",
    "timetable",
    "timetable_list",
    "topic",
    "topics",
    "version_drop",
    "version_new",
    "version_publish",
    "versions",
    "week",
    "weekly",
]
