"""What the desk itself says: the system needs attention, or the reader has no rights yet."""

from schoolmis.access.grants import grants_of
from schoolmis.desk import health, permissions
from schoolmis.desk.panels import panel


@panel("desk.no_rights", order=1, wide=True, now=True)
def no_rights(request):
    """R3-5.1b: somebody whom no order gives anything sees why the pages are empty."""
    return None if grants_of(request.user) else ("desk/no_rights.html", {})


@panel("desk.attention", permissions.HEALTH, order=900)
def attention(request):
    """Only what is not in order."""
    wrong = [fact for fact in (health.backup(), health.disk(), health.waiting_jobs()) if fact.tone != "good"]
    return ("desk/attention.html", {"facts": wrong}) if wrong else None
