"""Pure rules of homework: for which day it may be, and when a day is heavy. The second only warns."""

from datetime import date, timedelta

FARTHEST = timedelta(days=120)


def may_be_for(given_on: date, due: date) -> str:
    """Why homework given on a day may not be for `due`: "before", "far"; "" where it may."""
    if due <= given_on:
        return "before"
    return "far" if due - given_on > FARTHEST else ""


def is_heavy(subjects: int, minutes: int, limits: dict[str, int]) -> bool:
    """Whether a day has more than the norms say; `limits`: {"tasks" | "home": the most}."""
    return subjects > limits.get("tasks", subjects) or minutes > limits.get("home", minutes)
