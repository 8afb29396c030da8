"""A guardian writes to a teacher of her child and is answered; nobody else reads it, and nothing of it is lost."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal import conversations
from journal.actions import send_message, start_conversation, tell_absence, write_note
from journal.models import Conversation, Message
from journal.rules.conversations import MOST_A_DAY, MOST_IN_A_ROW, may_send
from schoolmis.access.permission import Denied
from schoolmis.audit.models import Entry
from schoolmis.notices.models import Notice
from schoolmis.people.actions import withdraw_consent
from students.models import Guardianship

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def begin(world, mother, teacher, words="Эмне үчүн 3?", thing=None):
    return start_conversation(world.student, teacher, words, thing=thing or world.lesson(), by=mother)


def test_a_guardian_sends_so_many_a_day_and_in_a_row_and_a_teacher_is_not_counted():
    assert may_send(MOST_A_DAY - 1, 0, is_guardian=True) == ""
    assert may_send(MOST_A_DAY, 0, is_guardian=True) == "day"
    assert may_send(0, MOST_IN_A_ROW, is_guardian=True) == "row"
    assert may_send(999, 999, is_guardian=False) == ""


def test_a_mother_writes_about_a_lesson_and_the_teacher_answers(world, mother, teacher, login):
    lesson = world.lesson()
    page = f"/journal/children/{world.student.pk}/message/?lesson={lesson.pk}"
    client = login(mother)
    html = client.get(page).content.decode()
    assert teacher.name in html and "Алгебра" in html
    assert "Кимге" in html and "Чейин" not in html, "to a person, not up to a day"
    assert client.post(page, {"words": "", "whom": teacher.pk}).status_code == 422
    answer = client.post(page, {"words": "Эмне үчүн 3?", "whom": teacher.pk})
    talk = Conversation.objects.get()
    assert answer.url == f"/journal/messages/{talk.pk}/" and (talk.teacher, talk.lesson) == (teacher, lesson)
    told = Notice.objects.get(user=teacher, kind="journal.message")
    assert told.url == answer.url and "Эмне" not in str(told), "a notice says that there is a message, not what it says"
    client = login(teacher)
    assert "Жаңы билдирүүлөр" in client.get("/journal/day/").content.decode()
    assert "Эмне үчүн 3?" in client.get("/journal/messages/").content.decode()
    assert client.post(answer.url, {"words": "Жаза элек эле, <b>эртең</b>"}).status_code == 302
    client.get(answer.url)
    assert "Жаңы билдирүүлөр" not in client.get("/journal/day/").content.decode(), "what is read does not wait"
    child = login(mother).get(f"/journal/children/{world.student.pk}/").content.decode()
    assert answer.url in child
    html = login(mother).get(answer.url).content.decode()
    assert "&lt;b&gt;эртең" in html
    assert answer.url not in login(mother).get(f"/journal/children/{world.student.pk}/").content.decode()


def test_nobody_else_reads_it(
    world, mother, teacher, homeroom, deputy, director, other_mother, stranger_teacher, login
):
    talk = begin(world, mother, teacher)
    for one in (homeroom, deputy, director, other_mother, stranger_teacher):
        assert login(one).get(f"/journal/messages/{talk.pk}/").status_code == 404, one
        assert "Эмне үчүн" not in login(one).get("/journal/messages/").content.decode()
        with pytest.raises(Denied):
            send_message(talk, "Мен да", by=one)


def test_one_thing_has_one_conversation_with_one_teacher(world, mother, teacher, homeroom):
    first = begin(world, mother, teacher)
    assert begin(world, mother, teacher, "Дагы бир суроо") == first
    assert begin(world, mother, homeroom) != first
    assert [message.words for message in first.messages.all()] == ["Эмне үчүн 3?", "Дагы бир суроо"]


def test_each_thing_leads_to_its_teacher(world, mother, teacher, homeroom, login):
    note = write_note(world.student, "remark", "Телефон менен отурду", by=teacher)
    absence = tell_absence(world.student, TODAY, TODAY, "б", by=mother)
    client, page = login(mother), f"/journal/children/{world.student.pk}/message/"
    assert client.post(f"{page}?note={note.pk}", {"words": "Кечиресиз", "whom": teacher.pk}).status_code == 302
    assert client.post(f"{page}?absence={absence.pk}", {"words": "Эртең барат"}).status_code == 302
    assert client.post(page, {"words": "Жалпы суроо", "lesson": ""}).status_code == 302
    assert client.post(page, {"words": "Алгебра боюнча", "lesson": world.lesson().pk}).status_code == 302
    found = Conversation.objects.order_by("pk").values_list("teacher", "note", "absence", "lesson")
    assert list(found) == [
        (teacher.pk, note.pk, None, None),
        (homeroom.pk, None, absence.pk, None),
        (homeroom.pk, None, None, None),
        (teacher.pk, None, None, world.lesson().pk),
    ]


def test_what_is_not_of_the_child_cannot_be_written_about(world, mother, stranger_teacher, login):
    page = f"/journal/children/{world.student.pk}/message/"
    strange = world.lesson(section=world.section("ALG", "8-Б"))
    assert login(mother).get(f"{page}?lesson={strange.pk}").status_code == 404
    assert login(mother).get(f"{page}?lesson={world.lesson(date(2026, 11, 23)).pk}").status_code == 404, "not held yet"
    assert login(mother).get(f"/journal/children/{world.stranger.pk}/message/").status_code == 404
    with pytest.raises(ValidationError):
        start_conversation(world.student, stranger_teacher, "Салам", thing=world.lesson(), by=mother)


def test_the_sixth_message_in_a_row_waits_for_an_answer(world, mother, teacher, login):
    talk = begin(world, mother, teacher)
    client, page = login(mother), f"/journal/messages/{talk.pk}/"
    for _again in range(MOST_IN_A_ROW - 1):
        assert client.post(page, {"words": "?"}).status_code == 302
    refused = client.post(page, {"words": "Жооп бериңизчи"})
    assert refused.status_code == 422 and "Жооп бериңизчи" in refused.content.decode()
    send_message(talk, "Ооба", by=teacher)
    assert client.post(page, {"words": "Рахмат"}).status_code == 302
    assert client.post(page, {"words": "а" * 1001}).status_code == 422


def test_a_guardian_withdrawn_closes_it_and_the_teacher_keeps_reading(world, mother, teacher, secretary, login):
    talk = begin(world, mother, teacher)
    withdraw_consent(world.student.person.consents.get(), on=TODAY, by=secretary)
    assert not conversations.is_open(Conversation.objects.get())
    assert login(mother).get(f"/journal/messages/{talk.pk}/").status_code in (403, 404)
    client = login(teacher)
    page = client.get(f"/journal/messages/{talk.pk}/").content.decode()
    assert "Эмне үчүн 3?" in page and "<textarea" not in page
    assert client.post(f"/journal/messages/{talk.pk}/", {"words": "Угасызбы"}).status_code == 422
    assert Message.objects.count() == 1


def test_a_link_ended_closes_it_too(world, mother, teacher, secretary):
    from schoolmis.audit.book import acting

    talk = begin(world, mother, teacher)
    with acting(secretary):
        Guardianship.objects.filter(student=world.student).update(told="nothing")
    talk = Conversation.objects.get(pk=talk.pk)
    with pytest.raises(ValidationError):
        send_message(talk, "Угасызбы", by=teacher)


def test_the_book_says_who_wrote_and_not_what(world, mother, teacher):
    begin(world, mother, teacher, "купуя сөз")
    entry = Entry.objects.get(act="journal.send_message")
    assert entry.by == mother and "купуя" not in str(entry.data)


def test_a_message_is_never_removed(world, mother, teacher):
    begin(world, mother, teacher)
    with pytest.raises(Exception, match="denied|never removed"), connection.cursor() as cursor:
        cursor.execute("delete from journal_message")


def test_the_lists_statements_do_not_grow(world, mother, teacher, homeroom, login):
    def asked():
        client = login(mother)
        client.get("/journal/messages/")
        with CaptureQueriesContext(connection) as found:
            client.get("/journal/messages/")
        return len(found)

    begin(world, mother, teacher)
    few = asked()
    begin(world, mother, homeroom)
    for day in (16, 18):
        begin(world, mother, teacher, thing=world.lesson(date(2026, 11, day)))
    assert asked() == few <= 12


def test_a_told_absence_says_the_fact_alone(world, mother, homeroom):
    tell_absence(world.student, TODAY, TODAY, "б", "температурасы 39", by=mother)
    told = str(Notice.objects.get(user=homeroom, kind="journal.absence_told"))
    assert "Сезим" in told or "Алымкулова" in told
    assert "39" not in told and "оору" not in told.lower()
    assert not Notice.objects.filter(data__icontains="39").exists()
