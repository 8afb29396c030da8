"""The notices that this app sends."""

from django.utils.translation import gettext_lazy as _

from schoolmis.notices import kinds

kinds.register("students.debt", _("Academic debt of %(student)s in %(subject)s: clear by %(due_on)s"))
