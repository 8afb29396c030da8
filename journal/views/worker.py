from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse

from schoolmis.access.guard import public


@cache
def _text() -> str:
    return Path(finders.find("js/sw.js")).read_text()


@public
def service_worker(request):
    """The service worker stands at the root, for its scope is where it stands; it is asked for anew each time."""
    return HttpResponse(
        _text(), "text/javascript", headers={"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    )
