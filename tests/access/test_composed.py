"""A statement composed once gives each reader the very rows that the permission gives, and follows what is revoked."""

import pytest

from journal import permissions
from schoolmis.access import composed
from schoolmis.access.grants import Grant
from schoolmis.access.permission import permit, registry
from schoolmis.access.roles import Role
from schoolmis.accounts.models import User
from schoolmis.structure.models import Section

NAMES = "director deputy homeroom teacher stranger_teacher secretary nobody student mother".split()


def of_year(year):
    return Section.objects.filter(group__year=year).order_by("pk").values_list("pk", "subject__name_ky")


@pytest.mark.parametrize("name", NAMES)
def test_everybody_is_given_what_the_permission_shows(world, name):
    user = User.objects.get(username=name)
    asked = permissions.VIEW.visible(user, of_year(world.year.pk))
    assert composed.rows(permissions.VIEW, user, of_year, world.year.pk) == list(asked)
    assert composed.rows(permissions.VIEW, user, of_year, world.year.pk + 1) == []


def test_other_grants_are_other_rows_at_once(world, teacher):
    def seen(*sections):
        teacher._grants = tuple(Grant(Role.TEACHER, section=one.pk) for one in sections)
        return [pk for pk, _name in composed.rows(permissions.VIEW, teacher, of_year, world.year.pk)]

    assert seen(world.algebra) == [world.algebra.pk]
    assert seen(world.physics) == [world.physics.pk], "the same shape, another section"
    assert seen(world.algebra, world.physics, world.algebra) == sorted([world.algebra.pk, world.physics.pk])
    assert seen() == []
    teacher._grants = (Grant(Role.TEACHER),)
    assert composed.rows(permissions.VIEW, teacher, of_year, world.year.pk) == []


def test_a_permission_that_looks_at_the_reader_is_not_composed():
    class OfName(type(permissions.VIEW)):
        pass

    try:
        own = permit("tests.of_name", "Own", [Role.TEACHER], kind=OfName)
        with pytest.raises(TypeError):
            composed.rows(own, None, of_year, 1)
    finally:
        registry.pop("tests.of_name", None)
