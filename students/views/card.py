"""A student's card and what is changed on it."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.audit.models import Entry
from schoolmis.audit.words import word
from schoolmis.orders import permissions as orders
from schoolmis.people.models import Purpose
from schoolmis.people.phones import show_phone
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import moment
from schoolmis.ui.forms import form_page, tried
from schoolmis.ui.lists import Column, List
from students import actions, blocks, entry_words, health_papers, permissions
from students.forms import PersonForm
from students.grounds import Ground
from students.lists import class_label
from students.models import Asked, StudyForm
from students.rules.movement import age_on
from students.slips import slips_answer
from students.timeline import facts, settled_of
from students.views.common import card_url, crumbs, found, kept, order_url


@guard(permissions.VIEW)
@require_safe
def student_card(request, pk):
    """R1-1.2d: every look at a card is booked. Without a consent it shows the legal minimum."""
    student = found(request, pk)
    actions.book_view(student, by=request.user)
    return render(request, "students/card.html", story(request, student))


@guard(permissions.VIEW)
@require_safe
def student_block(request, pk, code):
    """One block of the card: into the card by htmx, a page of its own without."""
    student = found(request, pk)
    html = blocks.drawn(code, request, student)
    if html is None:
        raise Http404
    if request.htmx:
        return HttpResponse(html)
    context = {"title": str(student), "html": html, "crumbs": crumbs(request, student)}
    return render(request, "students/block_page.html", context)


def story(request, student, pin=""):
    user, person, today = request.user, student.person, clock.today()
    may_see = student.may_see
    staff = permissions.LIST.allows(user).ok
    spells = list(student.enrolments.select_related("order", "departure_order"))
    places = list(student.placements.select_related("order", "school_class"))
    spell = next((one for one in spells if one.starts_on <= today and (not one.ends_on or one.ends_on > today)), None)
    keeps = permissions.KEEP.allows(user).ok
    personal = may_see and student.consented
    of_health = any(one.ground == Ground.HEALTH for one in spells)
    opened = of_health and health_papers.sees(user, student)
    forms = student.study_forms.select_related("order", "ended_by") if may_see else ()
    facts_seen = facts(spells, places, forms, opened, settled_of(student)) if may_see else []
    return {
        "title": str(person),
        "crumbs": crumbs(request, student)[:-1] + _class_crumb(request, student),
        "acts": _acts(request, student, spell, spells, staff),
        "student": student,
        "person": person,
        "label": class_label(student) if spell else "",
        "spell": spell,
        "study_form": StudyForm.Form(student.study_form).label if may_see and student.study_form else "",
        "staff": staff,
        "since": spells[0].starts_on if spells else None,
        "place": next((one for one in reversed(places) if one.school_class_id == student.class_id), None),
        "may_see": may_see,
        "personal": personal,
        "age": age_on(person.born_on, today) if personal and person.born_on else None,
        "pin": pin,
        "phone": show_phone(person.phone) if personal else "",
        "email": person.email if personal else "",
        "second_phone": show_phone(person.second_phone) if personal else "",
        "may_show_pin": personal and permissions.FULL_PIN.allows(user).ok,
        "guardians": _guardians(student, today) if personal else [],
        "consents": _consents(student) if may_see else [],
        "facts": [(fact, order_url(fact.order) if orders.VIEW.allows(user).ok else "") for fact in facts_seen],
        "keeps": keeps,
        "registers": permissions.CONSENTS.allows(user).ok,
        "may_see_history": permissions.HISTORY.allows(user).ok,
        "blocks": blocks.offered(user),
    }


def _class_crumb(request, student):
    if not (student.class_id and permissions.LIST.allows(request.user)):
        return []
    return [(class_label(student), reverse("students:class", args=[student.class_id]))]


def _acts(request, student, spell, spells, staff):
    """Acts stand on the card of those who keep records; a teacher's and a parent's card only shows."""
    if not staff:
        return []
    args, acts = [student.pk], []
    if spell and student.consented and student.may_slip:
        acts = [Act(_("Slips"), reverse("students:slips", args=args), icon="key", method="post")]
    if permissions.PERSONAL_FILE.allows(request.user) and student.may_see and student.consented:
        acts.append(Act(_("Personal file"), reverse("students:file", args=args), icon="print"))
    if not permissions.KEEP.allows(request.user):
        return acts
    if permissions.APPLICATIONS.allows(request.user):
        url = f"{reverse('students:application_new')}?student={student.pk}"
        acts.append(Act(_("Application"), url, permissions.APPLICATIONS, icon="document"))
    if spell:
        issue = reverse("students:certificate_issue", args=args)
        acts.insert(0, Act(_("Certificate"), issue, permissions.CERTIFICATES))  # the first one stands outside "More"
        if not spell.ends_on:  # until the day of a signed departure there is nothing more to order
            acts.append(Act(_("Transfer"), reverse("students:transfer", args=args), orders.DRAFT))
            acts.append(Act(_("Release"), reverse("students:release", args=args), orders.DRAFT))
    elif spells:
        acts.insert(0, _return(student))
    return [*acts, Act(_("Edit"), reverse("students:edit", args=args), permissions.KEEP, student, main=True)]


def _return(student):
    """R7-4.5: a return begins with the application; where it is registered, the button leads to it."""
    asked = student.applications.filter(kind=Asked.RESTORATION, state__in=["registered", "ordered"]).first()
    begin = f"{reverse('students:application_new')}?student={student.pk}&kind={Asked.RESTORATION}"
    url = reverse("students:application", args=[asked.pk]) if asked else begin
    return Act(_("Restore"), url, permissions.APPLICATIONS)


def _guardians(student, today):
    links = student.guardianships.on(today).select_related("guardian")
    links = sorted(links, key=lambda one: (not one.is_main, one.call_order or 99, one.relation))
    return [(link, show_phone(link.guardian.phone), show_phone(link.guardian.second_phone)) for link in links]


def _consents(student):
    """[(purpose, last consent or None, state)] of every purpose."""
    last = {consent.purpose: consent for consent in student.person.consents.order_by("starts_on", "pk")}
    rows = []
    for purpose in Purpose:
        consent = last.get(purpose.value)
        rows.append((purpose, consent, "no" if consent is None else "withdrawn" if consent.ends_on else "yes"))
    return rows


@guard(permissions.FULL_PIN)
@require_POST
def student_pin(request, pk):
    """The PIN in full, for those who may; the look is booked."""
    student = kept(request, pk, permissions.FULL_PIN)
    pin = (student.person.pin or "") if student.consented else ""
    actions.book_pin(student, by=request.user)
    if request.htmx:
        return HttpResponse(format_html('<span class="code">{}</span>', pin))
    return render(request, "students/card.html", story(request, student, pin=pin))


@guard(permissions.KEEP)
def student_edit(request, pk):
    student = kept(request, pk, permissions.KEEP)
    form = PersonForm(request.POST or None, instance=_copy(student.person), restricted=not student.consented)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        if tried(form, lambda: actions.change_person(student, version=version, by=request.user, **form.data_of_person)):
            messages.success(request, _("Saved."))
            return redirect(card_url(student))
    return form_page(
        request,
        form,
        title=_("Edit"),
        crumbs=crumbs(request, student),
        cancel=card_url(student),
        note="" if student.consented else _("Restricted: without a consent only the name is kept."),
    )


def _copy(person):
    """A model form writes what was typed into its instance even when the act then refuses it."""
    return type(person).objects.get(pk=person.pk)


@guard(permissions.SLIPS)
@require_POST
def student_slips(request, pk):
    """One-use slips of the student and all the guardians, as one paper."""
    student = kept(request, pk, permissions.SLIPS)
    people = [
        student.person,
        *(link.guardian for link in student.guardianships.on(clock.today()).select_related("guardian")),
    ]
    return slips_answer(request, [(student, people)], back=card_url(student))


class Entries(List):
    title = gettext_lazy("History")
    columns = [
        Column("at", gettext_lazy("When"), value=lambda entry: moment(entry.at), cls="keep"),
        Column("who", gettext_lazy("Who"), value="who", cls="name"),
        Column("act", gettext_lazy("Act"), value=lambda entry: word(entry.act)),
        Column("data", gettext_lazy("What"), value="told"),
    ]
    page_size = 50

    def prepare(self, found):
        orders = entry_words.orders_of(found)
        for entry in found:
            entry.told = entry_words.told(entry, orders)


@guard(permissions.HISTORY)
@require_safe
def student_history(request, pk):
    """R1-1.2d: who did what with this record, looks included."""
    student = kept(request, pk, permissions.HISTORY)
    own = Q(subject_type="students.student", subject_id=student.pk)
    entries = Entry.objects.filter(own | Q(subject_type="people.person", subject_id=student.person_id))
    return Entries(entries).response(request, title=_("History"), line=str(student), crumbs=crumbs(request, student))
