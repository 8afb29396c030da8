"""What the frame and the letterhead say about the school; asked of the database every half a minute."""

import re

from django.core.cache import cache
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.models import RoleGrant
from schoolmis.papers import letterhead
from schoolmis.people.models import Person
from schoolmis.structure.calendar import term_of
from schoolmis.structure.models import AcademicYear, SchoolProfile, in_language
from schoolmis.ui import frame

SECONDS = 30
MINISTRY = {"ky": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН АГАРТУУ МИНИСТРЛИГИ", "ru": "МИНИСТЕРСТВО ПРОСВЕЩЕНИЯ КЫРГЫЗСКОЙ РЕСПУБЛИКИ"}
# The department is named after its district by rule; a district that fits none stands as it is written.
DEPARTMENT = {
    "ky": ((r"\s+району$", " райондук билим берүү бөлүмү"), (r"\s+шаары$", " шаардык билим берүү башкармалыгы")),
    "ru": (
        (r"ский\s+район$", "ский районный отдел образования"),
        (r"^г(?:ород|\.)\s*(.+)$", r"Управление образования г. \1"),
    ),
}
HEAD = {"ky": "Мектеп директору", "ru": "Директор школы"}


def department(district: str, lang: str) -> str:
    """«Тоң району» → «Тоң райондук билим берүү бөлүмү»."""
    for pattern, name in DEPARTMENT[lang]:
        named, found = re.subn(pattern, name, district)
        if found:
            return named
    return district


def school_now():
    """(profile, year, term) of today; each may be None on an empty installation."""
    return cache.get_or_set("school-now", _school_now, SECONDS)


def _school_now():
    today = clock.today()
    year = AcademicYear.objects.filter(starts_on__lte=today).prefetch_related("terms").first()
    year = year or AcademicYear.objects.prefetch_related("terms").last()
    return SchoolProfile.objects.first(), year, term_of(today, year.terms.all()) if year else None


def forget():
    """After a change of the profile or the calendar the next page shows it."""
    cache.delete_many(["school-now", "school-head"])


@frame.provide
def about_school(request):
    school, year, term = school_now()
    if school is None:
        return {"school": _("School")}
    period = " · ".join(str(part) for part in (year, term) if part)
    return {"school": school.name, "place": in_language(school, "place"), "period": period}


def head_name() -> str:
    """The director's name as signatures have it; "" when there is none."""
    return cache.get_or_set("school-head", lambda: getattr(head_of(clock.today()), "initials", ""), SECONDS)


def head_of(day):
    """The director of that day, or None."""
    people = Person.objects.filter(user__role_grants__in=RoleGrant.objects.on(day).filter(role=Role.DIRECTOR))
    return people.order_by("-user__role_grants__starts_on").first()


def current_letterhead(lang: str) -> letterhead.Letterhead:
    school = school_now()[0]
    if school is None:
        return letterhead.Letterhead()
    district = in_language(school, "district", lang)
    lines = [MINISTRY[lang], department(district, lang).upper()] if district else [MINISTRY[lang]]
    return letterhead.Letterhead(
        lines=tuple(lines),
        school=in_language(school, "name", lang),
        place=in_language(school, "place", lang),
        head_post=HEAD[lang],
        head_name=head_name(),
    )


letterhead.provide(current_letterhead)
