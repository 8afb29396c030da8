from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from journal import permissions
from schoolmis.access import Role
from schoolmis.access.grants import roles_of
from schoolmis.access.permission import Decision
from schoolmis.ui.menu import MenuItem, register

LESSONS = _("Teaching")


@dataclass(frozen=True)
class As:
    """A permission asked for one of its roles only: parents and students name the same page differently."""

    role: str
    permission: object

    def allows(self, user, obj=None) -> Decision:
        return self.permission.allows(user, obj) if self.role in roles_of(user) else Decision(False)


def add():
    """The journal's lines of the menu."""
    register(
        MenuItem(
            "journal.children",
            _("My children"),
            "journal:children",
            "child",
            permission=As(Role.GUARDIAN, permissions.OWN_CHILD),
            order=1,
            phone=True,
        )
    )
    register(
        MenuItem(
            "journal.own",
            _("My marks"),
            "journal:children",
            "grid",
            permission=As(Role.STUDENT, permissions.OWN_CHILD),
            order=2,
            phone=True,
        )
    )
    register(MenuItem("journal.day", _("My day"), "journal:day", "day", LESSONS, permissions.DAY, order=10, phone=True))
    register(
        MenuItem(
            "journal.view", _("Journals"), "journal:sections", "grid", LESSONS, permissions.VIEW, order=11, phone=True
        )
    )
    register(
        MenuItem(
            "journal.see_timetable",
            _("Timetable"),
            "journal:timetable",
            "clock",
            LESSONS,
            permissions.SEE_TIMETABLE,
            order=12,
            phone=True,
        )
    )
    register(MenuItem("journal.close", _("Terms"), "journal:terms", "lock", LESSONS, permissions.CLOSE, order=13))
    register(
        MenuItem(
            "journal.behind", _("Journals behind"), "journal:behind", "warning", LESSONS, permissions.BEHIND, order=14
        )
    )
