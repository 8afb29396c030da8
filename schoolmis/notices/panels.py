from schoolmis.desk.panels import panel
from schoolmis.notices.actions import unseen
from schoolmis.notices.models import Notice

SHOWN = 5


@panel("notices.unseen", order=800)
def new_notices(request):
    """What the reader has not seen yet, the newest first."""
    count = unseen(request.user)
    if not count:
        return None
    newest = Notice.objects.filter(user=request.user, seen_at=None)[:SHOWN]
    return "notices/panel.html", {"notices": newest, "count": count}
