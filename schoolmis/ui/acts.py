"""An act offered on a page: a button or a link that says why it may not be pressed (law 7)."""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Act:
    """What the reader can do here.

    `permission` is anything with `allows(user, obj)` → `.ok`, `.reason`. `reason` set beforehand refuses the act
    whatever the permission says: the rule's own sentence, e.g. "The order is already signed".
    `method="post"` draws a form of one button; `confirm` is the question asked before it is sent. `teller` is the act
    beside it that tells the same reason.
    """

    label: Any
    url: str
    permission: Any = None
    obj: Any = None
    icon: str = ""
    main: bool = False
    danger: bool = False
    method: str = "get"
    confirm: Any = None
    reason: Any = None
    attrs: dict | None = None
    allowed: bool | None = None
    teller: Any = None

    def for_user(self, user):
        """The same act with `allowed` decided and, if refused, with its `reason`."""
        if self.allowed is not None:
            return self
        if self.reason:
            return replace(self, allowed=False)
        if self.permission is None:
            return replace(self, allowed=True)
        decision = self.permission.allows(user) if self.obj is None else self.permission.allows(user, self.obj)
        return replace(self, allowed=bool(decision.ok), reason=None if decision.ok else decision.reason)

    @property
    def css(self):
        return "b" + (" main-act" if self.main else "") + (" danger" if self.danger else "")


ROW, LETTERS = 3, 48  # more acts, or more letters of theirs, fill half a phone's screen


def placed(acts):
    """(those that stand in the row, those under "More", the filled one): a long row keeps its first act."""
    rest, main = [act for act in acts if not act.main], [act for act in acts if act.main]
    fits = len(acts) <= ROW or sum(len(str(act.label)) + 4 for act in acts) <= LETTERS
    kept = len(rest) if fits else ROW - 1 - len(main)
    return rest[:kept], rest[kept:], main


def told_once(acts):
    """The same row: of acts refused for one reason the last tells it, the others point there."""
    last = {str(act.reason): act for act in acts if not act.allowed}
    tellers = [act if act.allowed else last[str(act.reason)] for act in acts]
    return [act if act is one else replace(act, teller=one) for act, one in zip(acts, tellers, strict=True)]


def shown(acts, user):
    """Acts decided for the reader, the filled one last."""
    return sorted((act.for_user(user) for act in acts or ()), key=lambda act: act.main)
