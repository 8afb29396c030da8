"""The reader's own background jobs: the list, the progress of one, the file it made."""

from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from schoolmis.files.answer import send
from schoolmis.jobs.models import Job
from schoolmis.jobs.queue import demand_result, stop

SHOWN = 50


def _mine(view):
    """For everybody signed in; each sees their own jobs only. This app stands below `access`."""

    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.permissions = ()
    return guarded


@_mine
@require_safe
def index(request):
    found = list(Job.objects.filter(owner=request.user)[: SHOWN + 1])
    context = {"title": _("Jobs"), "line": _("What the program does for you in the background."), "jobs": found[:SHOWN]}
    return render(request, "jobs/index.html", context | {"is_cut": len(found) > SHOWN})


@_mine
@require_safe
def progress(request, pk):
    """A fragment that asks for itself anew until the job has ended."""
    return render(request, "jobs/progress.html", {"job": get_object_or_404(Job, pk=pk, owner=request.user)})


@_mine
@require_POST
def halt(request, pk):
    """Ask a job of one's own to stop."""
    stop(get_object_or_404(Job, pk=pk, owner=request.user))
    return redirect("jobs:index")


@_mine
@require_safe
def result(request, pk) -> FileResponse:
    made = get_object_or_404(Job, pk=pk, owner=request.user)
    if not made.result:
        raise Http404(_("This job has made no file."))
    demand_result(made, request.user)
    return send(made.result, made.result_name)
