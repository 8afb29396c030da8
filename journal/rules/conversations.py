"""Pure rules of messages between a guardian and a teacher."""

MOST_A_DAY = 20
MOST_IN_A_ROW = 5


def may_send(today: int, unanswered: int, *, is_guardian: bool) -> str:
    """Why a message may not be sent now: "day", "row"; "" where it may.

    `today`: messages of the writer since midnight; `unanswered`: of the guardian since the teacher's last one.
    """
    if not is_guardian:
        return ""
    if today >= MOST_A_DAY:
        return "day"
    return "row" if unanswered >= MOST_IN_A_ROW else ""
