"""The papers of a departure: the note in the personal file, marks, the certificate of the period, the clearance."""

from collections import defaultdict
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from schoolmis.orders.models import Series
from schoolmis.papers import kit, letterhead
from schoolmis.papers.form import PrintedForm
from schoolmis.papers.sheets import Column
from schoolmis.people.names_then import name_then
from schoolmis.ui.dates import date_dated, date_long
from students import clearance, permissions
from students.grounds import Ground
from students.models import Issue, Result

# Official papers: their fixed words stand outside the interface's catalogue, names stand in the nominative.
WORDS = {
    "ky": {
        "file": "ӨЗДҮК ДЕЛОГО ОКУУДАН ЧЫГУУ ЖӨНҮНДӨ БЕЛГИ",
        "period": "ОКУУ МЕЗГИЛИ ЖӨНҮНДӨ МААЛЫМКАТ",
        "marks": "ОКУУЧУНУН БААЛАРЫНЫН ТАБЕЛИ",
        "clearance": "АЙЛАНМА БАРАКЧА",
        "says": "Төмөнкү окуучунун ушул мектепте көрсөтүлгөн мезгилде окугандыгы ырасталат:",
        "name": "Аты-жөнү",
        "born": "Туулган күнү",
        "number": "Өздүк делосунун номери",
        "came": "Мектепте окуган мезгили",
        "class": "Чыгып жаткандагы классы",
        "classes": "Окуган класстары",
        "order": "Чыгаруу жөнүндө буйрук",
        "ground": "Себеби",
        "to": "Кайда кетти",
        "sheets": "Делодогу барактардын саны",
        "given": "Өздүк дело колго берилди",
        "taken": "Алган (аты-жөнү, колу)",
        "day": "Күнү",
        "subject": "Предмет",
        "year": "Жыл",
        "exam": "Экз.",
        "final": "Жыйынтык",
        "item": "Эмне боюнча",
        "owed": "Карызы",
        "none": "жок",
        "signs": "Ким кол коёт",
        "hand": "Колу, күнү",
        "nothing": "Бул мезгилде бүткөн чейрек жок, баалар азырынча коюлган эмес.",
    },
    "ru": {
        "file": "ОТМЕТКА О ВЫБЫТИИ В ЛИЧНОМ ДЕЛЕ",
        "period": "СПРАВКА О ПЕРИОДЕ ОБУЧЕНИЯ",
        "marks": "ТАБЕЛЬ УСПЕВАЕМОСТИ УЧАЩЕГОСЯ",
        "clearance": "ОБХОДНОЙ ЛИСТ",
        "says": "Настоящая справка подтверждает, что указанное лицо обучалось в этой школе в указанный период:",
        "name": "Ф.И.О.",
        "born": "Дата рождения",
        "number": "Номер личного дела",
        "came": "Период обучения в школе",
        "class": "Класс при выбытии",
        "classes": "Классы обучения",
        "order": "Приказ об отчислении",
        "ground": "Основание",
        "to": "Куда выбыл(а)",
        "sheets": "Число листов в деле",
        "given": "Личное дело выдано на руки",
        "taken": "Получил(а) (Ф.И.О., подпись)",
        "day": "Дата",
        "subject": "Предмет",
        "year": "Год",
        "exam": "Экз.",
        "final": "Итог",
        "item": "По какому вопросу",
        "owed": "Задолженность",
        "none": "нет",
        "signs": "Кто подписывает",
        "hand": "Подпись, дата",
        "nothing": "За этот период завершённых четвертей нет, отметки ещё не выставлены.",
    },
}
BLANK = "____________"
DAY = timedelta(days=1)


class LeavingPaper(PrintedForm):
    """Subject: an Issue with its spell, student and order."""

    permission = permissions.LEAVING
    letterhead = "both"
    kind = ""

    def story(self, issue, lang):
        words, head = WORDS[lang], letterhead.current(lang)
        yield kit.parts(f"№ {issue.number}", date_long(issue.issued_on, lang), head.place)
        yield kit.title(words[self.kind], size=15)
        yield from self.body(issue, words, lang)
        yield kit.together(
            kit.signature_line(head.head_post, head.head_name, before=16),
            kit.stamp_place(),
            kit.signature_line(words["taken"], issue.taken_by, size=10, before=14),
        )

    def about(self, issue, words, lang):
        """The facts that every paper of a departure has."""
        spell, student = issue.spell, issue.spell.student
        places = [one for one in student.placements.select_related("school_class") if one.starts_on < spell.ends_on]
        within = sorted((one for one in places if one.starts_on >= spell.starts_on), key=lambda one: one.starts_on)
        first, last = date_long(spell.starts_on, lang), date_long(spell.ends_on - DAY, lang)
        yield words["name"], name_then(student.person, issue.issued_on)
        if student.consented and student.person.born_on:
            yield words["born"], date_long(student.person.born_on, lang)
        yield words["number"], student.file_number or BLANK
        yield words["came"], f"{first} – {last}"
        yield words["class"], str(within[-1].school_class) if within else BLANK
        if len(within) > 1:
            yield words["classes"], ", ".join(dict.fromkeys(str(one.school_class) for one in within))
        if spell.departure_order.series != Series.OPENING:
            order = spell.departure_order
            yield words["order"], f"{date_dated(order.date, lang)} № {order.label}"


class DepartureNote(LeavingPaper):
    """R7-3.6: the personal file goes with the note of departure."""

    code, title, kind = "students.departure_note", _("Note of departure in the personal file"), "file"

    def body(self, issue, words, lang):
        yield from kit.facts(self.about(issue, words, lang), size=11, after=5)
        spell = issue.spell
        # Not even the fact of a health document goes from hand to hand with the file (R7-3.5).
        ground = "" if spell.ground == Ground.HEALTH else spell.get_ground_display()
        pairs = [(words["ground"], ground), (words["to"], spell.went_to), (words["sheets"], BLANK)]
        yield from kit.facts([(name, value) for name, value in pairs if value], size=11, after=5)
        yield kit.parts(f"{words['given']}:", f"{words['day']}: {BLANK}")


class PeriodCertificate(LeavingPaper):
    code, title, kind = "students.period_certificate", _("Certificate of the period of study"), "period"

    def body(self, issue, words, lang):
        yield kit.text(words["says"], before=4, after=8)
        yield from kit.facts(self.about(issue, words, lang), size=11, after=5)


class LeaverMarks(LeavingPaper):
    """The results of the spell, a table for each school year."""

    code, title, kind = "students.leaver_marks", _("Table of marks of a leaver"), "marks"

    def body(self, issue, words, lang):
        yield from kit.facts(list(self.about(issue, words, lang))[:4], size=10, after=3)
        tables = _years(issue.spell)
        if not tables:
            yield kit.text(words["nothing"], before=8)
        for year, subjects in tables.items():
            heads = ["I", "II", "III", "IV", words["year"], words["exam"], words["final"]]
            columns = [Column("s", words["subject"], weight=1), *(Column(h, h, kind="mark", width=15) for h in heads)]
            yield kit.text(str(year), bold=True, before=8)
            yield kit.table(
                columns, [(name, *(cells.get(key, "") for key in KEYS)) for name, cells in subjects.items()]
            )


KEYS = (1, 2, 3, 4, Result.Period.YEAR, Result.Period.EXAM, Result.Period.FINAL)


def _years(spell) -> dict:
    """{year: {subject: {term number or period: text}}} of the results within the spell, in order."""
    found = Result.objects.filter(student=spell.student, year__ends_on__gte=spell.starts_on)
    found = found.filter(year__starts_on__lt=spell.ends_on).select_related("year", "subject", "term")
    tables = defaultdict(lambda: defaultdict(dict))
    for one in found.order_by("year__starts_on", "subject__order"):
        tables[one.year][one.subject.name][one.term.number if one.term else one.period] = one.text
    return tables


class ClearanceSheet(PrintedForm):
    """Subject: a Student with consent asked; the lines come from every part of the school."""

    code, title = "students.clearance", _("Clearance sheet")
    permission = permissions.LEAVING

    def story(self, student, lang):
        words = WORDS[lang]
        yield kit.title(words["clearance"])
        yield from kit.facts([(words["name"], str(student)), (words["number"], student.file_number or BLANK)], size=11)
        columns = [
            Column("item", words["item"], weight=3),
            Column("owed", words["owed"], weight=2),
            Column("signs", words["signs"], weight=2),
            Column("hand", words["hand"], width=45),
        ]
        rows = [(one.title, one.owed or words["none"], one.signs, "") for one in clearance.lines(student)]
        yield kit.table(columns, rows, row_height=26)
        yield kit.signature_line(letterhead.current(lang).head_post, letterhead.current(lang).head_name, before=16)


PAPERS = {Issue.Kind.FILE: DepartureNote(), Issue.Kind.MARKS: LeaverMarks(), Issue.Kind.PERIOD: PeriodCertificate()}
CLEARANCE = ClearanceSheet()
