"""Marks of lessons as a kind of import: the journal as it is printed, days across, or a list (R3-3j, R1-4.1/2)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from journal import permissions
from journal.imports.marks.compare import import_marks, mine, prepare
from journal.imports.marks.tables import unfold
from schoolmis.imports.headings import NUMBER
from schoolmis.imports.kinds import Kind, declare_notes, register
from schoolmis.imports.records import declare

declare(
    "marks",
    [
        ("class", r"^класс(ы|тар|тары)?$|^класс |^кл$|^class$"),
        ("group", r"^топ|подгрупп|^групп|^кичи топ|^group$"),
        ("name", r"^аты жону$|^фио\b|^ф и о$|^окуучу\w*$|^ученик\w*$|^учащ\w*$|^name$"),
        ("subject", r"предмет|^дисциплин|^subject$"),
        ("date", r"^куну?$|^дата( урока)?$|^сабактын куну$|^date$"),
        ("number", r"^сабак\w*$|^сабак\w* номер\w*|^(номер )?урок\w*$|^lesson$"),
        ("mark", r"^баа\w*$|^отметк\w*$|^оценк\w*$|^балл\w*$|^mark$"),
        ("comment", r"^комментари\w*$|^эскертуу\w*$|^примечани\w*$|^comment$"),
        ("index", NUMBER),
    ],
    [{"name", "date", "mark"}],
    example="Аты-жөнү, 16.11, 19.11 … (ФИО, 16.11, 19.11 …)",
    unfold=unfold,
)
declare_notes(
    {
        "marks_of": _("Journals: %(names)s"),
        "marks_set": _("Cells of the journals written: %(n)s"),
    }
)


def asked(by) -> dict:
    """The journal where the file names none, and why marks come late where the school asks it."""
    journals = [(one.pk, f"{one.group} · {one.subject}") for one in mine(by)]
    return {
        "section": forms.ChoiceField(
            label=_("Journal"), choices=[("", _("as the file says")), *journals], required=False
        ),
        "reason": forms.CharField(
            label=_("Reason"),
            max_length=200,
            required=False,
            help_text=_("Where a mark is corrected or comes late: why. It stands in the history of the cell."),
        ),
    }


MARKS = register(
    Kind(
        "marks",
        _("Marks of lessons"),
        ("marks",),
        permissions.MARK,
        prepare=prepare,
        apply=import_marks,
        hint=_("Students downwards and days across, as the journal is exported, or a list: name, day, mark"),
        asks=asked,
        page="journal:sections",
        by_place=True,
    )
)
