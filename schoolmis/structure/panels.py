"""What the start page gets from the school's structure."""

from schoolmis.desk.panels import panel
from schoolmis.structure import permissions
from schoolmis.structure.models import AcademicYear


@panel("structure.confirm_calendar", permissions.CONFIRM, order=10, wide=True, now=True)
def calendar_to_confirm(request):
    """The director is told while the calendar is only a draft."""
    year = AcademicYear.objects.filter(is_draft=True).first()
    return ("structure/panel_calendar.html", {"year": year}) if year else None
