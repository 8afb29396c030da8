"""The academic year: opened as a draft, moved, confirmed by the director."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure import calendar, hooks, permissions
from schoolmis.structure.actions.entitled import entitled
from schoolmis.structure.draft_calendar import draft_calendar
from schoolmis.structure.models import AcademicYear, DayOff, SpecialDay, Term


def open_year(first: int, *, by: User, is_draft=True) -> AcademicYear:
    """The academic year that begins in `first`, with four terms, vacations and holidays; a draft to be confirmed."""
    draft = draft_calendar(first)
    if AcademicYear.objects.filter(starts_on__year=first).exists():
        raise ValidationError(_("The year %(year)s is there already.") % {"year": f"{first}–{first + 1}"}, "exists")
    with acting(by, grant=entitled(permissions.CALENDAR, by)):
        year = AcademicYear.objects.create(starts_on=draft.starts_on, ends_on=draft.ends_on, is_draft=is_draft)
        terms = dict(enumerate(draft.terms, 1))
        Term.periods.bulk_create(
            Term(year=year, kind=kind, number=number, starts_on=start, ends_on=end)
            for kind, of in ((Term.Kind.QUARTER, terms), (Term.Kind.HALF, calendar.halves(terms)))
            for number, (start, end) in of.items()
        )
        DayOff.objects.bulk_create(DayOff(**vars(off)) for off in draft.days_off)
        record("structure.open_year", year, by=by)
    return year


def change_year(
    year: AcademicYear, *, starts_on: date, ends_on: date, terms: dict[int, tuple[date, date]], by: User
) -> AcademicYear:
    """Move the year and its terms; {number: (first day, last day)}, both within. Lessons keep their dates."""
    grant = entitled(permissions.CALENDAR, by)
    calendar.check_terms(starts_on, ends_on, terms)
    with acting(by, grant=grant):
        former = {f"{term.number}": f"{term.starts_on}–{term.ends_on}" for term in year.terms.all()}
        before = year.starts_on, year.ends_on
        _move(year, starts_on, ends_on, terms)
        hooks.days_changed(min(before[0], starts_on), max(before[1], ends_on), by)
        now = {str(number): f"{start}–{end}" for number, (start, end) in terms.items()}
        record("structure.change_year", year, by=by, former=former, now=now)
    return year


def _move(year, starts_on, ends_on, terms):
    """Terms may pass through each other's former days, so the ones that shrink go first."""
    year.starts_on, year.ends_on = starts_on, ends_on
    year.full_clean(validate_unique=False)
    year.save(update_fields=["starts_on", "ends_on"])
    with transaction.atomic():
        rows = {(term.kind, term.number): term for term in Term.periods.select_for_update().filter(year=year)}
        wanted = {(Term.Kind.QUARTER, number): days for number, days in terms.items()}
        wanted |= {(Term.Kind.HALF, number): days for number, days in calendar.halves(terms).items()}
        wanted = {key: days for key, days in wanted.items() if key in rows}
        for key, (start, end) in wanted.items():
            row = rows[key]
            first, last = max(start, row.starts_on), min(end, row.ends_on)
            if first >= last:
                raise ValidationError(_("A term cannot leave its former days altogether in one step."), "far")
            Term.periods.filter(pk=row.pk).update(starts_on=first, ends_on=last)
        for key, (start, end) in wanted.items():
            Term.periods.filter(pk=rows[key].pk).update(starts_on=start, ends_on=end)


def confirm_calendar(year: AcademicYear, *, by: User) -> AcademicYear:
    """The director confirms that the drafted dates are the decreed ones."""
    with acting(by, grant=entitled(permissions.CONFIRM, by)):
        if not year.is_draft:
            raise ValidationError(_("This calendar is confirmed already."), "confirmed")
        year.is_draft = False
        year.save(update_fields=["is_draft"])
        record("structure.confirm_calendar", year, by=by)
    return year


def add_day_off(*, by: User, **facts) -> DayOff:
    """A vacation or holiday; both ends are off."""
    with acting(by, grant=entitled(permissions.CALENDAR, by)):
        off = DayOff(**facts)
        off.full_clean()
        off.save()
        hooks.days_changed(off.starts_on, off.ends_on, by)
        record("structure.add_day_off", off, by=by, first=off.starts_on, last=off.ends_on)
    return off


def change_day_off(off: DayOff, *, by: User, **facts) -> DayOff:
    with acting(by, grant=entitled(permissions.CALENDAR, by)):
        former, before = f"{off.starts_on}–{off.ends_on}", (off.starts_on, off.ends_on)
        for name, value in facts.items():
            setattr(off, name, value)
        off.full_clean()
        off.save(update_fields=list(facts))
        hooks.days_changed(min(before[0], off.starts_on), max(before[1], off.ends_on), by)
        record("structure.change_day_off", off, by=by, former=former, now=f"{off.starts_on}–{off.ends_on}")
    return off


def annul_day_off(off: DayOff, *, by: User) -> None:
    """A day off entered by mistake leaves the calendar; the book keeps what it was."""
    with acting(by, grant=entitled(permissions.CALENDAR, by)):
        record("structure.annul_day_off", off, by=by, first=off.starts_on, last=off.ends_on)
        off.delete()
        hooks.days_changed(off.starts_on, off.ends_on, by)


def set_special_day(day: SpecialDay, *, by: User, **facts) -> SpecialDay:
    """A day with another weekday's lessons, or with short ones; a new one when `day` is not saved yet."""
    with acting(by, grant=entitled(permissions.CALENDAR, by)):
        before = day.date
        for name, value in facts.items():
            setattr(day, name, value)
        day.full_clean()
        day.save()
        for one in {before, day.date} - {None}:
            hooks.days_changed(one, one, by)
        record("structure.set_special_day", day, by=by, date=day.date, follows=day.follows, short=int(day.is_short))
    return day


def annul_special_day(day: SpecialDay, *, by: User) -> None:
    """The day is like its weekday again; the book keeps what it was."""
    with acting(by, grant=entitled(permissions.CALENDAR, by)):
        record("structure.annul_special_day", day, by=by, date=day.date, follows=day.follows)
        day.delete()
        hooks.days_changed(day.date, day.date, by)
