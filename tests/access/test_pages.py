"""Rights on the screen: the matrix from the declarations, the holders by order, the second step by role."""

import pytest
from django.core.cache import cache

from schoolmis.access import Denied, Role, matrix
from schoolmis.access.actions import require_second_factor
from schoolmis.access.grants import grants_of
from schoolmis.access.permission import registry
from schoolmis.audit.models import Entry


def test_every_permission_stands_in_the_matrix_once():
    codes = [row.code for _name, rows in matrix.groups() for row in rows]
    assert sorted(codes) == sorted(registry)


@pytest.mark.parametrize("address", ["/access/", "/access/holders/"])
def test_leaders_see_the_rights(login, deputy, address):
    assert login(deputy).get(address).status_code == 200


@pytest.mark.parametrize("address", ["/access/", "/access/holders/", "/access/second-factor/"])
def test_a_teacher_is_refused_with_the_reason(login, teacher, address):
    answer = login(teacher).get(address)
    assert answer.status_code == 403 and "X-Reason" in answer


def test_holders_name_the_order_of_each_role(login, director):
    page = login(director).get("/access/holders/").content.decode()
    assert "Токтосунова" in page and "8-А" in page and "31.08.2026" in page


def test_the_holders_are_printed(login, director):
    client = login(director)
    assert client.get("/reports/access.holders/?as=pdf").content.startswith(b"%PDF")
    assert client.get("/reports/access.holders/").status_code == 200


def test_a_role_held_to_a_second_step_is_led_to_it(login, director, deputy):
    client = login(deputy)
    assert client.get("/access/").status_code == 200
    require_second_factor(Role.DEPUTY, on=True, by=director)
    cache.clear()
    assert client.get("/access/").url == "/account/2fa/totp/activate/"
    assert client.get("/account/").status_code == 200
    require_second_factor(Role.DEPUTY, on=False, by=director)
    cache.clear()
    assert client.get("/access/").status_code == 200


def test_the_switch_is_in_the_book_once(login, director):
    client = login(director)
    for _ in range(2):
        assert client.post("/access/second-factor/", {"role": "deputy", "on": "1"}).status_code == 302
    assert Entry.objects.filter(act="access.second_factor").count() == 1


def test_a_secretary_may_not_switch(secretary):
    with pytest.raises(Denied):
        require_second_factor(Role.DEPUTY, on=True, by=secretary)


def test_my_rights_name_their_orders(login, homeroom, mother, nobody):
    page = login(homeroom).get("/account/").content.decode()
    assert "8-А" in page and "31.08.2026" in page
    assert login(mother).get("/account/").status_code == 200
    assert login(nobody).get("/account/").status_code == 200


def test_grants_of_a_parent_are_one_per_child(mother):
    assert {grant.role for grant in grants_of(mother)} == {Role.GUARDIAN} and len(grants_of(mother)) == 2


def test_a_lost_phone_is_taken_off_the_account(login, administrator, teacher):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(teacher, generate_totp_secret())
    client = login(administrator)
    assert teacher.name in client.get("/access/second-factor/").content.decode()
    assert client.post(f"/access/second-factor/{teacher.pk}/drop/").status_code == 302
    assert not Authenticator.objects.filter(user=teacher).exists()
    assert Entry.objects.filter(act="access.drop_second_factor", subject_id=teacher.pk).exists()
    assert login(teacher).post(f"/access/second-factor/{teacher.pk}/drop/").status_code == 403
