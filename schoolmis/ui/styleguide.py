"""Invented rows and figures for /styleguide/: every component in every state."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from django import forms
from django.conf import settings
from django.utils.datastructures import MultiValueDict

from . import charts, pick
from .acts import Act
from .forms import Pair, SchoolForm
from .lists import Choice, Column, List
from .names import mask_pin


@dataclass(frozen=True)
class Answer:
    ok: bool
    reason: str = ""


@dataclass(frozen=True)
class Says:
    """A permission that always says the same."""

    answer: Answer

    def allows(self, user, obj=None):
        return self.answer


YES = Says(Answer(True))
NO = Says(Answer(False, "Бул үчүн «Буйрукка кол коюу» укугу керек."))

NAMES = [
    "Абдыкалыкова Айжаркын Нурмухаммедовна",
    "Акматов Бектур Замирбекович",
    "Алымкулова Сезим Азаматовна",
    "Асан кызы Гүлзат",
    "Бакыт уулу Нурлан",
    "Бейшеналиева Назбийке Рустамовна",
    "Жакыпов Эрбол Талантович",
    "Мамбетсадыкова Өкүмкан Бактыбековна",
    "Омурзаков Данияр Улукбекович",
    "Өмүралиева Бегимай Нурлановна",
    "Үсөнова Мээрим Кылычбековна",
    "Эсенканов Актан",
]
WORDS = {"yes": "бар", "no": "жок", "withdrawn": "кайтарып алынган"}
ROWS = [
    {
        "name": name,
        "class": f"{place % 11 + 1}-{'АБВ'[place % 3]}",
        "born_on": datetime.date(2009 + place % 8, place % 12 + 1, place * 7 % 28 + 1),
        "pin": f"2{10**12 + place * 7919:013d}",
        "consent": ("yes", "yes", "no", "withdrawn")[place % 4],
    }
    for place, name in enumerate(NAMES * 6)
]


def found(user, text):
    return [pick.Choice(n, name, "мугалим") for n, name in enumerate(NAMES * 3, 1) if text.lower() in name.lower()]


ROOM = {str(n) for n in range(1, len(NAMES) + 1)}


def named(values):
    return [pick.Choice(int(n), NAMES[int(n) - 1], "мугалим") for n in values if n in ROOM]


PEOPLE = pick.register("ui.sample", YES, find=found, named=named)


class PickForm(SchoolForm):
    """The choice of people in every state: nothing, one, several, found, too many, nobody, refused, fixed."""

    empty = pick.PickNumberField(PEOPLE, label="Кызматкер: али эч ким", required=False)
    one = pick.PickNumberField(PEOPLE, label="Бирөө тандалган", required=False)
    several = pick.PickNumbersField(PEOPLE, label="Бир нечеси тандалган, изделгендер астында")
    many = pick.PickNumbersField(PEOPLE, label="Табылганы көп", required=False)
    nobody = pick.PickNumberField(PEOPLE, label="Эч ким табылган жок", required=False)
    refused = pick.PickNumberField(PEOPLE, label="Тандоо милдеттүү")
    fixed = pick.PickNumberField(PEOPLE, label="Өзгөртүлбөйт", disabled=True, initial=4, required=False)


PICKED = {"one": "2", "several": ["3", "7"], "several_q": "ова", "many_q": "ов", "nobody_q": "ъъъ"}


class SampleList(List):
    title = "Окуучулар"
    columns = (
        Column("name", "Аты-жөнү", sort="name", cls="name", link=lambda row: "#"),
        Column("class", "Класс", sort="class"),
        Column("born_on", "Туулган күнү", sort="born_on"),
        Column("pin", "ПИН", cell=lambda row: mask_pin(row["pin"]), cls="code off"),
        Column("consent", "Макулдук", lambda row: WORDS[row["consent"]], tone=lambda row: row["consent"], cls="end"),
    )
    filters = (Choice("consent", "Макулдук", choices=tuple(WORDS.items()), default="yes"),)
    search_hint = "Аты-жөнү"
    default_sort = "name"
    page_size = 10
    export_permission = YES

    def search(self, rows, text):
        return [row for row in rows if text.lower() in row["name"].lower()]


class SampleForm(SchoolForm):
    name = forms.CharField(label="Аты-жөнү", help_text="Күбөлүктөгүдөй")
    on = forms.DateField(label="Качандан тартып")
    at = forms.TimeField(label="Саат", required=False)
    school_class = forms.ChoiceField(label="Класс", choices=[("", "Тандаңыз"), ("7", "7-А")])
    basis = forms.CharField(label="Негизи", widget=forms.Textarea)
    fixed = forms.CharField(label="Номери", disabled=True, initial="128-О", required=False)
    file = forms.FileField(label="Тиркеме", required=False, help_text="PDF же сүрөт, 10 МБга чейин")
    kind = forms.ChoiceField(label="Түрү", widget=forms.RadioSelect, choices=[("a", "Туруктуу"), ("b", "Убактылуу")])
    days = forms.MultipleChoiceField(
        label="Күндөр",
        widget=forms.CheckboxSelectMultiple,
        choices=[("1", "дүйшөмбү"), ("2", "шейшемби")],
        required=False,
    )
    agree = forms.BooleanField(
        label="Маалыматтарды иштетүүгө макулмун", help_text="Каалаган убакта кайтарып алса болот"
    )

    def layout(self):
        from crispy_forms.layout import Layout

        pairs = Pair("on", "at"), Pair("school_class", "fixed")
        return Layout("name", *pairs, "basis", "file", Pair("kind", "days"), "agree")


def context(request):
    classes, absent = [str(n) for n in range(1, 12)], [3, 2, 4, 5, 3, 6, 4, 11, 7, 3, 2]
    days, share = (
        ["30", "1", "2", "3", "4", "7", "8", "9", "10", "11"],
        [95.2, 95.8, 94.9, 96.4, 96, 93.8, 94.6, 95.9, 96.3, 96.1],
    )
    bars = charts.bars(absent, classes, title="Бүгүн келбегендер, класстар боюнча", low=lambda n: n > 10)
    line = charts.line(share, days, title="Катышуу, 10 окуу күнү", unit="%")
    form = SampleForm({"name": "Асан кызы Гүлзат", "on": "", "school_class": "7"})
    form.add_error(None, "Бул окуучу 7-А классында бар.")
    return {
        "title": "Styleguide",
        "line": "Ар бир бөлүк, ар бир абалда",
        "crumbs": [("Башкы бет", "/")],
        "acts": [
            Act("Маалымкат", "#", icon="print"),
            Act("Өчүрүү", "#", YES, danger=True, method="get"),
            Act("Кол коюу", "#", NO, icon="sign"),
            Act("Сактоо", "#", main=True),
        ],
        "act": Act("Окуучу кошуу", "#", icon="plus"),
        "post": Act("Жокко чыгаруу", request.path, method="post", danger=True, confirm="Жокко чыгарылсынбы?"),
        "list": SampleList(ROWS).bind(request),
        "bars": charts.with_table(bars, ("Класс", "Жок"), zip(classes, absent, strict=True)),
        "line_chart": charts.with_table(line, ("Күн", "%"), zip(days, share, strict=True)),
        "stats": [
            {"label": "Окуучу", "value": "642", "note": "+1 / −2 ушул айда", "url": "#"},
            {"label": "Бүгүн катышты", "value": "96,1 %", "note": "617 окуучу, 25 жок", "url": "#"},
            {"label": "Себепсиз жок", "value": "6", "tone": "bad", "url": "#"},
            {"label": "Толтурула элек сабак", "value": "32", "tone": "warn", "note": "5 мугалим"},
            {"label": "Академиялык карыз", "value": "7"},
        ],
        "picks": PickForm(MultiValueDict({k: v if isinstance(v, list) else [v] for k, v in PICKED.items()})),
        "empty_form": SampleForm(auto_id="empty_%s"),
        "form": form,
        "today": datetime.date(2026, 12, 11),
        "marks": ["5", "4", "3", "2", "н", "б", "у", "оп"],
        "icons": icons(),
    }


def icons():
    """The names of the sprite's signs."""
    text = (Path(settings.BASE_DIR) / "static/svg/icons.svg").read_text(encoding="utf-8")
    return [part.split('"')[0] for part in text.split('id="')[1:]]
