"""Lists of students. Personal columns stand there for those who may see them, and only of students with a consent."""

from dataclasses import replace

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from schoolmis import clock
from schoolmis.people.models import Address, Consent, Purpose
from schoolmis.people.phones import show_phone
from schoolmis.structure.models import Language, SchoolClass
from schoolmis.ui.lists import Choice, Column, List
from schoolmis.ui.numbers import whole
from students import permissions
from students.models import Enrolment, Guardianship, Placement, Student, StudyForm
from students.search import formerly, matching
from students.taken_out import show_facts, taken_out

FULL_TIME = "full"
FORMS = {FULL_TIME: _("full-time"), **dict(StudyForm.Form.choices)}
CONSENT = {"yes": _("given"), "withdrawn": _("withdrawn"), "no": _("none")}


def rows(user, day=None):
    """Students the reader may see, each with the class of `day` or the last one, the consent, the date `born`."""
    day = day or clock.today()
    place = Placement.objects.filter(student=OuterRef("pk"), starts_on__lte=day).exclude(ends_on=F("starts_on"))
    place = place.order_by("-starts_on")
    papers = Consent.objects.filter(person=OuterRef("person"), purpose=Purpose.RECORDS)
    homes = Address.objects.filter(person=OuterRef("person"), kind=Address.Kind.ACTUAL, ends_on=None)
    return (
        Student.objects.visible_to(user)
        .select_related("person")
        .with_consent()
        .annotate(
            class_id=Subquery(place.values("school_class")[:1]),
            grade=Subquery(place.values("school_class__grade")[:1]),
            letter=Subquery(place.values("school_class__letter")[:1]),
            consent=Case(
                When(consented=True, then=Value("yes")),
                When(Exists(papers), then=Value("withdrawn")),
                default=Value("no"),
            ),
            paper=Case(When(consented=True, then=Subquery(papers.filter(ends_on=None).values("paper")[:1]))),
            given_on=Case(When(consented=True, then=Subquery(papers.filter(ends_on=None).values("starts_on")[:1]))),
            place_code=Subquery(homes.values("place")[:1]),
            born=Case(When(consented=True, then=F("person__born_on"))),
            study_form=Subquery(StudyForm.objects.on(day).filter(student=OuterRef("pk")).values("form")[:1]),
        )
    )


def class_label(student):
    return f"{student.grade}-{student.letter}" if student.grade is not None else ""


def show(user, found):
    """Attach to each row `shown` (personal data may be seen), `guardian`, `guardian_phone`: two statements for all."""
    ids = [student.pk for student in found if student.consented]
    allowed = set(permissions.PERSONAL.visible(user, Student.objects.filter(pk__in=ids)).values_list("pk", flat=True))
    links, families = {}, {}
    for link in Guardianship.objects.on(clock.today()).filter(student__in=allowed).select_related("guardian"):
        families.setdefault(link.student_id, {}).setdefault(link.relation, link.guardian)
        best = links.get(link.student_id)
        if best is None or (link.guardian.phone and not best.phone):
            links[link.student_id] = link.guardian
    for student in found:
        student.shown = student.pk in allowed
        guardian = links.get(student.pk)
        student.family = families.get(student.pk, {})
        student.lives = student.place_code if student.shown else ""
        student.guardian = guardian.short_name if guardian else ""
        student.guardian_phone = show_phone(guardian.phone) if guardian else ""


def short_pin(student):
    pin = student.person.pin or ""
    return f"{pin[0]}•••{pin[-4:]}" if student.shown and pin else ""


def _url(student):
    from django.urls import reverse

    return reverse("students:card", args=[student.pk])


def named(student):
    """The name; who was found by a former one says so."""
    former = getattr(student, "formerly", "")
    return (
        _("%(name)s (formerly %(former)s)") % {"name": student.person, "former": former} if former else student.person
    )


NAME = Column("name", _("Name"), value=named, sort="person__sort_key", cls="name", link=_url, width=36)
CLASS = Column("class", _("Class"), value=class_label, sort=("grade", "letter", "person__sort_key"), cls="keep")
PERSONAL = [
    Column("born_on", _("Birth date"), value=lambda s: s.person.born_on if s.shown else None, sort="born", cls="keep"),
    Column("pin", _("PIN"), value=lambda s: s.person.pin if s.shown else "", cell=short_pin, cls="code off", width=17),
    Column("guardian", _("Parents"), value="guardian", export=False),
    Column("phone", _("Phone"), value="guardian_phone", cls="keep", export=False),
]
STUDY_FORM = Column(
    "study_form", _("Form of study"), value=lambda s: FORMS[s.study_form or FULL_TIME], show=False, width=20
)
BADGE = Column(
    "consent",
    _("Consent"),
    value=lambda s: CONSENT[s.consent],
    sort=("consent", "person__sort_key"),
    tone=lambda s: s.consent,
    cls="end",
    export=False,
)


RESTRICTED = Column(
    "restricted",
    _("State"),
    value=lambda s: "" if s.consented else _("restricted: no consent"),
    tone=lambda s: "none" if s.consented else "no",
    cls="end",
)


def by_state(queryset, value):
    """On the roll today; once on it; kept but not admitted yet."""
    today = clock.today()
    spells = Enrolment.objects.filter(student=OuterRef("pk"))
    now = Exists(spells.filter(Q(ends_on=None) | Q(ends_on__gt=today), starts_on__lte=today))
    if value == "enrolled":
        return queryset.filter(now)
    if value == "left":
        return queryset.filter(~now, Exists(spells.filter(ends_on__lte=today, ends_on__gt=F("starts_on"))))
    return queryset.filter(~Exists(spells.filter(starts_on__lte=today).exclude(ends_on=F("starts_on"))))


def classes_of(request):
    seen = permissions.VIEW_CLASS.visible(request.user, SchoolClass.objects.of_day(clock.today()))
    return [(one.pk, str(one)) for one in seen.distinct()]


class StudentList(List):
    title = _("Students")
    filters = [
        Choice("class", _("Class"), choices=classes_of, apply=lambda found, value: found.filter(class_id=value)),
        Choice(
            "language",
            _("Language of instruction"),
            choices=Language.choices,
            apply=lambda found, value: found.filter(
                class_id__in=SchoolClass.objects.filter(language=value).values("pk")
            ),
        ),
        Choice(
            "state",
            _("State"),
            choices=[("enrolled", _("studies")), ("left", _("left")), ("coming", _("not admitted yet"))],
            apply=by_state,
            default="enrolled",
        ),
        Choice("consent", _("Consent"), choices=list(CONSENT.items())),
    ]
    search_hint = _("Name, PIN or phone")
    default_sort = "name"
    export_permission = permissions.EXPORT
    file_name = "students"
    empty = _("No student yet. Admit one, or import a list.")

    def __init__(self, user, **attributes):
        self.user = user
        if permissions.PERSONAL.allows(user):
            chosen = Choice("form", _("Form of study"), choices=list(FORMS.items()), apply=self.by_form)
            self.filters = [*self.filters, chosen] if self.filters else self.filters
            self.columns = [NAME, CLASS, *PERSONAL, *taken_out(user), STUDY_FORM, BADGE]
        else:
            self.columns, self.search_hint = [NAME, CLASS, RESTRICTED], _("Name")
            self.filters = [one for one in self.filters if one.code != "consent"]
        super().__init__(rows(user), **attributes)

    def by_form(self, queryset, value):
        """R7-2.3, R7-2.5; only among those whose records the reader may see."""
        seen = permissions.PERSONAL.visible(self.user, Student.objects.all()).values("pk")
        found = queryset.filter(pk__in=seen)
        return found.filter(study_form=None) if value == FULL_TIME else found.filter(study_form=value)

    def bind(self, request):
        """Who asks for a form of study sees it in each row."""
        super().bind(request)
        if any(one.code == "form" and value for one, _options, value in self.choices):
            shown = replace(STUDY_FORM, show=True)
            self.columns = [shown if one is STUDY_FORM else one for one in self.columns]
        return self

    @property
    def narrowed(self):
        """The state that is chosen by itself does not count: an empty school is told what to do."""
        return bool(self.text or any(value != one.default for one, _options, value in self.choices))

    def search(self, queryset, text):
        return matching(self.user, queryset, text)

    def prepare(self, found):
        show(self.user, found)
        if self.request.GET.get("export"):
            show_facts(self.user, found)
        names = formerly(found, self.text) if self.search and self.text else {}
        for student in found:
            student.formerly = names.get(student.person_id, "")

    def counted(self, count):
        return ngettext("%(n)s student", "%(n)s students", count) % {"n": whole(count)}


class ClassList(StudentList):
    """The students of one class today."""

    filters = []
    search = None
    page_size = 100
    file_name = "class"
    empty = _("No student in this class yet.")

    def __init__(self, user, school_class, **attributes):
        super().__init__(user, **attributes)
        self.columns = [column for column in self.columns if column.code != "class"]
        today = Placement.objects.on(clock.today()).filter(student=OuterRef("pk"), school_class=school_class)
        self.rows = self.rows.filter(Exists(today))
