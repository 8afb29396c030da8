"""The register of certificates of study: a number without gaps, a copy that says so, a code that names nobody."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from schoolmis import clock
from schoolmis.access import Denied
from schoolmis.notices.models import Notice
from schoolmis.papers.models import Check
from students import actions
from students.models import Certificate, CertificateRequest
from tests.cast import APPLIED
from tests.papers.reading import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(world, secretary):
    return actions.issue_certificate(world.student, received_by="Алымкулова Жаңыл", first_number=58, by=secretary)


def test_the_first_line_continues_the_paper_register_and_the_rest_follow_without_gaps(certificate, world, secretary):
    more = [
        actions.issue_certificate(world.child(name), received_by="ата-энеси", first_number=900, by=secretary)
        for name in ("Бегимай", "Данияр")
    ]
    assert [one.number for one in (certificate, *more)] == [58, 59, 60]
    with pytest.raises(ValidationError):
        Certificate(year=certificate.year, number=58).validate_constraints()


def test_who_is_not_on_the_roll_gets_none(world, secretary, signed):
    actions.release_student(
        world.student,
        order=signed(),
        on=clock.today() - timedelta(1),
        ground="moved",
        went_to="Ош",
        documents=APPLIED,
        by=secretary,
    )
    with pytest.raises(ValidationError) as refused:
        actions.issue_certificate(world.student, received_by="?", by=secretary)
    assert refused.value.code == "left" and not Certificate.objects.exists() and not Check.objects.exists()


def test_only_the_office_issues_and_only_the_family_asks(world, teacher, mother, other_mother, secretary):
    for user in (teacher, mother):
        with pytest.raises(Denied):
            actions.issue_certificate(world.student, received_by="?", by=user)
    for user in (other_mother, secretary):
        with pytest.raises(Denied):
            actions.ask_certificate(world.student, by=user)


@pytest.mark.parametrize("lang, title, copy", [("ky", "МААЛЫМКАТ", "КӨЧҮРМӨ"), ("ru", "СПРАВКА", "КОПИЯ")])
def test_the_original_is_printed_once_and_then_copies(certificate, login, secretary, lang, title, copy):
    client, sheet = login(secretary), reverse("students:certificate_print", args=[certificate.pk]) + f"?lang={lang}"
    first, again = (pages(client.post(sheet).content)[0] for _print in range(2))
    assert title in first and "№ 58" in first and "Алымкулова Сезим" in first and copy not in first
    assert copy in again and "№ 58" in again
    assert certificate.check_row.code in first.replace("\n", ""), "the address of the check stands beside the code"


def test_the_code_answers_everybody_and_names_nobody(certificate, client, world, secretary):
    page = reverse("papers:check", args=[certificate.check_row.code])
    shown = client.get(page)
    text = shown.content.decode()
    assert shown.status_code == 200 and "№ 58" in text
    for secret in ("Алымкулова", "Сезим", "8-А", "Жаңыл"):
        assert secret not in text
    actions.annul_certificate(certificate, why="Ката жазылган", by=secretary)
    annulled = client.get(page).content.decode()
    assert annulled != text and "Ката жазылган" not in annulled
    assert client.get(reverse("papers:check", args=["a" * 26])).status_code == 404


def test_codes_are_long_and_never_the_same(certificate):
    codes = {Check(paper="x", number="1").code for _one in range(200)}
    assert len(codes) == 200 and {len(code) for code in codes} == {26}


def test_an_annulled_certificate_keeps_its_number_and_is_not_printed(certificate, login, secretary, world):
    with pytest.raises(ValidationError):
        actions.annul_certificate(certificate, why=" ", by=secretary)
    actions.annul_certificate(certificate, why="Ката", by=secretary)
    with pytest.raises(ValidationError) as refused:
        actions.annul_certificate(Certificate.objects.get(), why="дагы", by=secretary)
    assert refused.value.code == "annulled"
    sheet = reverse("students:certificate_print", args=[certificate.pk])
    assert login(secretary).post(sheet).status_code == 302
    assert actions.issue_certificate(world.student, received_by="?", by=secretary).number == 59


def test_a_copy_says_what_the_original_said(certificate, world, secretary, signed):
    actions.transfer_to_class(
        world.student, world.class_b, order=signed(), on=clock.today(), documents=APPLIED, by=secretary
    )
    certificate.refresh_from_db()
    assert str(certificate.school_class) == "8-А"


def test_the_whole_way_from_the_family_to_the_paper(world, login, mother, secretary):
    ask = reverse("students:certificate_ask", args=[world.student.pk])
    assert login(mother).post(ask, {"addressee": "Социалдык фонд"}).status_code == 302
    assert login(mother).post(ask, {"addressee": ""}).status_code == 422, "one request waits at a time"
    wish = CertificateRequest.objects.get()
    client = login(secretary)
    assert "Социалдык фонд" in client.get(reverse("students:certificates")).content.decode()
    issue = reverse("students:certificate_issue", args=[world.student.pk])
    sent = client.post(f"{issue}?request={wish.pk}", {"addressee": "Социалдык фонд", "received_by": "Жаңыл эже"})
    made = Certificate.objects.get()
    assert sent["Location"] == reverse("students:certificate", args=[made.pk])
    assert client.get(sent["Location"]).status_code == 200
    wish.refresh_from_db()
    assert (wish.status, wish.certificate) == ("issued", made) and Notice.objects.get(user=mother).data[
        "answer"
    ] == "№ 1"
    for text in ("1", "№ 1", "алымкулова", "Социалдык"):
        found = client.get(reverse("students:certificates"), {"q": text}).content.decode()
        assert reverse("students:certificate", args=[made.pk]) in found, text


def test_a_refused_request_is_answered_in_words(world, mother, secretary, login):
    wish = actions.ask_certificate(world.student, by=mother)
    refuse = reverse("students:request_refuse", args=[wish.pk])
    assert login(secretary).post(refuse, {"answer": ""}).status_code == 422
    assert login(secretary).post(refuse, {"answer": "Кайрылыңыз"}).status_code == 302
    wish.refresh_from_db()
    assert wish.status == "refused" and Notice.objects.filter(user=mother).exists()
    with pytest.raises(ValidationError):
        actions.issue_certificate(world.student, received_by="?", request=wish, by=secretary)
    assert not Certificate.objects.exists(), "an answered request takes its certificate back with it"
