"""The written consent to the processing of personal data, to be printed and signed (R1-6.2, R3-6.1; domain §7.2)."""

from django.utils.translation import gettext_lazy as _

from schoolmis.papers import kit, letterhead
from schoolmis.papers.form import PrintedForm
from schoolmis.people.models import Purpose
from schoolmis.people.pins import mask
from schoolmis.ui.dates import date_short
from students import permissions

WORDS = {
    "ky": {
        "title": "Жеке маалыматтарды иштетүүгө жазуу жүзүндөгү макулдук",
        "subject": "1. Субъект (окуучу)",
        "name": "Аты-жөнү",
        "born": "Туулган күнү",
        "pin": "ПИН",
        "address": "Жашаган дареги",
        "paper": "Туулгандыгы тууралуу күбөлүк же паспорт (№, күнү)",
        "person": "2. Мыйзамдуу өкүлү",
        "ground": "Өкүлчүлүктүн негизи (ата-эне, камкорчу; документ)",
        "phone": "Телефону",
        "holder": "3. Кармоочу: {school}, {place}. Реестрдеги номери: ____________________",
        "purposes": "4. Төмөнкү максаттарга макулдугумду берем (ар бири өзүнчө белгиленет):",
        "purpose": {
            Purpose.RECORDS: "окутууну уюштуруу, мектептин эсеби жана отчеттору",
            Purpose.PORTAL: "ата-эненин электрондук журналга кирүүсү",
            Purpose.SITE: "аты-жөнүн жана сүрөтүн мектептин сайтына жарыялоо",
            Purpose.TRANSFER: "үчүнчү тарапка берүү (район билим берүү бөлүмү, министрлик, «Күндөлүк»)",
            Purpose.MESSAGES: "телефонго билдирүү жиберүү",
            Purpose.PHOTO: "өздүк делодо сүрөтүн сактоо",
        },
        "data": "5. Маалыматтар: аты-жөнү, туулган күнү, жынысы, ПИН, дареги, телефону, ата-энеси, баалары, катышуусу, "
        "мектептеги кыймылы жана ага тиешелүү документтер.",
        "ways": "6. Иштетүү ыкмалары: чогултуу, жазуу, сактоо, тактоо, колдонуу, чектөө, жок кылуу; кагазда жана "
        "мектептин маалыматтык системасында.",
        "to": "7. Кимге берилет: мыйзамда көрсөтүлгөн учурда мамлекеттик органдарга; "
        "башкаларга 4-пунктта белгиленсе гана.",
        "term": "8. Мөөнөтү: окуучу мектепте окуган мезгилге жана мыйзамда белгиленген сактоо мөөнөтүнө.",
        "back": "9. Кайтарып алуу: каалаган убакта жазуу жүзүндө арыз менен. Арыз түшкөн күндөн тартып маалыматтар "
        "чектелет; мыйзам талап кылган эсеп сакталат.",
        "sign": "10. Субъект же мыйзамдуу өкүлү",
        "taker": "Макулдукту кабыл алган",
        "date": "Күнү: «____» ______________ 20____-ж.",
        "number": "№ ____________",
    },
    "ru": {
        "title": "Письменное согласие на обработку персональных данных",
        "subject": "1. Субъект (учащийся)",
        "name": "Ф.И.О.",
        "born": "Дата рождения",
        "pin": "ПИН",
        "address": "Адрес проживания",
        "paper": "Свидетельство о рождении или паспорт (№, дата)",
        "person": "2. Законный представитель",
        "ground": "Основание представительства (родитель, опекун; документ)",
        "phone": "Телефон",
        "holder": "3. Держатель: {school}, {place}. Номер в реестре: ____________________",
        "purposes": "4. Даю согласие на следующие цели (каждая отмечается отдельно):",
        "purpose": {
            Purpose.RECORDS: "организация обучения, учёт и отчётность школы",
            Purpose.PORTAL: "доступ родителей к электронному журналу",
            Purpose.SITE: "публикация имени и фотографии на сайте школы",
            Purpose.TRANSFER: "передача третьей стороне (районный отдел образования, министерство, «Күндөлүк»)",
            Purpose.MESSAGES: "отправка сообщений на телефон",
            Purpose.PHOTO: "хранение фотографии в личном деле",
        },
        "data": "5. Перечень данных: Ф.И.О., дата рождения, пол, ПИН, адрес, телефон, родители, оценки, "
        "посещаемость, движение в школе и относящиеся к ним документы.",
        "ways": "6. Способы обработки: сбор, запись, хранение, уточнение, использование, ограничение, уничтожение; "
        "на бумаге и в информационной системе школы.",
        "to": "7. Кому передаются: государственным органам в случаях, указанных в законе; "
        "другим – только если отмечено в пункте 4.",
        "term": "8. Срок: на время обучения в школе и на срок хранения, установленный законом.",
        "back": "9. Отзыв: в любое время письменным заявлением. Со дня заявления данные ограничиваются; "
        "учёт, которого требует закон, сохраняется.",
        "sign": "10. Субъект или законный представитель",
        "taker": "Согласие принял(а)",
        "date": "Дата: «____» ______________ 20____ г.",
        "number": "№ ____________",
    },
}
BLANK = "________________________________________"


class ConsentPaper(PrintedForm):
    """Subject: a Student with its person. What is not kept is a line to write on."""

    code = "students.consent_form"
    title = _("Consent to the processing of personal data")
    permission = permissions.CONSENTS

    def story(self, subject, lang):
        words, person, head = WORDS[lang], subject.person, letterhead.current(lang)
        shown = bool(getattr(subject, "consented", False))
        link = subject.guardianships.filter(ends_on=None).select_related("guardian").first() if shown else None
        guardian = link.guardian if link else None

        def fact(name, value):
            return kit.text(f"{words[name]}: {value or BLANK}", indent=12, after=3)

        return [
            kit.title(words["title"], size=13),
            kit.parts(words["number"], words["date"]),
            kit.text(words["subject"], bold=True, before=4),
            fact("name", str(person)),
            fact("born", date_short(person.born_on) if shown and person.born_on else ""),
            fact("pin", mask(person.pin) if shown and person.pin else ""),
            fact("address", person.address if shown else ""),
            fact("paper", ""),
            kit.text(words["person"], bold=True, before=4),
            fact("name", str(guardian) if guardian else ""),
            fact("ground", f"{link.get_relation_display()}, ____________________" if link else ""),
            fact("phone", guardian.phone if guardian else ""),
            kit.text(
                words["holder"].format(school=head.school or "____________", place=head.place or "____________"),
                before=4,
            ),
            kit.text(words["purposes"], before=4),
            *(kit.tick(words["purpose"][purpose]) for purpose in Purpose),
            *(kit.text(words[name], before=3) for name in ("data", "ways", "to", "term", "back")),
            kit.together(
                kit.signature_line(words["sign"]),
                kit.signature_line(words["taker"]),
                kit.text(words["date"], before=10),
            ),
        ]
