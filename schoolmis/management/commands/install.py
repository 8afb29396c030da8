"""`manage.py install`: an empty database becomes a school with a director who can sign in."""

import re

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from schoolmis.accounts.actions import give_slip
from schoolmis.accounts.models import User
from schoolmis.documents.actions import publish_first_rules
from schoolmis.management import tables
from schoolmis.orders.installation import install, name_first_administrator, name_first_director
from schoolmis.people.models import Person
from schoolmis.people.names import split_name


class Command(BaseCommand):
    help = "Make the school of this installation: its year, order No. 0, the first director."

    def add_arguments(self, parser):
        parser.add_argument("--name", required=True, help="the school's name in Kyrgyz")
        parser.add_argument("--name-ru", default="", help="the name in Russian")
        parser.add_argument("--director", required=True, help="surname, first name and patronymic")
        parser.add_argument("--administrator", help="the same of the first administrator, if there is one")
        parser.add_argument("--grades", default="1-11", help="lowest and highest grade, as 1-11")
        parser.add_argument(
            "--year", type=int, default=2026, help="the calendar year in which the academic year begins"
        )

    def handle(self, *, name, name_ru, director, administrator, grades, year, **options):
        span = re.fullmatch(r"(\d{1,2})-(\d{1,2})", grades)
        if not span or not 0 <= int(span[1]) <= int(span[2]) <= 12:
            raise CommandError("--grades is written as 1-11.")
        try:
            tables.demand(self.stderr.write)
            with transaction.atomic():
                slips = self.install(name, name_ru, director, administrator, (int(span[1]), int(span[2])), year)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        self.stdout.write(f"{name}: {year}–{year + 1}.")
        for post, user, code in slips:
            self.stdout.write(f"{post}: {user.name}\n  sign-in name: {user.username}\n  one-use code: {code}")

    def install(self, name, name_ru, director, administrator, grades, year):
        by = User.objects.system("installation")
        install(name, name_ru, grades=grades, year=year, by=by)
        publish_first_rules(by=by)
        slips = []
        for post, who, act in (
            ("Director", director, name_first_director),
            ("Administrator", administrator, name_first_administrator),
        ):
            if who:
                user = act(person_of(who), by=by).person.user
                slips.append((post, user, give_slip(user, by=by)))
        return slips


def person_of(text):
    """A new person with the name as typed; `--director` and `--administrator` may be the same one."""
    parts = split_name(text)
    if not parts or not parts.last:
        raise ValidationError(f"“{text}” is not a name.")
    person, _new = Person.objects.get_or_create(
        last_name=parts.last, first_name=parts.first, patronymic=parts.patronymic
    )
    return person
