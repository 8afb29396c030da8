"""A report and a form that only the tests know."""

from collections import namedtuple
from datetime import date
from decimal import Decimal

from django import forms

from schoolmis.papers import kit
from schoolmis.papers.form import PrintedForm
from schoolmis.papers.report import Report
from schoolmis.papers.sheets import Approve, Band, Column, Heading, Signature

Decision = namedtuple("Decision", "ok reason", defaults=[""])
NASTY = "Үсөнова <script>alert(1)</script> & Ко"
FORMULA = '=HYPERLINK("http://x")'
LONG = "Мамбетсадыкова-Бейшеналиева Өкүмкан Токтогуловна"


class Only:
    """A permission for one name, and for objects other than `closed`."""

    def __init__(self, name="director", closed=None):
        self.name, self.closed = name, closed

    def allows(self, user, obj=None):
        if user != self.name:
            return Decision(False, "only the director")
        return Decision(obj is None or obj != self.closed, "not this class")


class ClassForm(forms.Form):
    classes = forms.MultipleChoiceField(choices=[("8-А", "8-А"), ("8-Б", "8-Б")], initial=["8-А"])
    rows = forms.IntegerField(initial=28, max_value=100)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user


class ClassSummary(Report):
    code = "tests.class_summary"
    title = "Жыйынтык ведомость"
    permission = Only(closed="8-Б")
    form_class = ClassForm
    landscape = True
    subjects = 14

    def sections(self, params):
        return [{**params, "class": name} for name in params["classes"]]

    def subject(self, params):
        return params["class"]

    def columns(self, params):
        return [
            Column("name", "Окуучунун аты-жөнү"),
            *[Column(f"s{n}", f"Кыргызстандын тарыхы {n}", turned=True, kind="mark") for n in range(self.subjects)],
            Column("average", "Орточо балл", turned=True, kind="decimal", strong=True),
            Column("born", "Туулган күнү", kind="date"),
            Column("note", "Эскертүү", align="center"),
        ]

    def rows(self, params):
        names = [NASTY, FORMULA, LONG]
        for number in range(params["rows"]):
            marks = {f"s{n}": 2 + (number + n) % 4 for n in range(self.subjects)}
            name = names[number] if number < 3 else f"Асан кызы Гүлзат {number}"
            yield {"name": name, **marks, "average": Decimal("3.925"), "born": date(2013, 6, 6), "note": "-1+2"}

    def totals(self, params, rows):
        return [
            {"name": "«5» алгандар", **{f"s{n}": sum(row[f"s{n}"] == 5 for row in rows) for n in range(self.subjects)}}
        ]

    def heading(self, params, lang):
        title = "Сводная ведомость" if lang == "ru" else "Жыйынтык ведомость"
        return Heading(
            f"{title} {params['class']}",
            "2026–2027",
            approve=Approve("Мектеп директору", "К. А. Бөрүбаев"),
            notes=("Тизмеде 28 окуучу",),
            signatures=(Signature("Класс жетекчи", "А. Э. Токтосунова"),),
        )


class Grouped(Report):
    """Groups of columns, bands of rows, sequences instead of dicts."""

    code = "tests.grouped"
    title = "Кыймыл"
    permission = Only()

    def columns(self, params):
        return [
            Column("class", "Класс"),
            Column("come", "келди", group="Окуучулар", kind="int"),
            Column("gone", "кетти", group="Окуучулар", kind="int"),
            Column("sum", "Сумма", kind="money"),
        ]

    def rows(self, params):
        return [Band("1-смена <b>"), ["5-А", 2, 1, Decimal("12345.5")], Band("2-смена"), ["5-Б", 0, 4, None]]


class Certificate(PrintedForm):
    code = "tests.certificate"
    title = "Маалымкат"
    page_numbers = "always"

    def check(self, subject, lang):
        return "https://example.kg/check/1", "Текшерүү"

    def story(self, subject, lang):
        rows = [[number, NASTY, 2, None] for number in range(1, subject + 1)]
        return [
            kit.title("МААЛЫМКАТ"),
            kit.para("Окуучу: <b>{}</b>", NASTY),
            kit.text(NASTY, bold=True),
            *kit.points(["Төмөнкү окуучулар кабыл алынсын:", LONG * 3]),
            kit.table(
                [Column("n", "№", kind="int", width=8), "Аты-жөнү", Column("m", "Баа", kind="mark"), "Эскертүү"], rows
            ),
            kit.tick("Өздүк делосу ачылсын", True),
            kit.together(kit.signature_line("Мектеп директору", "К. А. Бөрүбаев"), kit.stamp_place()),
        ]
