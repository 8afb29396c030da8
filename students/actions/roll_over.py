"""The roll-over table: proposed from what the school has, changed, confirmed by the director (R7-2.1, domain §1.5)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.orders.models import Order
from schoolmis.structure.actions import add_class, open_year
from schoolmis.structure.models import AcademicYear, SchoolClass, SchoolProfile
from students import permissions
from students.actions.keeping import Conflict, demanded
from students.models import ClassStep, GradeStep, YearEnd
from students.rules.promotion import step_of
from students.year_facts import Table


def locked(year_end: YearEnd) -> YearEnd:
    """One act at a time on the end of a year."""
    return YearEnd.objects.select_for_update(of=("self",)).select_related("year", "next_year").get(pk=year_end.pk)


def drafts_of(year_end: YearEnd):
    """Draft orders that the run has made and nobody has signed or annulled."""
    drafts = Order.objects.filter(status=Order.Status.DRAFT, annulled_at=None, payload__year_end=year_end.pk)
    return drafts.order_by("pk")


def begin_year_end(year: AcademicYear, *, by: User) -> YearEnd:
    """Open the end of `year` with a proposed roll-over table; the one that is there already is given back."""
    grant = demanded(permissions.PROMOTE, by)
    with acting(by, grant=grant):
        AcademicYear.objects.select_for_update(no_key=True).get(pk=year.pk)
        year_end, made = YearEnd.objects.get_or_create(year=year)
        if made:
            following = AcademicYear.objects.filter(starts_on__year=year.starts_on.year + 1).first()
            YearEnd.objects.filter(pk=year_end.pk).update(next_year=following)
            year_end.next_year = following
            _propose(year_end)
            record("students.begin_year_end", year_end, by=by)
    return year_end


def _propose(year_end) -> None:
    school = SchoolProfile.objects.first()
    last = school.grade_to if school else 11
    classes = list(SchoolClass.objects.filter(year=year_end.year))
    there = SchoolClass.objects.filter(year=year_end.next_year) if year_end.next_year else ()
    known = {(one.grade, one.letter) for one in there}
    programmes = {one.grade: one.programme for one in there}
    steps = {}
    for one in classes:
        steps[one.programme, one.grade] = step_of(one.grade, one.programme, last, programmes)
    GradeStep.objects.bulk_create(
        GradeStep(year_end=year_end, programme=programme, grade=grade, to_grade=to, to_programme=of)
        for (programme, grade), (to, of) in sorted(steps.items())
    )
    ClassStep.objects.bulk_create(
        ClassStep(year_end=year_end, school_class=one, letters=_letters(one, steps, known)) for one in classes
    )


def _letters(school_class, steps, known) -> str:
    """The same letter; where the next year has classes of that grade without it, they share the class."""
    to = steps[school_class.programme, school_class.grade][0]
    of_grade = sorted(letter for grade, letter in known if grade == to)
    return school_class.letter if school_class.letter in of_grade or not of_grade else " ".join(of_grade)


def change_roll_over(year_end: YearEnd, *, steps: dict, classes: dict, version: int, by: User) -> YearEnd:
    """`steps`: {GradeStep id: (grade or None, programme)}; `classes`: {ClassStep id: (grade or None, letters)}."""
    grant = demanded(permissions.PROMOTE, by)
    with acting(by, grant=grant):
        year_end = locked(year_end)
        _still(year_end, version)
        for step in GradeStep.objects.filter(year_end=year_end, pk__in=steps):
            step.to_grade, step.to_programme = steps[step.pk]
            step.full_clean()
            step.save(update_fields=["to_grade", "to_programme"])
        for step in ClassStep.objects.filter(year_end=year_end, pk__in=classes):
            step.to_grade, letters = classes[step.pk]
            step.letters = " ".join(letters.upper().replace(",", " ").split())
            if not step.letters or any(len(letter) > 1 or not letter.isalpha() for letter in step.letters.split()):
                raise ValidationError(
                    _("Class %(class)s: write the letters of the next classes, А or А Б.")
                    % {"class": step.school_class},
                    "letters",
                )
            step.save(update_fields=["to_grade", "letters"])
        YearEnd.objects.filter(pk=year_end.pk).update(version=year_end.version + 1)
        record("students.change_roll_over", year_end, by=by)
    year_end.refresh_from_db()
    return year_end


def _still(year_end, version):
    if year_end.version != version:
        raise Conflict({}, year_end.version)
    if year_end.confirmed_on:
        raise ValidationError(_("The roll-over table is confirmed: open it again first."), "confirmed")


def confirm_roll_over(year_end: YearEnd, *, version: int, by: User) -> YearEnd:
    """The director confirms the table for the year; the next year's classes are matched, or made."""
    grant = demanded(permissions.ROLL_OVER, by)
    with acting(by, grant=grant):
        year_end = locked(year_end)
        _still(year_end, version)
        following = year_end.next_year or _next_year(year_end.year, by)
        year_end.next_year = following
        made = _make_classes(year_end, by)
        year_end.confirmed_on, year_end.confirmed_by = clock.today(), by
        year_end.version += 1
        year_end.save(update_fields=["next_year", "confirmed_on", "confirmed_by", "version"])
        record("students.confirm_roll_over", year_end, by=by, made=[str(one) for one in made])
    return year_end


def _next_year(year, by) -> AcademicYear:
    first = year.starts_on.year + 1
    return AcademicYear.objects.filter(starts_on__year=first).first() or open_year(first, by=by)


def _make_classes(year_end, by) -> list[SchoolClass]:
    table, made = Table.of(year_end), []
    for one in SchoolClass.objects.filter(year=year_end.year):
        grade, programme = table.to_grade(one), table.to_programme(one)
        for letter in table.letters(one) if grade else ():
            if (grade, letter) not in table.next_classes:
                new = add_class(
                    year_end.next_year,
                    grade,
                    letter,
                    by=by,
                    programme=programme,
                    language=one.language,
                    shift=one.shift,
                )
                table.next_classes[grade, letter] = new
                made.append(new)
    return made


def reopen_roll_over(year_end: YearEnd, *, version: int, by: User) -> YearEnd:
    """The table may be changed again while no order of the run is drafted or signed."""
    grant = demanded(permissions.ROLL_OVER, by)
    with acting(by, grant=grant):
        year_end = locked(year_end)
        if year_end.version != version:
            raise Conflict({}, year_end.version)
        if drafts_of(year_end).exists() or year_end.decisions.filter(order__isnull=False).exists():
            raise ValidationError(_("Orders rest on this table already."), "orders")
        year_end.confirmed_on, year_end.confirmed_by, year_end.version = None, None, year_end.version + 1
        year_end.save(update_fields=["confirmed_on", "confirmed_by", "version"])
        record("students.reopen_roll_over", year_end, by=by)
    return year_end
