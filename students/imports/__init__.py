"""The contingent list as a kind of import: who each row means, what it changes, and the act that saves it."""

from django.utils.translation import gettext_lazy as _

from schoolmis.imports import staff
from schoolmis.imports.kinds import Kind, declare_notes, register
from students import permissions
from students.imports import district  # noqa: F401
from students.imports.compare import prepare
from students.imports.save import import_students
from students.imports.subgroups import fill_subgroups

declare_notes(
    {
        "students_new": _("Students taken into the records: %(n)s"),
        "students_changed": _("Students whose records were changed: %(n)s"),
        "students_restricted": _("Students without a consent, of whom name and class alone are kept: %(n)s"),
        "guardians_new": _("Parents and guardians added: %(n)s"),
        "consents_new": _("Consents registered: %(n)s"),
        "classes_new": _("Classes made: %(names)s"),
        "classes_to_make": _("This is the first list of the year, so its classes will be made: %(names)s"),
        "admission_drafted": _("Order of admission drafted for %(n)s students; they are on the roll when it is signed"),
        "restoration_drafted": _("Order of restoration drafted for %(n)s students; it waits for a signature"),
        "transfer_drafted": _("Order of transfer drafted for %(n)s students; it waits for a signature"),
        "subgroups_filled": _(
            "Subgroups filled by halves of the alphabetical list: %(n)s. Correct them on the class's page."
        ),
    }
)
CONTINGENT = register(
    Kind(
        "students",
        _("Students"),
        ("contingent",),
        permissions.IMPORT,
        prepare=prepare,
        apply=import_students,
        hint=_("Contingent: class, name, birth date, PIN, parents, consent"),
    )
)
staff.after_groups(fill_subgroups)

from students.imports import applications, results  # noqa: E402, F401 their kinds stand after the contingent's
