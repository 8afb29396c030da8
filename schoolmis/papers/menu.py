"""The line «Reports» of the menu, for whoever may open at least one."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from schoolmis.papers import report
from schoolmis.ui.menu import item, register


@dataclass(frozen=True)
class Answer:
    ok: bool
    reason: str = ""


class AnyReport:
    """Asked like a permission: is there a report this reader may open?"""

    @property
    def by_standing(self):
        return all(getattr(one.permission, "by_standing", False) for one in report.every().values())

    def allows(self, user, obj=None) -> Answer:
        return Answer(any(one.permission.allows(user).ok for one in report.every().values()))


register(item("papers:catalogue", _("Reports"), "chart", AnyReport(), 25))
