"""Pure rules of the teacher's signature under a lesson (R1-4.1/2)."""

from datetime import date


def lacks(day: date, today: date, topic: str, is_attended: bool) -> list[str]:
    """R1-4.1/2: what a lesson lacks to be signed, of "future", "topic", "attendance"; nothing when it may be."""
    if day > today:
        return ["future"]
    return ["topic"] * (not topic.strip()) + ["attendance"] * (not is_attended)
