"""Which subjects of which grades are marked by half-years (R1-4.1/1, domain facts §1.1)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure import hooks, permissions
from schoolmis.structure.actions.entitled import entitled
from schoolmis.structure.models import AcademicYear, Section


def set_half_years(year: AcademicYear, sections: set[int], *, by: User) -> int:
    """`sections` of the year are marked by half-years, its others by terms; how many have changed.

    A course in which results of this year stand keeps its way: nothing set is left without a column.
    """
    with acting(by, grant=entitled(permissions.CALENDAR, by)):
        rows = (
            Section.objects.select_for_update(of=("self",)).filter(group__year=year).select_related("subject", "group")
        )
        changed = [one for one in rows.order_by("pk") if one.by_half_years != (one.pk in sections)]
        stuck = hooks.with_results([one.pk for one in changed], waits=True)
        if stuck:
            names = ", ".join(str(one) for one in changed if one.pk in stuck)
            raise ValidationError(_("Results of this year are set already: %(names)s.") % {"names": names}, "results")
        for one in changed:
            one.by_half_years = not one.by_half_years
        Section.objects.bulk_update(changed, ["by_half_years"])
        if changed:
            told = {str(one.pk): one.by_half_years for one in changed}
            record("structure.set_half_years", year, by=by, sections=told)
    return len(changed)
