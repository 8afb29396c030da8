"""The student movement book and its summaries (R1-4.1/1, R3-4.1/1; domain §4.1). Derived from orders, never typed."""

from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Band, Column, Heading, Signature
from schoolmis.papers.words import language
from schoolmis.people.models import Consent, Purpose
from schoolmis.people.names_then import NamesThen
from schoolmis.ui.dates import date_range, date_short, month_year
from students import permissions
from students.movement_book import Movement, order_of
from students.orders.lines import documents_text, in_words
from students.reports.balance import balance_columns, balance_rows, class_rows, group_rows, month_rows
from students.reports.periods import BookForm, PeriodForm, months
from students.rules import movement_book as book
from students.timeline import ground_of

# An official form: its words stand outside the interface's catalogue.
WORDS = {
    "ky": {
        "title": "Окуучулардын кыймыл китеби",
        "name": "Аты-жөнү",
        "born": "Туулган күнү",
        "sex": "Жынысы",
        "pin": "ПИН",
        "class": "Классы",
        "day": "Келген же кеткен күнү",
        "from": "Кайдан келди",
        "to": "Кайда кетти",
        "why": "Себеби",
        "order": "Буйруктун №, күнү",
        "document": "Тастыктаган документ",
        "note": "Эскертүү",
        "m": "э",
        "f": "к",
        "sexes": "Жынысы: э – эркек бала, к – кыз бала. Кеткен күнү – тизмедеги акыркы күнү.",
        book.ARRIVED: "келди",
        book.RESTORED: "калыбына келтирилди",
        book.LEFT: "кетти",
        book.MOVED: "башка класска которулду",
        book.PROMOTED: "кийинки класска көчүрүлдү",
        "repeats": "кайталап окууга калтырылды",
        "revokes": "№ {} буйрук жокко чыгарылды",
        "secretary": "Катчы",
        "nothing": "Бул мезгилде кыймыл болгон жок",
    },
    "ru": {
        "title": "Книга движения учащихся",
        "name": "Ф.И.О.",
        "born": "Дата рождения",
        "sex": "Пол",
        "pin": "ПИН",
        "class": "Класс",
        "day": "Дата прибытия или выбытия",
        "from": "Откуда прибыл",
        "to": "Куда выбыл",
        "why": "Причина",
        "order": "№ и дата приказа",
        "document": "Подтверждающий документ",
        "note": "Примечание",
        "m": "м",
        "f": "ж",
        "sexes": "Дата выбытия – последний день в списке.",
        book.ARRIVED: "прибыл(а)",
        book.RESTORED: "восстановлен(а)",
        book.LEFT: "выбыл(а)",
        book.MOVED: "переведён(а) в другой класс",
        book.PROMOTED: "переведён(а) в следующий класс",
        "repeats": "оставлен(а) на повторное обучение",
        "revokes": "отменён приказ № {}",
        "secretary": "Секретарь",
        "nothing": "За этот период движения не было",
    },
}


def movement_of(params) -> Movement:
    """Read once for all the sheets of a paper."""
    if "_movement" not in params["_all"]:
        params["_all"]["_movement"] = Movement(params["first"], params["last"])
    return params["_all"]["_movement"]


class MovementReport(Report):
    permission = permissions.MOVEMENT
    landscape = True
    parts_of = ()

    def sections(self, params):
        return [params | {"_all": params, "part": part} for part in self.parts_of]

    def signatures(self, lang):
        head = letterhead.current(lang)
        return Signature(head.head_post, head.head_name), Signature(WORDS[lang]["secretary"])

    def heading(self, params, lang):
        titles = {
            "classes": _("Movement by class"),
            "groups": _("Movement by level, shift and language"),
            "months": _("Movement by month"),
        }
        title, notes = titles.get(params["part"]), (_("Whose sex is not kept counts in the total alone."),)
        if title is None:
            title, notes = WORDS[lang]["title"], (WORDS[lang]["sexes"],)
        period = date_range(params["first"], params["last"], lang)
        if params.get("named"):
            period = f"{params['named']}: {period}"
        return Heading(title=title, subtitle=period, notes=notes, signatures=self.signatures(lang))

    def columns(self, params):
        names = {"months": _("Month"), "groups": _("Figures")}
        return balance_columns(names.get(params["part"], _("Class")))

    def rows(self, params):
        movement = movement_of(params)
        if params["part"] == "months":
            return month_rows(movement, list(months(params["first"], params["last"])))
        if params["part"] == "groups":
            return group_rows(movement)
        return class_rows(movement)

    def totals(self, params, rows):
        return balance_rows([(_("School, total"), movement_of(params).school())])


@register
class MovementSummary(MovementReport):
    """R1-3.1h: the movement of a month, a quarter, a year, counted and never typed."""

    code = "students.movement_summary"
    title = gettext_lazy("Movement summary")
    about = gettext_lazy("At the start, arrived, left, at the end: by class, level, sex, shift, language and month")
    form_class = PeriodForm
    numbered = False

    def sections(self, params):
        several = params["first"].replace(day=1) != params["last"].replace(day=1)
        parts = ("classes", "groups", "months") if several else ("classes", "groups")
        return [params | {"_all": params, "part": part} for part in parts]


@register
class MovementBook(MovementReport):
    """The official form: one line of the book for each order on each student, then the balance by class."""

    code = "students.movement_book"
    title = gettext_lazy("Student movement book")
    about = gettext_lazy("Who came, left and moved by which order, and the balance of each class")
    form_class = BookForm
    numbered = False
    parts_of = ("lines", "classes")

    def heavy(self, params):
        """With promotion every student of the school has a line: the files are made as a job."""
        return bool(params.get("promotion"))

    def columns(self, params):
        if params["part"] != "lines":
            return super().columns(params)
        words = WORDS[language()]
        return [
            Column("number", "№", kind="int", width=8),
            Column("name", words["name"], weight=3.2),
            Column("born", words["born"], kind="date", width=18),
            Column("sex", words["sex"], width=8, align="center", turned=True),
            Column("pin", words["pin"], width=25, align="center"),
            Column("class", words["class"], width=13, align="center"),
            Column("day", words["day"], kind="date", width=19),
            Column("from", words["from"], weight=2),
            Column("to", words["to"], weight=2),
            Column("why", words["why"], weight=1.6),
            Column("order", words["order"], width=19, align="center"),
            Column("document", words["document"], weight=1.5),
            Column("note", words["note"], weight=1.7),
        ]

    def rows(self, params):
        if params["part"] != "lines":
            return super().rows(params)
        kinds = {book.ARRIVED, book.RESTORED, book.LEFT, book.MOVED}
        movement = movement_of(params)
        pairs = movement.lines(kinds | {book.PROMOTED} if params.get("promotion") else kinds)
        agreed = set(
            Consent.objects.filter(
                person__in={row.student.person_id for _entry, row in pairs}, purpose=Purpose.RECORDS, ends_on=None
            ).values_list("person", flat=True)
        )
        words, rows, number = WORDS[language()], [], 0
        names = NamesThen(row.student.person for _entry, row in pairs)
        for month, those in groupby(pairs, key=lambda pair: pair[0].day.replace(day=1)):
            rows.append(Band(month_year(month)))
            for entry, row in those:
                number += 1
                rows.append({"number": number} | _line(entry, row, movement.classes, words, agreed, names))
        return rows or [Band(words["nothing"])]

    def totals(self, params, rows):
        return [] if params["part"] == "lines" else super().totals(params, rows)


def _line(entry, row, classes, words, agreed, names):
    person, order = row.student.person, order_of(entry, row)
    shown = person.pk in agreed
    left = entry.kind == book.LEFT
    inner = entry.kind in (book.MOVED, book.PROMOTED)
    places = [str(classes[pk]) for pk in (entry.before, entry.after) if pk in classes]
    notes = [words["repeats" if _stays(entry, classes) else entry.kind]]
    if order and order.revokes_id:
        notes.append(words["revokes"].format(order.revokes.label))
    return {
        "name": str(names.on(person, order.date if order else entry.day)),
        "born": person.born_on if shown else None,
        "sex": words.get(person.sex, ""),
        "pin": (person.pin or "") if shown else "",
        "class": " – ".join(places),
        "day": entry.day,
        "from": "" if left or inner else row.came_from,
        "to": row.went_to if left else "",
        "why": ground_of(row) if left and order else "",
        "order": f"№ {order.label} {date_short(order.date)}" if order else "",
        "document": (_document(row) if left else "") or (order.basis if order else ""),
        "note": ", ".join(notes),
    }


def _stays(entry, classes) -> bool:
    """The new academic year finds the student in the same grade (R7-2.5)."""
    before, after = classes.get(entry.before), classes.get(entry.after)
    return bool(entry.kind == book.PROMOTED and before and after and before.grade >= after.grade)


def _document(spell):
    lines = (spell.departure_order.payload or {}).get("students", []) if spell.departure_order else []
    mine = next((one for one in lines if one.get("student") == spell.student_id), {})
    return in_words(mine) or documents_text(spell.documents)
