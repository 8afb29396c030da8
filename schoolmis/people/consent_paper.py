"""The written consent of an employee to the processing of personal data, to be printed and signed (R1-6.2, R3-6.1)."""

from django.utils.translation import gettext_lazy as _

from schoolmis.papers import kit, letterhead
from schoolmis.papers.form import PrintedForm
from schoolmis.people import permissions
from schoolmis.people.models import Purpose

# What an employee is asked for: parents' access and the like are asked of families alone.
ASKED = (Purpose.RECORDS, Purpose.SITE, Purpose.TRANSFER, Purpose.MESSAGES)
BLANK = "________________________________________"
WORDS = {
    "ky": {
        "title": "Кызматкердин жеке маалыматтарын иштетүүгө жазуу жүзүндөгү макулдук",
        "name": "Мен (аты-жөнү)",
        "post": "Кызматы",
        "paper": "Паспорту (№, берилген күнү, ким берген)",
        "address": "Жашаган дареги",
        "holder": "1. Кармоочу: {school}, {place}.",
        "purposes": "2. Төмөнкү максаттарга макулдугумду берем (ар бири өзүнчө белгиленет):",
        Purpose.RECORDS: "кадр эсеби, окуу жүктөмү, иш убактысынын табели жана мектептин отчеттору",
        Purpose.SITE: "аты-жөнүн, кызматын, билимин, категориясын, стажын мектептин сайтына жарыялоо",
        Purpose.TRANSFER: "үчүнчү тарапка берүү (район билим берүү бөлүмү, министрлик)",
        Purpose.MESSAGES: "телефонго билдирүү жиберүү",
        "data": "3. Маалыматтар: аты-жөнү, туулган күнү, жынысы, ПИН, дареги, телефону, билими, категориясы, стажы, "
        "окуу жүктөмү, өргүүсү, иш сапары, сыйлыктары жана аларга тиешелүү документтер.",
        "ways": "4. Иштетүү ыкмалары: чогултуу, жазуу, сактоо, тактоо, колдонуу, чектөө, жок кылуу; кагазда жана "
        "мектептин маалыматтык системасында.",
        "term": "5. Мөөнөтү: мектепте иштеген мезгилге жана мыйзамда белгиленген сактоо мөөнөтүнө.",
        "back": "6. Кайтарып алуу: каалаган убакта жазуу жүзүндө арыз менен. Арыз түшкөн күндөн тартып маалыматтар "
        "чектелет; мыйзам талап кылган эсеп сакталат.",
        "sign": "Кызматкер",
        "taker": "Макулдукту кабыл алган",
        "date": "Күнү: «____» ______________ 20____-ж.",
        "number": "№ ____________",
    },
    "ru": {
        "title": "Письменное согласие работника на обработку персональных данных",
        "name": "Я (Ф.И.О.)",
        "post": "Должность",
        "paper": "Паспорт (№, дата выдачи, кем выдан)",
        "address": "Адрес проживания",
        "holder": "1. Держатель: {school}, {place}.",
        "purposes": "2. Даю согласие на следующие цели (каждая отмечается отдельно):",
        Purpose.RECORDS: "кадровый учёт, учебная нагрузка, табель рабочего времени и отчётность школы",
        Purpose.SITE: "публикация имени, должности, образования, категории и стажа на сайте школы",
        Purpose.TRANSFER: "передача третьей стороне (районный отдел образования, министерство)",
        Purpose.MESSAGES: "отправка сообщений на телефон",
        "data": "3. Перечень данных: Ф.И.О., дата рождения, пол, ПИН, адрес, телефон, образование, категория, стаж, "
        "учебная нагрузка, отпуска, командировки, награды и относящиеся к ним документы.",
        "ways": "4. Способы обработки: сбор, запись, хранение, уточнение, использование, ограничение, уничтожение; "
        "на бумаге и в информационной системе школы.",
        "term": "5. Срок: на время работы в школе и на срок хранения, установленный законом.",
        "back": "6. Отзыв: в любое время письменным заявлением. Со дня заявления данные ограничиваются; "
        "учёт, которого требует закон, сохраняется.",
        "sign": "Работник",
        "taker": "Согласие принял(а)",
        "date": "Дата: «____» ______________ 20____ г.",
        "number": "№ ____________",
    },
}


class StaffConsentPaper(PrintedForm):
    """Subject: an Employee with `has_consent`. What is not kept is a line to write on."""

    code = "people.consent_form"
    title = _("Consent to the processing of personal data")
    permission = permissions.STAFF_CONSENTS

    def story(self, employee, lang):
        words, person, head = WORDS[lang], employee.person, letterhead.current(lang)
        kept = person.address if employee.has_consent else ""
        facts = [("name", str(person)), ("post", employee.post), ("paper", ""), ("address", kept)]
        return [
            kit.title(words["title"], size=13),
            kit.parts(words["number"], words["date"]),
            *(kit.text(f"{words[name]}: {value or BLANK}", after=3) for name, value in facts),
            kit.text(words["holder"].format(school=head.school, place=head.place), before=4),
            kit.text(words["purposes"], before=4),
            *(kit.tick(words[purpose]) for purpose in ASKED),
            *(kit.text(words[name], before=3) for name in ("data", "ways", "term", "back")),
            kit.together(
                kit.signature_line(words["sign"]),
                kit.signature_line(words["taker"]),
                kit.text(words["date"], before=10),
            ),
        ]
