"""The list of staff on a day, as an inspection asks for it (R1-2.2b, R5-3f)."""

from decimal import Decimal

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from schoolmis.papers.letterhead import current
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Approve, Band, Column, Heading, Signature
from schoolmis.people import permissions
from schoolmis.people.models import Consent, Diploma, Employee, Position, Purpose
from schoolmis.people.reports.forms import StaffDayForm
from schoolmis.ui.dates import date_as_of, date_short

WORDS = {"ky": ("Кызматкерлердин тизмеси", "Мектеп директору"), "ru": ("Список работников", "Директор школы")}
GROUPS = (
    (gettext_lazy("Leaders"), (Position.DIRECTOR, Position.DEPUTY, Position.UPBRINGING)),
    (gettext_lazy("Teachers"), (Position.TEACHER,)),
    (pgettext_lazy("staff", "Others"), None),
)


def staff_on(day):
    """Who works on `day`, with diplomas, by name."""
    diplomas = Prefetch("diplomas", Diploma.objects.filter(annulled_at=None), "papers_kept")
    return list(Employee.objects.on(day).select_related("person").prefetch_related(diplomas))


def grouped(staff) -> list[tuple[str, list]]:
    """[(group's title, employees)] in the order of a staff list."""
    named = {code for _title, codes in GROUPS if codes for code in codes}
    found = []
    for title, codes in GROUPS:
        mine = [one for one in staff if (one.position in codes if codes else one.position not in named)]
        order = list(codes or Position)
        mine.sort(key=lambda one: order.index(one.position))
        found.append((str(title), mine))
    return [pair for pair in found if pair[1]]


@register
class StaffListReport(Report):
    """A birth date stands there only under a consent (R1-6.2)."""

    code = "people.staff_list"
    title = gettext_lazy("List of staff")
    about = gettext_lazy("Post, education, category, experience and rate of everybody who works on a day")
    permission = permissions.PERSONAL
    form_class = StaffDayForm
    landscape = True

    def columns(self, params):
        return [
            Column("name", _("Name"), weight=3),
            Column("post", _("Position"), weight=2),
            Column("born", _("Birth date"), kind="date"),
            Column("education", _("Education"), weight=1.3),
            Column("diploma", _("Institution, year, speciality"), weight=3),
            Column("subjects", _("Subjects"), weight=1.5),
            Column("category", _("Category"), weight=1.3),
            Column("years", _("Experience, years"), kind="int", turned=True),
            Column("teaching", _("Pedagogical experience, years"), kind="int", turned=True),
            Column("employment", _("Kind of employment"), weight=1.3),
            Column("rate", _("Rate"), kind="decimal", places=2, turned=True),
            Column("since", _("Works from"), kind="date"),
        ]

    def rows(self, params):
        day, found = params["on"], []
        consented = set(
            Consent.objects.filter(purpose=Purpose.RECORDS, ends_on=None).values_list("person_id", flat=True)
        )
        for title, staff in grouped(staff_on(day)):
            found.append(Band(title))
            found += [self._row(one, day, one.person_id in consented) for one in staff]
        return found

    def _row(self, one, day, consented):
        last = one.papers_kept[-1] if one.papers_kept else None
        diploma = (
            ", ".join(str(part) for part in (last.institution, last.finished, last.speciality) if part) if last else ""
        )
        until = f"{date_short(one.category_until)}" if one.category_until else ""
        category = " ".join(filter(None, (one.get_category_display(), until and f"({until})")))
        return (
            str(one),
            one.post,
            one.person.born_on if consented else None,
            one.get_education_display(),
            diploma,
            one.subjects_text,
            category,
            one.years(day),
            one.years_teaching(day),
            str(one.get_employment_display()),
            one.rate,
            one.starts_on,
        )

    def totals(self, params, rows):
        rate = sum((row[10] for row in rows), Decimal(0))
        return [(_("Total: %(n)s") % {"n": len(rows)}, *[""] * 6, None, None, "", rate, None)]

    def heading(self, params, lang):
        title, post = WORDS[lang]
        head = current(lang)
        director = head.head_post or post, head.head_name
        return Heading(
            title=title,
            subtitle=date_as_of(params["on"], lang),
            approve=Approve(*director),
            signatures=(Signature(*director),),
        )
