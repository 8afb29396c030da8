"""What is a correction in a journal, as the archive's footnotes name it (R1-4.1/2, domain §2.7). Pure."""

from dataclasses import dataclass

REASONS = frozenset({"б", "у"})


@dataclass(frozen=True)
class Said:
    """What stood in a cell."""

    first: int | None = None
    second: int | None = None
    absence: str = ""
    late: int | None = None
    retake: bool = False

    @property
    def is_empty(self) -> bool:
        return self.first is None and not self.absence and self.late is None


def is_correction(old: Said, new: Said) -> bool:
    """R1-4.1/2: what stood there stands no more as it stood.

    Nothing is corrected where something is added: a second mark, a retake, lateness, the reason of an absence.
    """
    if old.is_empty or old == new:
        return False
    if old.absence == "н" and new.absence in REASONS:
        return False
    keeps_mark = old.first == new.first and (old.second is None or (old.second, old.retake) == (new.second, new.retake))
    keeps_late = old.late is None or old.late == new.late
    return not (keeps_mark and keeps_late and old.absence == new.absence)
