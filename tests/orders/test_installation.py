"""The beginning of a school: order № 0, the first director, a drafted year."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection

from schoolmis.access import Denied, Role
from schoolmis.access.grants import roles_of
from schoolmis.accounts.actions import open_slip
from schoolmis.accounts.models import User
from schoolmis.orders.installation import install, name_first_director
from schoolmis.orders.models import Order
from schoolmis.people.models import Person
from schoolmis.structure.models import AcademicYear, Bell, SchoolProfile, Subject


@pytest.fixture
def empty(committed_db):
    """A clone of the tests' database with every row of the school taken out by its owner."""
    import psycopg
    from django.conf import settings

    kept = {"django_migrations", "django_content_type"}
    tables = [name for name in connection.introspection.table_names() if name not in kept]
    connection.close()
    with psycopg.connect(settings.OWNER_URL, dbname=committed_db, autocommit=True) as owner:
        for table in tables:
            owner.execute(f'alter table "{table}" disable trigger user')
        owner.execute("truncate {} cascade".format(", ".join(f'"{name}"' for name in tables)))
        for table in tables:
            owner.execute(f'alter table "{table}" enable trigger user')


def run(**options):
    out = StringIO()
    call_command("install", name="Ак-Терек орто мектеби", director="Бөрүбаев Кубаныч Асанович", stdout=out, **options)
    return out.getvalue()


def test_a_new_school_has_a_director_who_can_sign_in(empty):
    said = run()
    director = Person.objects.get(last_name="Бөрүбаев").user
    code = said.split("one-use code: ")[1].split()[0]
    assert director.username in said
    assert open_slip(director.username, code).user == director
    assert roles_of(User.objects.get(pk=director.pk)) == {Role.DIRECTOR}


def test_order_number_zero_stands_outside_the_series(empty):
    order = install("Ак-Терек", grades=(1, 9))
    assert (order.label, order.kind, order.drafted_by.username) == ("0", "opening", "system.installation")
    assert SchoolProfile.objects.get().grade_to == 9
    assert Subject.objects.filter(code="KYR").exists()
    assert Bell.objects.filter(shift=2).exists()


def test_the_first_year_is_a_draft_of_four_terms(empty):
    install("Ак-Терек")
    year = AcademicYear.objects.get()
    assert year.is_draft
    assert [term.starts_on.isoformat() for term in year.terms.all()] == [
        "2026-09-01",
        "2026-11-16",
        "2027-01-11",
        "2027-03-29",
    ]


def test_a_second_installation_says_why_not(empty):
    run()
    with pytest.raises(CommandError, match="already|мектеп|школ"):
        run()
    assert Order.objects.filter(series="opening").count() == 1


@pytest.mark.django_db
def test_the_first_director_is_named_once():
    with pytest.raises(ValidationError):
        name_first_director(Person.objects.first(), by=User.objects.system("installation"))


@pytest.mark.django_db
def test_nobody_but_the_program_names_the_first_director(secretary):
    with pytest.raises(Denied):
        name_first_director(Person.objects.first(), by=secretary)


def test_a_database_without_its_tables_is_told_what_it_lacks(empty, committed_db):
    """`install` is a new school's first command: an embedded database gets its tables, another server's says so."""
    import psycopg
    from django.conf import settings

    with psycopg.connect(settings.OWNER_URL, dbname=committed_db, autocommit=True) as owner:
        owner.execute("delete from django_migrations where app = 'notices'")
    with pytest.raises(CommandError, match="migrations are missing.*manage.py migrate"):
        run()
    assert not SchoolProfile.objects.exists()
