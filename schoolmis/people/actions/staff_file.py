"""Papers of the staff file: entered, changed, annulled; the latest attestation is the employee's category (R5-3f)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.files.actions import keep_file
from schoolmis.people import permissions
from schoolmis.people.models import Attestation, Employee, FileRow, Purpose, StaffPaper


def add_row(model: type[FileRow], employee: Employee, *, by: User, scan=None, **values) -> FileRow:
    """R1-2.2a: one paper of an employee. `scan`: the uploaded file, where there is one."""
    grant = permissions.KEEP_STAFF.demand(by)
    _may_keep(model, employee)
    with acting(by, grant=grant):
        row = model(employee=employee, **values)
        _write(row, scan, by)
        record("people.add_paper", employee, by=by, kind=model._meta.model_name, row=row.pk)
    return row


def change_row(row: FileRow, *, version: int, by: User, scan=None, **values) -> FileRow:
    """Whoever saved later than `version` is refused; what stands and what was typed are shown to them."""
    grant = permissions.KEEP_STAFF.demand(by)
    with acting(by, grant=grant):
        row = type(row).objects.select_for_update().select_related("employee").get(pk=row.pk)
        if row.version != version:
            raise ValidationError(_("Somebody else has changed this paper meanwhile."), "version")
        if row.annulled_at:
            raise ValidationError(_("This paper is annulled."), "annulled")
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1
        _write(row, scan, by)
        record("people.change_paper", row.employee, by=by, kind=row._meta.model_name, row=row.pk, fields=changed)
    return row


def annul_row(row: FileRow, *, by: User) -> FileRow:
    """A paper entered by mistake stays in the table, annulled."""
    grant = permissions.KEEP_STAFF.demand(by)
    with acting(by, grant=grant):
        row = type(row).objects.select_for_update().select_related("employee").get(pk=row.pk)
        if not row.annulled_at:
            row.annulled_at = clock.now()
            row.save(update_fields=["annulled_at"])
            current_category(row)
            record("people.annul_paper", row.employee, by=by, kind=row._meta.model_name, row=row.pk)
    return row


def _may_keep(model, employee):
    if model is StaffPaper and not employee.person.consents.filter(purpose=Purpose.RECORDS, ends_on=None).exists():
        raise ValidationError(_("Documents are kept only with a written consent (R1-6.2)."), "consent")


def _write(row, scan, by):
    if isinstance(row, Attestation) and row.given_on > clock.today():
        raise ValidationError(_("This day has not come yet."), "given_on")
    row.full_clean()
    if scan:
        row.scan = keep_file(scan, by=by)
    row.save()
    current_category(row)


def current_category(row) -> None:
    """The latest attestation that is not annulled is the category in force; without any, what the list said stays."""
    if not isinstance(row, Attestation):
        return
    last = row.employee.attestations.filter(annulled_at=None).first()
    if last:
        row.employee.category, row.employee.category_until = last.category, last.valid_until
    else:
        row.employee.category, row.employee.category_until = "", None
    row.employee.save(update_fields=["category", "category_until"])
