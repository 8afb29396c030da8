"""Order № 0 carries the opening register; executed, it is closed."""

import pytest

from schoolmis.orders.execution import execute_order
from schoolmis.orders.installation import opening_order
from schoolmis.structure.models import SchoolProfile

pytestmark = pytest.mark.django_db


def test_the_register_is_open_until_the_director_marks_order_0_as_executed(world, director):
    assert SchoolProfile.objects.get().opening_closed_on is None
    execute_order(opening_order(), by=director)
    assert SchoolProfile.objects.get().opening_closed_on == world.today


def test_only_the_director_closes_it(world, login, secretary, director):
    url = f"/orders/{opening_order().pk}/execute/"
    assert login(secretary).post(url).status_code == 403
    assert login(director).post(url).status_code == 302
    assert SchoolProfile.objects.get().opening_closed_on
