"""A small school at the end of its year: 8-А with marks, a debtor, and a run led up to any step."""

from datetime import date

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from students import actions
from students.models import Result, YearDecision

TODAY = date(2026, 11, 20)
DUE = date(2027, 10, 1)


def user(name):
    return User.objects.get(username=name)


def mark(student, subject, value=None, code="", period="year"):
    place = student.placements.select_related("school_class").latest("starts_on")
    by = user("deputy")
    with acting(by):
        Result.objects.update_or_create(
            student=student,
            subject=subject,
            year=place.school_class.year,
            period=period,
            term=None,
            defaults={"school_class": place.school_class, "value": value, "code": code, "set_by": by},
        )


def mark_all(world, **failing):
    """Everybody has year marks; `failing`: {first name: mark or code of algebra}."""
    algebra, physics = world.algebra.subject, world.section("PHY").subject
    for name in ("Сезим", "Бегимай", "Данияр", "Гүлзат"):
        bad = failing.get(name, 4)
        mark(world.child(name), algebra, *((bad, "") if isinstance(bad, int) else (None, bad)))
        if name != "Гүлзат":
            mark(world.child(name), physics, 5)


def confirmed(world, **failing):
    """The table is confirmed and the proposals are computed."""
    mark_all(world, **failing)
    year_end = actions.begin_year_end(world.year, by=user("deputy"))
    year_end = actions.confirm_roll_over(year_end, version=year_end.version, by=user("director"))
    actions.propose_outcomes(year_end, by=user("deputy"))
    year_end.refresh_from_db()
    return year_end


def drafted(world, **failing):
    """The council's decision is cited and the orders are drafted."""
    year_end = confirmed(world, **failing)
    year_end = cited(year_end)
    actions.draft_orders(year_end, by=user("deputy"))
    return year_end


def cited(year_end, on=TODAY):
    return actions.cite_decision(
        year_end,
        protocol="№ 5, 20.11.2026, 1",
        decided_on=on,
        debts_due_on=DUE,
        version=year_end.version,
        by=user("deputy"),
    )


def decision_of(student) -> YearDecision:
    return YearDecision.objects.select_related("target", "year_end").get(student=student)


def decide(student, outcome, target=None, by=None, **documents):
    now, by = decision_of(student), by or user("deputy")
    return actions.decide(now, outcome=outcome, version=now.version, by=by, target=target, **documents)
