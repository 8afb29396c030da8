"""Events of the days that come, on the start page."""

from schoolmis import clock
from schoolmis.access import Role
from schoolmis.desk.panels import panel
from schoolmis.events import audience, permissions, reading

AT_A_DESK = [Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY, Role.ADMINISTRATOR]


@panel("events.week", permissions.VIEW, order=45, roles=AT_A_DESK)
def week(request):
    events = reading.upcoming(clock.today(), audience.meant_for(request.user))
    return ("events/panel_week.html", {"events": events}) if events else None
