"""The certificate «studies at this school» on paper, in Kyrgyz or Russian (domain §4.7)."""

from django.utils.translation import gettext_lazy as _

from schoolmis.orders.models import Series
from schoolmis.papers import checks, kit, letterhead
from schoolmis.papers.form import PrintedForm
from schoolmis.ui.dates import date_long, date_short
from students import permissions

# An official paper: its fixed words stand outside the interface's catalogue, names stand in the nominative.
WORDS = {
    "ky": {
        "title": "МААЛЫМКАТ",
        "copy": "КӨЧҮРМӨ",
        "says": "Бул маалымкат төмөнкү окуучунун ушул мектепте чындыгында окуп жатканын ырастайт:",
        "name": "Аты-жөнү",
        "born": "Туулган күнү",
        "class": "Классы",
        "year": "Окуу жылы",
        "language": "Окутуу тили",
        "since": "Мектепте окуй баштаган күнү",
        "order": "Кабыл алуу жөнүндө буйрук",
        "order_of": "№ {number}, {day}",
        "for": "Маалымкат төмөнкү жерге көрсөтүү үчүн берилди",
        "anywhere": "талап кылынган жерге",
        "given": "Колго алган",
        "tel": "тел.",
    },
    "ru": {
        "title": "СПРАВКА",
        "copy": "КОПИЯ",
        "says": "Настоящая справка подтверждает, что указанное ниже лицо действительно обучается в этой школе:",
        "name": "Ф.И.О.",
        "born": "Дата рождения",
        "class": "Класс",
        "year": "Учебный год",
        "language": "Язык обучения",
        "since": "Обучается в школе с (дата)",
        "order": "Приказ о зачислении",
        "order_of": "№ {number} от {day}",
        "for": "Справка выдана для предъявления",
        "anywhere": "по месту требования",
        "given": "Получил(а)",
        "tel": "тел.",
    },
}


class CertificatePaper(PrintedForm):
    """Subject: a Certificate with its student, class, order and check; `copy` marks a second print."""

    code = "students.certificate"
    title = _("Certificate of study")
    permission = permissions.CERTIFICATES
    letterhead = "both"

    def __init__(self, origin: str, *, copy=False, shown=True):
        self.origin, self.copy, self.shown = origin, copy, shown

    def story(self, subject, lang):
        words, head = WORDS[lang], letterhead.current(lang)
        if self.copy:
            yield kit.text(words["copy"], bold=True, size=12, align="right", after=2)
        yield kit.parts(f"№ {subject.number}", date_long(subject.check_row.issued_on, lang), head.place)
        yield kit.space(6)
        yield kit.title(words["title"], size=17)
        yield kit.space(3)
        yield kit.text(words["says"], size=12, after=8)
        yield from kit.facts(self._facts(subject, words, lang), size=12, after=7)
        yield kit.text(f"{words['for']}: {subject.addressee or words['anywhere']}.", size=12, before=12, after=10)
        yield kit.together(
            kit.signature_line(head.head_post, head.head_name, size=12, before=22),
            kit.stamp_place(),
            kit.signature_line(words["given"], subject.received_by, size=10, before=18),
        )

    def _facts(self, subject, words, lang):
        person, of = subject.student.person, subject.school_class
        yield words["name"], subject.name
        if self.shown and person.born_on:
            yield words["born"], date_long(person.born_on, lang)
        yield words["class"], str(of)
        yield words["year"], str(of.year)
        yield words["language"], str(of.get_language_display())
        yield words["since"], date_long(subject.since, lang)
        if subject.order.series != Series.OPENING:
            yield (
                words["order"],
                words["order_of"].format(number=subject.order.label, day=date_short(subject.order.date)),
            )

    def check(self, subject, lang):
        return checks.printed(subject.check_row, self.origin, lang)
