"""The list of a class on a day, a sheet for each class, in the layout that is needed."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Band, Column, Heading
from schoolmis.people.phones import show_phone
from schoolmis.ui.dates import date_as_of
from students import permissions
from students.models import Guardianship, Student
from students.reports.forms import ClassListForm, Layout

DAYS = 22
"""Empty columns of the attendance sheet: a month of school days."""


def in_class(school_class, day):
    return (
        Student.objects.in_class(school_class, day).with_consent().select_related("person").order_by("person__sort_key")
    )


def guardians_of(students, day) -> dict[int, list[Guardianship]]:
    """By student; only of those whose consent is in force (R1-6.2)."""
    found = {}
    links = Guardianship.objects.on(day).filter(student__in=[one.pk for one in students if one.consented])
    for link in links.select_related("guardian"):
        found.setdefault(link.student_id, []).append(link)
    return found


def _whole(phone):
    """A number does not break between two lines."""
    return phone.replace(" ", "\u00a0")


@register
class ClassList(Report):
    """Names in the Kyrgyz order; birth date, sex and contacts under a consent and by right (R1-6.1, R1-6.2)."""

    code = "students.class_list"
    title = gettext_lazy("Class list")
    about = gettext_lazy(
        "Students of a class on a day: names, birth dates, parents, a sheet for attendance or signatures"
    )
    permission = permissions.VIEW_CLASS
    form_class = ClassListForm

    def sections(self, params):
        return [params | {"school_class": one} for one in params["classes"]]

    def subject(self, params):
        return params["school_class"]

    def heading(self, params, lang):
        of = params["school_class"]
        year = _("Academic year %(year)s") % {"year": of.year}
        subtitle = f"{year} · {date_as_of(params['on'], lang)}"
        if self._layout(params) == Layout.ATTENDANCE:
            month = _("Month")
            subtitle = f"{year} · {month}: ____________________"
        if self._layout(params) == Layout.SIGN:
            about = pgettext("list", "About")
            subtitle = f"{year} · {about}: ________________________________________"
        return Heading(title=_("List of class %(class)s") % {"class": of}, subtitle=subtitle)

    @staticmethod
    def _layout(params):
        return params.get("layout") or Layout.NAMES

    def columns(self, params):
        name, file = Column("name", _("Name"), weight=3), Column("file", _("Personal file №"), width=24, align="center")
        note = Column("note", _("Note"), weight=1)
        return {
            Layout.NAMES: [name, file, note],
            Layout.BORN: [
                name,
                Column("born", _("Birth date"), kind="date", width=26),
                Column("sex", _("Sex"), width=20, align="center"),
                file,
                note,
            ],
            Layout.GUARDIANS: [
                Column("name", _("Name"), weight=2),
                Column("guardians", _("Parents"), weight=2),
                Column("phones", _("Phone"), width=40),
            ],
            Layout.ATTENDANCE: [
                Column("name", _("Name"), weight=1),
                *[Column(f"d{number}", " ", kind="mark", width=5) for number in range(DAYS)],
            ],
            Layout.SIGN: [
                Column("name", _("Name"), weight=2),
                Column("who", _("Who signs"), width=36),
                Column("date", _("Date"), width=24),
                Column("sign", pgettext("list", "Signature"), width=38),
            ],
        }[self._layout(params)]

    def rows(self, params):
        students = list(in_class(params["school_class"], params["on"]))
        links = guardians_of(students, params["on"]) if self._layout(params) == Layout.GUARDIANS else {}
        return [self._row(one, links.get(one.pk, ())) for one in students] or [Band(_("Nobody is in this class."))]

    @staticmethod
    def _row(student, links):
        person, shown = student.person, student.consented
        return {
            "name": str(person),
            "file": student.file_number or "",
            "born": person.born_on if shown else None,
            "sex": str(person.get_sex_display()) if shown else "",
            "guardians": "; ".join(f"{link.guardian} ({link.get_relation_display()})" for link in links),
            "phones": ", ".join(_whole(show_phone(link.guardian.phone)) for link in links if link.guardian.phone),
        }

    def file_name(self, params):
        return f"class-list-{params['school_class']}" if params.get("school_class") else "class-lists"
