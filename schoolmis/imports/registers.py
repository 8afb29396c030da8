"""Registers kept by year and number and taken over with their own numbers: what such imports share."""

from collections.abc import Callable, Iterable
from typing import Any

from schoolmis.imports.staging import Staged, StagedRow, State
from schoolmis.structure.rules import Outcome


def unmistakable(named: Iterable[tuple[Any, Iterable[str]]]) -> dict[str, Any]:
    """{name: row} of (row, its names); a name that two rows bear is left out."""
    found: dict[str, list] = {}
    for row, names in named:
        for name in set(names):
            found.setdefault(name, []).append(row)
    return {name: rows[0] for name, rows in found.items() if len(rows) == 1}


class Register:
    """A kind of register. A line is (record, plan or None, book); a plan has `number`, `on` and whatever else.

    `column` holds the number; `noun` begins the codes of its faults, `<noun>_repeated` and `<noun>_taken`.
    """

    kind = column = noun = ""

    def stored(self, years: set[int]):
        """Rows of the register in these years, with `year` and `number`."""
        raise NotImplementedError

    def title(self, record) -> str:
        raise NotImplementedError

    def is_same(self, row, plan) -> bool:
        """Whether the register's row of that number is what the line says."""
        raise NotImplementedError

    def changes(self, plan) -> list[tuple[str, str, str]]:
        """What a new line brings, for the preview."""
        raise NotImplementedError

    def stage(self, lines) -> Staged:
        """The lines by number and year, compared with each other and with what is registered under them."""
        staged, seen = Staged(), {}
        years = {plan.on.year for _record, plan, _book in lines if plan}
        stored = {(one.year, one.number): one for one in self.stored(years)}
        for record, plan, book in lines:
            told = StagedRow(self.kind, record.sheet, record.row, title=self.title(record)[:120])
            if plan:
                self._compare(told, plan, book, stored, seen)
            if book.refused:
                told.state, plan = State.REFUSED, None
            told.faults, told.plan = book.closed(), plan
            staged.rows.append(told)
            staged.outcomes.append(Outcome(record, plan, told.faults))
        return staged

    def _compare(self, told, plan, book, stored, seen) -> None:
        key = plan.on.year, plan.number
        if key in seen:
            book.note(self.column, f"{self.noun}_repeated", other=book.other(seen[key]))
            return
        seen[key] = book.place
        if (row := stored.get(key)) is None:
            told.changes = self.changes(plan)
        elif self.is_same(row, plan):
            told.state = State.UNCHANGED
        else:
            book.note(self.column, f"{self.noun}_taken", number=plan.number)


def new_plans(staged: Staged) -> list:
    return [row.plan for row in staged.rows if row.plan and row.state == State.NEW]


def take_over(plans, counters, create: Callable[[Any], Any], progress, **book) -> list:
    """Write each plan, and let the year's counter of `book` go on after its last number; the counters, locked."""
    years = sorted({plan.on.year for plan in plans})
    for year in years:
        counters.get_or_create(year=year, **book)
    locked = {one.year: one for one in counters.filter(year__in=years, **book).order_by("year").select_for_update()}
    for place, plan in enumerate(plans):
        progress(place, len(plans))
        create(plan)
        counter = locked[plan.on.year]
        counter.next_number = max(counter.next_number, plan.number + 1)
    for counter in locked.values():
        counter.save(update_fields=["next_number"])
    return list(locked.values())
