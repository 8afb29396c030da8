"""Timetables made in FET, aSc Timetables and Untis as a kind of import; a draft until it is confirmed."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import permissions
from journal.formats import is_timetable_file
from journal.imports.compare import asked, called
from journal.imports.programs.prepare import prepare, reads
from journal.imports.programs.save import draft_timetable
from schoolmis.imports.kinds import Kind, declare_notes, register
from schoolmis.ui.acts import Act

declare_notes(
    {
        "program": gettext_lazy(
            "The file was made in %(name)s. It becomes a draft version: lessons change only when you publish it."
        ),
        "member_chosen": gettext_lazy(
            "The archive has several timetables; %(name)s is the one that was read. Send another one by itself."
        ),
        "timetable_drafted": gettext_lazy(
            "The draft “%(name)s” has %(n)s lessons. Look at it on the board and publish it."
        ),
        "names_open": gettext_lazy("Names that mean nobody yet: %(n)s. Match them, and their lessons are placed."),
        "weeks_in_turn": gettext_lazy(
            "The file has two weeks that take turns; here too, the first begins with the school year."
        ),
        "untis_weeks": gettext_lazy(
            "Lessons refused because another stands at their hour: %(n)s. GPU001 of Untis does not tell weeks: where"
            " two lessons take turns, the first of them is taken for every week. On the board of the draft, change it"
            " to its weeks and put the other one at the same hour for the other weeks."
        ),
        "week_chosen": gettext_lazy("The file has a cycle of %(all)s weeks; the lessons of week %(n)s are taken."),
        "term_chosen": gettext_lazy("The file has %(all)s terms; the lessons of term %(n)s are taken."),
        "afternoon_counted": gettext_lazy(
            "The file keeps mornings and afternoons apart; the first lesson after noon is taken as lesson %(n)s."
        ),
        "second_shift": gettext_lazy("Lesson %(n)s of the file is taken as the first of the second shift."),
    }
)


def match_first(upload):
    """Opened before the preview while a name means nobody."""
    is_open = any(code == "names_open" for code, _values in upload.notes)
    return Act(_("Match names"), reverse("journal:names", args=[upload.pk]), permissions.TIMETABLE, main=is_open)


def drafted(upload) -> str:
    """The draft that the import has made."""
    made = next((values["version"] for code, values in upload.result if code == "timetable_drafted"), None)
    return reverse("journal:board", args=[made]) if made else reverse("journal:timetable")


PROGRAM = register(
    Kind(
        "timetable_file",
        gettext_lazy("Timetable of FET, aSc or Untis"),
        (),
        permissions.TIMETABLE,
        prepare=prepare,
        apply=draft_timetable,
        hint=gettext_lazy("A .fet file or FET's results as .zip, the XML of aSc Timetables, GPU001.TXT of Untis"),
        asks=asked,
        title=called,
        outcome=drafted,
        by_place=True,
        knows=is_timetable_file,
        reads=reads,
        accept=".fet,.xml,.zip,.txt,.csv",
        step=match_first,
    )
)
