"""Profile, subjects, bells and rooms."""

import copy

from django.db.models import F, Value
from django.db.models.functions import Concat
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from schoolmis.access.guard import guard
from schoolmis.people.models import FoldedKey
from schoolmis.people.names import fold
from schoolmis.structure import actions, permissions
from schoolmis.structure.facts import premises_facts
from schoolmis.structure.forms import BellForm, PremisesForm, ProfileForm, RoomForm, SubjectForm
from schoolmis.structure.models import Bell, Premises, Room, SchoolProfile, Subject, in_language
from schoolmis.structure.views.common import ask, crumbs, tabs
from schoolmis.ui.acts import Act
from schoolmis.ui.lists import Column, List


def _profile():
    school = SchoolProfile.objects.first()
    if school is None:
        raise Http404(_("There is no school yet: “manage.py install” makes it."))
    return school


@guard(permissions.VIEW)
@require_safe
def school_page(request):
    school = _profile()
    languages = [
        (word, [getattr(school, f"{field}_{lang}") for field in ("name", "region", "district", "place")])
        for lang, word in (("ky", _("In Kyrgyz")), ("ru", _("In Russian")))
    ]
    context = {
        "title": school.name,
        "line": in_language(school, "place"),
        "school": school,
        "languages": languages,
        "premises": premises_facts(Premises.objects.filter(pk=1).first() or Premises(pk=1)),
        "tabs": tabs("school"),
        "edit_premises": Act(_("Edit"), reverse("structure:premises"), permissions.PROFILE),
        "acts": [Act(_("Edit"), reverse("structure:profile"), permissions.PROFILE, icon="edit", main=True)],
    }
    return render(request, "structure/school.html", context)


@guard(permissions.PROFILE)
def profile_edit(request):
    school = _profile()
    form = ProfileForm(request.POST or None, instance=copy.copy(school))
    return ask(
        request,
        form,
        lambda data: actions.change_profile(school, by=request.user, **data),
        done=_("The profile is saved."),
        back="structure:school",
        title=_("Profile of the school"),
        crumbs=crumbs(),
    )


@guard(permissions.PROFILE)
def premises_edit(request):
    premises = Premises.objects.filter(pk=1).first() or Premises(pk=1)
    form = PremisesForm(request.POST or None, instance=copy.copy(premises))
    return ask(
        request,
        form,
        lambda data: actions.change_premises(by=request.user, **data),
        done=_("Buildings and equipment are saved."),
        back="structure:school",
        title=_("Buildings and equipment"),
        line=_("What an office asks of in table H of the school statistics."),
        crumbs=crumbs(),
    )


class SubjectList(List):
    title = gettext_lazy("Subjects")
    template = "structure/list.html"
    columns = [
        Column(
            "name_ky",
            gettext_lazy("Name in Kyrgyz"),
            sort="name_ky",
            cls="name",
            link=lambda subject: reverse("structure:subject", args=[subject.pk]) if subject.may_change else "",
        ),
        Column("name_ru", gettext_lazy("Name in Russian"), sort="name_ru"),
        Column("code", gettext_lazy("Code"), sort="code", cls="code"),
        Column("order", gettext_lazy("Place in the curriculum"), sort="order", cls="num off"),
        Column("has_marks", gettext_lazy("Has marks"), cls="end"),
    ]
    search_hint = gettext_lazy("Name or code")
    default_sort = "order"
    page_size = 60

    def prepare(self, rows):
        may_change = permissions.SUBJECTS.allows(self.request.user).ok
        for one in rows:
            one.may_change = may_change

    def search(self, rows, text):
        words = Concat(F("code"), Value(" "), F("name_ky"), Value(" "), F("name_ru"))
        return rows.annotate(words=FoldedKey(words)).filter(words__contains=fold(text))


@guard(permissions.VIEW)
@require_safe
def subject_list(request):
    acts = [Act(_("Add a subject"), reverse("structure:subject_new"), permissions.SUBJECTS, icon="plus", main=True)]
    rows = permissions.VIEW.visible(request.user, Subject.objects.all())
    return SubjectList(rows).response(request, acts=acts, tabs=tabs("subjects"), crumbs=crumbs())


@guard(permissions.SUBJECTS)
def subject_edit(request, pk=None):
    subject = get_object_or_404(Subject, pk=pk) if pk else None
    form = SubjectForm(request.POST or None, instance=copy.copy(subject) if subject else None)

    def act(data):
        if subject:
            return actions.change_subject(subject, by=request.user, **data)
        return actions.add_subject(by=request.user, **data)

    return ask(
        request,
        form,
        act,
        done=_("The subject is saved."),
        back="structure:subjects",
        title=subject.name if subject else _("New subject"),
        crumbs=crumbs((_("Subjects"), reverse("structure:subjects"))),
    )


@guard(permissions.VIEW)
@require_safe
def bells_page(request):
    shifts = {}
    for bell in Bell.objects.all():
        row = shifts.setdefault(_whose(bell), [])
        bell.meets = row[-1].number if row and bell.starts_at < row[-1].ends_at else None
        row.append(bell)
    context = {
        "title": _("Bells and rooms"),
        "crumbs": crumbs(),
        "tabs": tabs("bells"),
        "shifts": shifts.items(),
        "rooms": Room.objects.all(),
        "may": permissions.BELLS.allows(request.user),
        "acts": [
            Act(_("Add a lesson"), reverse("structure:bell_new"), permissions.BELLS, icon="plus"),
            Act(_("Add a room"), reverse("structure:room_new"), permissions.BELLS, icon="plus"),
        ],
    }
    return render(request, "structure/bells.html", context)


def _whose(bell) -> str:
    """Whom a row of bells rings for: the shift, the grades, short days."""
    parts = [_("Shift %(shift)s") % {"shift": bell.shift}]
    if bell.grade_from is not None:
        span = bell.grade_from if bell.grade_from == bell.grade_to else f"{bell.grade_from}–{bell.grade_to}"
        parts.append(_("grades %(span)s") % {"span": span})
    return " · ".join([*parts, _("short days")] if bell.is_short else parts)


@guard(permissions.BELLS)
def bell_edit(request, pk=None):
    bell = get_object_or_404(Bell, pk=pk) if pk else Bell()
    form = BellForm(request.POST or None, instance=copy.copy(bell))
    return ask(
        request,
        form,
        lambda data: actions.change_bell(bell, by=request.user, **data),
        done=_("The bells are saved."),
        back="structure:bells",
        title=_("Bell of a lesson"),
        crumbs=crumbs((_("Bells and rooms"), reverse("structure:bells"))),
    )


@guard(permissions.BELLS)
def room_edit(request, pk=None):
    room = get_object_or_404(Room, pk=pk) if pk else None

    def act(data):
        return actions.change_room(room, by=request.user, **data) if room else actions.add_room(by=request.user, **data)

    return ask(
        request,
        RoomForm(request.POST or None, instance=copy.copy(room)),
        act,
        done=_("The room is saved.") if room else _("The room is added."),
        back="structure:bells",
        title=_("Room %(name)s") % {"name": room.name} if room else _("New room"),
        crumbs=crumbs((_("Bells and rooms"), reverse("structure:bells"))),
    )
