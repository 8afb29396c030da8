"""The lists of bodies and of protocols."""

from collections import defaultdict

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schoolmis.orders import permissions
from schoolmis.orders.models import Body, Decision, Protocol
from schoolmis.people.models import FoldedWords
from schoolmis.people.names import fold
from schoolmis.ui.lists import Choice, Column, Day, List


def state(protocol):
    """What the protocol is now: its status, or that it is annulled."""
    if protocol.annulled_at:
        return _("annulled"), "annulled"
    return protocol.get_status_display(), Protocol.tones[protocol.status]


def work(body):
    """Whether the body is at work."""
    return (_("closed"), "none") if body.ends_on else (_("at work"), "good")


class BodyList(List):
    title = _("Bodies and protocols")
    columns = [
        Column(
            "name",
            _("Name"),
            value=str,
            sort="name_ky",
            cls="name",
            link=lambda one: reverse("bodies:body", args=[one.pk]),
        ),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind", cls="off"),
        Column("members", _("Members"), sort="members", cls="num"),
        Column("last", _("Last protocol"), value="last", sort="last", cls="keep"),
        Column("state", _("State"), value=lambda one: work(one)[0], tone=lambda one: work(one)[1], cls="end"),
    ]
    filters = [
        Choice("kind", _("Kind"), choices=Body.Kind.choices),
        Choice(
            "state",
            _("State"),
            choices=[("now", _("at work")), ("closed", _("closed"))],
            apply=lambda rows, value: rows.filter(ends_on__isnull=value == "now"),
            default="now",
        ),
    ]
    empty = _("No body yet. Add the pedagogical council first.")


def years(request):
    found = Protocol.objects.order_by("-school_year").values_list("school_year", flat=True).distinct()
    return [(year, f"{year}–{year + 1}") for year in found]


def bodies(request):
    return [(one.pk, str(one)) for one in permissions.VIEW_BODIES.visible(request.user, Body.objects.all())]


class ProtocolList(List):
    title = _("Protocols")
    columns = [
        Column(
            "body",
            _("Body"),
            value=lambda one: str(one.body),
            sort="body__name_ky",
            cls="name",
            link=lambda one: reverse("bodies:protocol", args=[one.pk]),
        ),
        Column("number", _("Number"), value="label", sort=("school_year", "number"), cls="code keep"),
        Column("held_on", _("Held on"), sort=("held_on", "pk"), cls="keep"),
        Column("about", _("Agenda"), value="about", cls="off"),
        Column("state", _("Status"), value=lambda one: state(one)[0], tone=lambda one: state(one)[1], cls="end"),
    ]
    filters = [
        Choice("body", _("Body"), choices=bodies),
        Choice("year", _("School year"), choices=years, apply="school_year"),
        Choice(
            "status",
            _("Status"),
            choices=[*Protocol.Status.choices, ("annulled", _("annulled"))],
            apply=lambda rows, value: (
                rows.exclude(annulled_at=None) if value == "annulled" else rows.filter(status=value, annulled_at=None)
            ),
        ),
        Day("since", _("Held since"), apply="held_on__gte"),
    ]
    search_hint = _("Number, question or decision")
    export_permission = permissions.EXPORT_PROTOCOLS
    file_name = "protocols"
    empty = _("No protocol yet.")

    def prepare(self, rows):
        agendas = defaultdict(list)
        for point in Decision.objects.filter(protocol__in=rows, is_dropped=False):
            agendas[point.protocol_id].append(point.question)
        for row in rows:
            row.about = "; ".join(agendas[row.pk])

    def search(self, rows, text):
        if text.isdecimal() and len(text) < 7:
            return rows.filter(number=int(text))
        words = FoldedWords("question", "heard", "spoke", "decided")
        points = Decision.objects.filter(protocol=OuterRef("pk"), is_dropped=False).alias(words=words)
        return rows.filter(Exists(points.filter(words__contains=fold(text))))
