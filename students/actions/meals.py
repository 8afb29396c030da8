"""Which grades eat, and who eats otherwise."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from students import permissions
from students.actions.keeping import Conflict
from students.models import Meal, MealRule, Student


def set_meal_grades(*, grade_from: int, grade_to: int, version: int, by: User) -> MealRule:
    grant = permissions.MEALS.demand(by)
    if grade_to < grade_from:
        raise ValidationError({"grade_to": ValidationError(_("The last grade is below the first."), "order")})
    with acting(by, grant=grant):
        rule, _new = MealRule.objects.select_for_update().get_or_create(pk=1)
        if rule.version != version:
            raise Conflict({"grade_from": rule.grade_from, "grade_to": rule.grade_to}, rule.version)
        rule.grade_from, rule.grade_to, rule.version = grade_from, grade_to, version + 1
        rule.save(update_fields=["grade_from", "grade_to", "version"])
        record("students.set_meal_grades", rule, by=by, grade_from=grade_from, grade_to=grade_to)
    return rule


def add_meal(student: Student, *, kind: str, starts_on: date, ends_on: date | None = None, note="", by: User) -> Meal:
    """`ends_on`: the first day on which the exception holds no more."""
    grant = permissions.MEALS.demand(by)
    if ends_on and ends_on <= starts_on:
        raise ValidationError({"ends_on": ValidationError(_("The end is after the beginning."), "order")})
    with acting(by, grant=grant):
        try:
            with transaction.atomic():
                meal = Meal.objects.create(student=student, kind=kind, starts_on=starts_on, ends_on=ends_on, note=note)
        except IntegrityError as twice:
            raise ValidationError(_("This student has an exception on these days already."), "overlap") from twice
        record("students.add_meal", student, by=by, kind=kind, on=starts_on)
    return meal


def end_meal(meal: Meal, *, on: date, by: User) -> Meal:
    grant = permissions.MEALS.demand(by)
    if meal.ends_on and meal.ends_on <= on:
        raise ValidationError(_("This exception has ended already."), "ended")
    with acting(by, grant=grant):
        meal.ends_on = max(on, meal.starts_on)
        meal.save(update_fields=["ends_on"])
        record("students.end_meal", meal.student, by=by, on=on)
    return meal
