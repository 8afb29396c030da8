"""Layouts of reports are kept and dropped; one act, one function."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.audit.book import acting, record

from . import asked
from .models import Layout

_share = []


def share_by(permission):
    """Once, from above: the right to show a layout to the others."""
    _share[:] = [permission]


def may_share(user):
    return bool(_share and _share[0].allows(user).ok)


def save_layout(report, query, *, name, shared, by):
    """R1-3.1i: keep what was asked of `report` under `name`; the same name of the same person is written anew."""
    asked.demand(report, by)
    if shared and not may_share(by):
        raise PermissionDenied(_share[0].allows(by).reason if _share else "")
    if not name.strip():
        raise ValidationError({"name": _("Give the layout a name.")})
    with acting(by):
        layout, _made = Layout.objects.update_or_create(
            owner=by,
            report=report.code,
            name=name.strip(),
            defaults={"query": query, "shared": shared, "saved_at": clock.now()},
        )
        record("papers.save_layout", layout, by=by, report=report.code, shared=shared)
    return layout


def drop_layout(layout, *, by):
    """Only its owner drops it."""
    if layout.owner_id != by.pk:
        raise PermissionDenied(_("Only the one who saved a layout removes it."))
    with acting(by):
        record("papers.drop_layout", layout, by=by, report=layout.report)
        layout.delete()
