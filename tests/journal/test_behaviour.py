"""Praise and remarks: seen by the family or by the staff alone, taken back by who has written them."""

import pytest
from django.core.exceptions import ValidationError

from journal.actions import annul_note, write_note
from journal.models import BehaviourNote
from schoolmis.access.permission import Denied
from schoolmis.notices.models import Notice

pytestmark = pytest.mark.django_db


def test_a_praise_is_read_by_the_family_and_a_remark_for_the_staff_is_not(
    world, teacher, homeroom, mother, stranger_teacher, login
):
    child, page = world.student, f"/journal/students/{world.student.pk}/note/"
    form = {"kind": "praise", "words": "Досторуна жардам берди", "on": "2026-11-20", "for_family": "on"}
    assert login(teacher).post(page, form).status_code == 302
    assert login(teacher).post(page, form | {"on": "2026-11-21"}).status_code == 422, "the day has not come"
    write_note(child, "remark", "Сабакта сүйлөштү", for_family=False, by=homeroom)
    with pytest.raises(Denied):
        write_note(child, "praise", "…", by=stranger_teacher)
    own = login(mother).get(f"/journal/children/{child.pk}/").content.decode()
    assert "жардам берди" in own and "сүйлөштү" not in own
    assert Notice.objects.filter(user=mother, kind="journal.behaviour").count() == 1
    block = login(teacher).get(f"/students/{child.pk}/blocks/journal.behaviour/").content.decode()
    assert "жардам берди" in block and "сүйлөштү" in block
    praise, remark = BehaviourNote.objects.get(kind="praise"), BehaviourNote.objects.get(kind="remark")
    assert f"/journal/notes/{praise.pk}/annul/" in block and f"/journal/notes/{remark.pk}/annul/" not in block
    with pytest.raises(ValidationError):
        annul_note(remark, by=teacher)
    assert login(teacher).post(f"/journal/notes/{praise.pk}/annul/").status_code == 302
    assert "жардам берди" not in login(mother).get(f"/journal/children/{child.pk}/").content.decode()
    assert BehaviourNote.objects.count() == 2, "it is annulled, not removed"
