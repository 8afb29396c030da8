"""The alphabet book (алфавиттик китеп): a page for each letter; a number is never given again (domain §4.2)."""

from collections import defaultdict
from datetime import timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading, Signature
from schoolmis.papers.words import language
from schoolmis.people.names import ALPHABET
from schoolmis.ui.dates import date_short
from schoolmis.ui.forms import SchoolForm
from students import permissions
from students.models import Enrolment, Placement, Student
from students.timeline import ground_of

# An official form: its words stand outside the interface's catalogue.
WORDS = {
    "ky": {
        "title": "Алфавиттик китеп",
        "letter": "«{}» тамгасы",
        "name": "Аты-жөнү",
        "born": "Туулган күнү",
        "sex": "Жынысы",
        "m": "э",
        "f": "к",
        "came": "Кабыл алынды",
        "left": "Кетти",
        "on": "күнү",
        "class": "классы",
        "order": "буйрук",
        "address": "Үйүнүн дареги",
        "to": "кайда",
        "why": "себеби",
        "paper": "Берилген документ",
        "note": "Жеке маалыматтар макулдук болгондо гана толтурулат. Номери өздүк делонун номери, кайра берилбейт.",
        "secretary": "Катчы",
    },
    "ru": {
        "title": "Алфавитная книга",
        "letter": "Буква «{}»",
        "name": "Ф.И.О.",
        "born": "Дата рождения",
        "sex": "Пол",
        "m": "м",
        "f": "ж",
        "came": "Поступление",
        "left": "Выбытие",
        "on": "дата",
        "class": "класс",
        "order": "приказ",
        "address": "Домашний адрес",
        "to": "куда",
        "why": "причина",
        "paper": "Выданный документ",
        "note": "Персональные данные заполняются только при согласии. Номер – номер личного дела, повторно не даётся.",
        "secretary": "Секретарь",
    },
}


def letters() -> list[str]:
    """Letters that have a page, in the Kyrgyz order."""
    numbers = Student.objects.exclude(file_number=None).values_list("file_number", flat=True)
    found = {number.partition("/")[0] for number in numbers}
    return sorted(found, key=lambda one: (ALPHABET.find(one.lower()) % 100, one))


class LetterForm(SchoolForm):
    letter = forms.ChoiceField(label=gettext_lazy("Letter"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.letters = letters()
        self.fields["letter"].choices = [("", _("The whole book")), *((one, one) for one in self.letters)]
        self.fields["letter"].initial = self.letters[0] if self.letters else ""

    def clean(self):
        data = super().clean()
        data["letters"] = [data["letter"]] if data.get("letter") else self.letters or ["А"]
        return data


@register
class AlphabetBook(Report):
    """Every student who was ever given a file, with each admission and departure and their orders."""

    code = "students.alphabet_book"
    title = gettext_lazy("Alphabet book")
    about = gettext_lazy(
        "A page for each letter: numbers of personal files, admissions and departures with their orders"
    )
    permission = permissions.ALPHABET
    form_class = LetterForm
    landscape = True
    numbered = False

    def sections(self, params):
        return [params | {"one": letter} for letter in params["letters"]]

    def heavy(self, params):
        return len(params["letters"]) > 3

    def heading(self, params, lang):
        words, head = WORDS[lang], letterhead.current(lang)
        return Heading(
            title=words["title"],
            subtitle=words["letter"].format(params["one"]),
            notes=(words["note"],),
            signatures=(Signature(head.head_post, head.head_name), Signature(words["secretary"])),
        )

    def columns(self, params):
        words = WORDS[language()]
        came, left = words["came"], words["left"]
        return [
            Column("number", "№", width=13, align="center", strong=True),
            Column("name", words["name"], weight=3),
            Column("born", words["born"], kind="date", width=18),
            Column("sex", words["sex"], width=8, turned=True, align="center"),
            Column("address", words["address"], weight=2.2),
            Column("came_on", words["on"], kind="date", width=18, group=came),
            Column("came_class", words["class"], width=12, align="center", group=came),
            Column("came_order", words["order"], width=19, align="center", group=came),
            Column("left_on", words["on"], kind="date", width=18, group=left),
            Column("left_class", words["class"], width=12, align="center", group=left),
            Column("left_to", words["to"], weight=1.8, group=left),
            Column("left_why", words["why"], weight=1.4, group=left),
            Column("left_order", words["order"], width=19, align="center", group=left),
            Column("paper", words["paper"], weight=1.2),
        ]

    def rows(self, params):
        students = list(
            Student.objects.filter(file_number__startswith=f"{params['one']}/").with_consent().select_related("person")
        )
        students.sort(key=lambda one: int(one.file_number.partition("/")[2] or 0))
        pks = [one.pk for one in students]
        spells, places = defaultdict(list), defaultdict(list)
        stays = Enrolment.objects.filter(student__in=pks).select_related("order", "departure_order")
        for spell in stays.order_by("starts_on", "pk"):
            spells[spell.student_id].append(spell)
        for place in (
            Placement.objects.filter(student__in=pks).select_related("school_class").order_by("starts_on", "pk")
        ):
            places[place.student_id].append(place)
        words = WORDS[language()]
        return [row for one in students for row in _lines(one, spells[one.pk], places[one.pk], words)]

    def file_name(self, params):
        return "alphabet-book"


def _lines(student, spells, places, words):
    """The student's line; each further stay has a line of its own under it."""
    person, shown = student.person, student.consented
    who = {
        "number": student.file_number,
        "name": str(person),
        "born": person.born_on if shown else None,
        "sex": words.get(person.sex, "") if shown else "",
        "address": person.address if shown else "",
    }
    for number, spell in enumerate(spells or [None]):
        yield (who if number == 0 else {}) | (_stay(spell, places) if spell else {})


def _stay(spell, places):
    mine = [one for one in places if spell.starts_on <= one.starts_on and _within(one, spell)]
    line = {
        "came_on": spell.starts_on,
        "came_class": str(mine[0].school_class) if mine else "",
        "came_order": _order(spell.order),
    }
    if spell.ends_on and spell.departure_order:
        line |= {
            "left_on": max(spell.ends_on - timedelta(days=1), spell.starts_on),
            "left_class": str(mine[-1].school_class) if mine else "",
            "left_to": spell.went_to,
            "left_why": ground_of(spell),
            "left_order": _order(spell.departure_order),
        }
    return line


def _within(place, spell):
    return spell.ends_on is None or place.starts_on < spell.ends_on or place.starts_on == spell.starts_on


def _order(order):
    return f"№ {order.label} {date_short(order.date)}"
