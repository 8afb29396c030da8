"""A guardian proposes, the office decides with old and new side by side (R1-1.2b)."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from schoolmis.access import Denied
from schoolmis.audit.models import Entry
from schoolmis.notices.models import Notice
from students import actions
from students.models import Proposal
from tests.scans import PDF

pytestmark = pytest.mark.django_db


def wished(person, **changes):
    return {name: getattr(person, name) for name in ("born_on", "pin", "phone", "address")} | changes


@pytest.fixture
def proposal(world, mother):
    person = world.student.person
    data = wished(person, address="Ак-Терек айылы, Жаштык көч., 4", phone="0772 12 34 56")
    return actions.propose_change(world.student, person, wished=data, by=mother)


def test_only_what_differs_is_proposed(proposal, world):
    assert proposal.changes == {"address": "Ак-Терек айылы, Жаштык көч., 4", "phone": "+996772123456"}
    assert proposal.before == {"address": "", "phone": ""}
    assert world.student.person.address == "", "nothing changes before the office has decided"


def test_nothing_changed_is_no_proposal(world, mother):
    with pytest.raises(ValidationError, match="Nothing is changed|өзгөргөн жок"):
        actions.propose_change(world.student, world.student.person, wished=wished(world.student.person), by=mother)


def test_a_stranger_proposes_nothing(world, other_mother, secretary):
    for user in (other_mother, secretary):
        with pytest.raises(Denied):
            actions.propose_change(world.student, world.student.person, wished={}, note="?", by=user)


def test_one_proposal_about_the_same_data_waits_at_a_time(proposal, world, mother):
    with pytest.raises(ValidationError) as refused:
        actions.propose_change(world.student, world.student.person, wished={}, note="дагы", by=mother)
    assert refused.value.code == "open"


def test_the_office_takes_over_what_it_ticks_and_the_guardian_is_told(proposal, world, secretary, mother):
    person = proposal.person
    with pytest.raises(ValidationError) as refused:
        actions.decide_proposal(proposal, taken=["phone"], version=person.version, by=secretary)
    assert "answer" in refused.value.error_dict, "a part that is refused is answered in words"
    actions.decide_proposal(proposal, taken=["phone"], version=person.version, answer="Дарек так эмес", by=secretary)
    person.refresh_from_db()
    proposal.refresh_from_db()
    assert (person.phone, person.address) == ("+996772123456", "")
    assert (proposal.status, proposal.taken) == (Proposal.Status.ACCEPTED, ["phone"])
    assert Notice.objects.get(user=mother).data["answer"] == "Дарек так эмес"
    assert Entry.objects.filter(act="students.decide_proposal", by=secretary).exists()


def test_whoever_decides_on_a_card_changed_meanwhile_sees_it_first(proposal, world, secretary):
    seen = proposal.person.version
    actions.change_person(world.student, version=seen, by=secretary, phone="0555 000 111")
    with pytest.raises(ValidationError) as refused:
        actions.decide_proposal(proposal, taken=["address", "phone"], version=seen, by=secretary)
    assert refused.value.stored["phone"] == "+996555000111"
    proposal.refresh_from_db()
    assert proposal.status == Proposal.Status.OPEN


def test_a_proposal_is_decided_once(proposal, secretary):
    actions.decide_proposal(proposal, taken=[], version=1, answer="Документ керек", by=secretary)
    with pytest.raises(ValidationError) as refused:
        actions.decide_proposal(proposal, taken=["phone"], version=1, by=secretary)
    assert refused.value.code == "decided"


def test_the_whole_way_on_the_pages(world, login, mother, secretary):
    page = reverse("students:propose", args=[world.student.pk])
    client = login(mother)
    paper = SimpleUploadedFile("күбөлүк.pdf", PDF, "application/pdf")
    sent = client.post(page, {"born_on": "2012-05-14", "pin": "11405201200012", "address": "Тоң", "scan": paper})
    assert sent.status_code == 302, sent.context["form"].errors
    proposal = Proposal.objects.get()
    scan = reverse("files:file", args=[proposal.scan_id])
    assert client.get(scan).status_code == 200, "whoever sent a paper may look at it"
    client = login(secretary)
    assert client.get(scan).status_code == 200
    decide = reverse("students:proposal", args=[proposal.pk])
    shown = client.get(decide).content.decode()
    assert "Тоң" in shown and "take_address" in shown
    version = proposal.person.version
    assert client.post(decide, {"version": version}).status_code == 422, "nothing ticked and no answer"
    assert client.post(decide, {"version": version, "take_address": "on"}).status_code == 302
    proposal.person.refresh_from_db()
    assert proposal.person.address == "Тоң"


def test_a_guardian_takes_back_what_nobody_has_decided(proposal, login, mother):
    client = login(mother)
    client.post(reverse("students:proposal_withdraw", args=[proposal.pk]))
    proposal.refresh_from_db()
    assert proposal.status == Proposal.Status.WITHDRAWN
    client.post(reverse("students:proposal_withdraw", args=[proposal.pk]), follow=True)


def test_a_paper_of_a_stranger_does_not_open(world, login, mother, other_mother, teacher):
    scan = SimpleUploadedFile("күбөлүк.pdf", PDF, "application/pdf")
    made = actions.propose_change(world.student, world.student.person, wished={}, note="Аты", scan=scan, by=mother)
    for user in (other_mother, teacher):
        assert login(user).get(reverse("files:file", args=[made.scan_id])).status_code == 404


def test_a_guardian_proposes_an_e_mail_address_to_be_written_to(world, mother, secretary):
    """R1-1.2b: without an address nobody is written to; a wrong one is refused at its field."""
    link = world.student.guardianships.get(guardian__user=mother)
    with pytest.raises(ValidationError) as refused:
        actions.propose_change(world.student, link.guardian, wished={"email": "mother at mail"}, by=mother)
    assert "email" in refused.value.error_dict
    proposal = actions.propose_change(world.student, link.guardian, wished={"email": "m@mail.kg"}, by=mother)
    actions.decide_proposal(proposal, taken=["email"], version=link.guardian.version, by=secretary)
    link.guardian.refresh_from_db()
    assert link.guardian.email == "m@mail.kg"
