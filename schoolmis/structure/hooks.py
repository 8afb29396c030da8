"""What apps above add to the pages of the structure; they register in their `ready()`."""

from collections.abc import Callable

boundary_hooks: list[Callable] = []
"""`hook(year, terms) -> [sentence]` with terms {number: (first day, last day)} as they would be: what moves to another
term, told before the new dates are saved. `calendar.moved` counts for them."""

calendar_hooks: list[Callable] = []
"""`hook(first, last, by)`: days from `first` to `last` became study days or ceased to be; called inside the act."""

results_hooks: list[Callable] = []
"""`hook(section_ids, waits) -> section ids that have results of terms`; `waits` (inside an act): no more are written
before the act ends."""

room_hooks: list[Callable] = []
"""`hook(room, lessons_at_once) -> [sentence]`: what stands in the timetable and would not fit the room any more;
called inside the act, nothing is put into the timetable before it ends."""

calendar_acts: list[Callable] = []
"""`acts() -> [Act]` that stand on the calendar's page beside its own."""

class_counts: list[Callable] = []
"""`count(class_ids) -> {class id: number of students today}`; the last one registered is asked."""

group_links: list[Callable] = []
"""`link(group) -> address` of the page where its students are chosen, or ""."""


def counts(ids) -> dict[int, int]:
    return class_counts[-1](list(ids)) if class_counts else {}


def moves(year, terms) -> list[str]:
    return [str(sentence) for hook in boundary_hooks for sentence in hook(year, terms)]


def too_many_in(room, lessons_at_once) -> list[str]:
    return [str(sentence) for hook in room_hooks for sentence in hook(room, lessons_at_once)]


def days_changed(first, last, by) -> None:
    for hook in calendar_hooks:
        hook(first, last, by)


def with_results(sections, *, waits=False) -> set[int]:
    return {section for hook in results_hooks for section in hook(list(sections), waits)}


def group_link(group) -> str:
    return group_links[-1](group) if group_links else ""
