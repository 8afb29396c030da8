"""The personal file on paper, with its list of contents (өздүк делосу, domain §4.3, R7-3.6)."""

from django.utils.translation import gettext_lazy as _

from schoolmis.papers import kit, letterhead
from schoolmis.papers.form import PrintedForm
from schoolmis.papers.sheets import Column
from schoolmis.people.models import Address
from schoolmis.people.phones import show_phone
from schoolmis.people.places import line
from schoolmis.ui.dates import date_long, date_short
from schoolmis.ui.names import mask_pin
from students import permissions
from students.health_papers import words_of

# An official paper: its fixed words stand outside the interface's catalogue, names stand in the nominative.
WORDS = {
    "ky": {
        "title": "ОКУУЧУНУН ӨЗДҮК ДЕЛОСУ",
        "name": "Аты-жөнү",
        "former": "Мурунку аты-жөнү",
        "born": "Туулган күнү",
        "sex": {"m": "эркек", "f": "кыз"},
        "sexes": "Жынысы",
        "pin": "ПИН",
        "actual": "Жашаган дареги",
        "registered": "Каттоодогу дареги",
        "since": "Мектепке келген күнү",
        "class": "Классы",
        "guardians": "1. Ата-энеси, мыйзамдуу өкүлдөрү",
        "guardian": ("Аты-жөнү", "Ким болот", "Телефону", "Негиздеме"),
        "movement": "2. Мектептеги кыймылы",
        "fact": ("Күнү", "Мазмуну", "Буйрук"),
        "marks": "3. Жылдык баалары",
        "subject": "Предмет",
        "outcome": "Чечим",
        "papers": "4. Делодогу документтердин тизмеси",
        "paper": ("Документ", "Сериясы, номери", "Ким берген, качан", "Мөөнөтү"),
        "none": "Жок.",
        "homeroom": "Класс жетекчи",
        "given": "Делону колго алган (аты-жөнү, колу, күнү)",
        "left": "Мектептен чыккандыгы жөнүндө белги",
        "order": "№ {number}, {day}",
        "restricted": "Жазуу жүзүндөгү макулдук жок: мыйзам талап кылган маалымат гана берилди.",
    },
    "ru": {
        "title": "ЛИЧНОЕ ДЕЛО УЧАЩЕГОСЯ",
        "name": "Ф.И.О.",
        "former": "Прежние Ф.И.О.",
        "born": "Дата рождения",
        "sex": {"m": "мужской", "f": "женский"},
        "sexes": "Пол",
        "pin": "ПИН",
        "actual": "Адрес проживания",
        "registered": "Адрес регистрации",
        "since": "Поступил(а) в школу",
        "class": "Класс",
        "guardians": "1. Родители, законные представители",
        "guardian": ("Ф.И.О.", "Кем приходится", "Телефон", "Основание"),
        "movement": "2. Движение в школе",
        "fact": ("Дата", "Содержание", "Приказ"),
        "marks": "3. Годовые отметки",
        "subject": "Предмет",
        "outcome": "Решение",
        "papers": "4. Опись документов дела",
        "paper": ("Документ", "Серия, номер", "Кем и когда выдан", "Срок"),
        "none": "Нет.",
        "homeroom": "Классный руководитель",
        "given": "Дело получил(а) (Ф.И.О., подпись, дата)",
        "left": "Отметка о выбытии из школы",
        "order": "№ {number} от {day}",
        "restricted": "Письменного согласия нет: указаны только сведения, требуемые законом.",
    },
}

SIGNED = 165
"""Points that the note of departure and the signatures take: a page with them has rows of the list above."""


class PersonalFile(PrintedForm):
    """Subject: `students.personal_file.FileStory`."""

    code = "students.personal_file"
    title = _("Personal file")
    permission = permissions.PERSONAL_FILE
    letterhead = "one"

    def name(self, subject, lang):
        return str(subject.person)

    def story(self, subject, lang):
        words, head = WORDS[lang], letterhead.current(lang)
        yield kit.title(words["title"], size=17)
        yield kit.text(f"№ {subject.number}", bold=True, size=14, align="center", after=12)
        yield from kit.facts(self._facts(subject, words, lang), size=11, after=5)
        if not subject.consented:
            yield kit.text(words["restricted"], italic=True, after=6)
        yield from self._table(words, "guardians", "guardian", self._guardians(subject, lang), (4, 2, 2, 3))
        yield from self._table(words, "movement", "fact", self._movement(subject, words, lang), (2, 6, 3))
        yield from self._marks(subject, words)
        yield from self._table(
            words, "papers", "paper", self._papers(subject), (4, 2, 4, 2), numbered=True, reserve=SIGNED
        )
        yield kit.together(
            kit.text(f"{words['left']}: {subject.left or '______________________________'}", before=12, after=8),
            kit.signature_line(head.head_post, head.head_name, before=14),
            kit.signature_line(words["homeroom"], subject.homeroom, before=14),
            kit.stamp_place(),
            kit.signature_line(words["given"], "", size=10, before=14),
        )

    def _facts(self, subject, words, lang):
        person = subject.person
        yield words["name"], str(person)
        for name in subject.former_names:
            yield words["former"], f"{name} ({name.document}, {date_short(name.document_on)})"
        if subject.school_class:
            yield words["class"], subject.school_class
        if subject.since:
            yield words["since"], date_long(subject.since, lang)
        if not subject.consented:
            return
        if person.born_on:
            yield words["born"], date_long(person.born_on, lang)
        if person.sex:
            yield words["sexes"], words["sex"][person.sex]
        if person.pin:
            yield words["pin"], person.pin if subject.full_pin else mask_pin(person.pin)
        homes = {home.kind: line(home.place, home.settlement, home.street, lang) for home in subject.addresses}
        actual = homes.get(Address.Kind.ACTUAL) or person.address
        if actual:
            yield words["actual"], actual
        if Address.Kind.REGISTERED in homes:
            yield words["registered"], homes[Address.Kind.REGISTERED]

    def _guardians(self, subject, lang):
        return [
            (str(link.guardian), str(link.get_relation_display()), show_phone(link.guardian.phone), link.basis)
            for link in subject.guardians
        ]

    def _movement(self, subject, words, lang):
        return [
            (
                date_short(fact.day),
                fact.text.replace("→", "–"),  # the paper's face has no arrow
                words["order"].format(number=fact.order.label, day=date_short(fact.order.date)),
            )
            for fact in reversed(subject.facts)
        ]

    def _papers(self, subject):
        return [
            (
                str(row.get_kind_display()),
                words_of(row).label,
                ", ".join(filter(None, [words_of(row).issued_by, date_short(row.issued_on) if row.issued_on else ""])),
                date_short(row.valid_until) if row.valid_until else "",
            )
            for row in subject.documents
        ]

    def _table(self, words, title, heads, rows, weights, numbered=False, reserve=0):
        yield kit.text(words[title], bold=True, size=11, before=10, after=4, keep=True)
        if not rows:
            yield kit.text(words["none"])
            return
        columns = [Column(str(n), head, weight=weights[n]) for n, head in enumerate(words[heads])]
        if numbered:
            columns = [Column("n", "№", kind="int", width=9), *columns]
            rows = [(n, *row) for n, row in enumerate(rows, 1)]
        table = kit.table(columns, rows)
        table.reserve = reserve
        yield table

    def _marks(self, subject, words):
        yield kit.text(words["marks"], bold=True, size=11, before=10, after=4, keep=True)
        if not subject.marks:
            yield kit.text(words["none"])
            return
        columns = [
            Column("s", words["subject"], weight=1),
            *(Column(str(n), year, kind="mark", width=20) for n, year in enumerate(subject.years)),
        ]
        footers = [(words["outcome"], *subject.outcomes)] if any(subject.outcomes) else ()
        yield kit.table(columns, subject.marks, footers)
