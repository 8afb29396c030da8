"""Permissions that always say the same."""

from types import SimpleNamespace


class Says:
    def __init__(self, ok, reason=""):
        self.answer = SimpleNamespace(ok=ok, reason=reason)

    def allows(self, user, obj=None):
        return self.answer


YES = Says(True)
NO = Says(False, "Only by order of the director.")
