from journal.views.day import day
from journal.views.generation import generate, load_file
from journal.views.grid import attendance, cells, grid, history, propose, results, sections
from journal.views.lesson import lesson
from journal.views.names import names
from journal.views.plans import plan, topic
from journal.views.reading import behind, child, children
from journal.views.sheet import propose_column, result_policy, sheet
from journal.views.terms import (
    answer_reopening,
    ask_reopening,
    reopen_journal,
    term,
    term_back,
    term_step,
    terms,
)
from journal.views.timetable import class_timetable, timetable, timetable_list

__all__ = [
    "answer_reopening",
    "ask_reopening",
    "attendance",
    "behind",
    "cells",
    "child",
    "children",
    "class_timetable",
    "day",
    "generate",
    "grid",
    "history",
    "lesson",
    "load_file",
    "names",
    "plan",
    "propose",
    "propose_column",
    "reopen_journal",
    "result_policy",
    "results",
    "sections",
    "sheet",
    "term",
    "term_back",
    "term_step",
    "terms",
    "timetable",
    "timetable_list",
    "topic",
]
