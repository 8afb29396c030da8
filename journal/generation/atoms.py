"""A class in parts that no subgroup cuts: two subgroups meet only where no student is in both. Pure."""

from collections import defaultdict
from itertools import product


def atoms(members: dict[int, set[int]], subjects: dict[int, int], students: set[int]) -> list[frozenset[int]]:
    """Sets of subgroups that somebody of the class goes to together, frozenset() for those in none.

    `members`: {subgroup: its students}; `subjects`: {subgroup: its subject}. A subgroup whose list is still empty may
    have anybody who has no other part of its subject.
    """
    found = {frozenset(group for group, of in members.items() if student in of) for student in students}
    found = found or {frozenset()}
    empty = defaultdict(list)
    for group, of in members.items():
        if not of & students:
            empty[subjects[group]].append(group)
    for subject, groups in empty.items():
        there = {group for group, of in subjects.items() if of == subject}
        free = {one for one in found if not one & there}
        found = (found - free) | {one | {group} for one, group in product(free or {frozenset()}, groups)}
    return sorted(found, key=sorted)
