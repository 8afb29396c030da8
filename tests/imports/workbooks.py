"""Workbooks of other schools: every layout a secretary may send, as bytes, with the row number of each student."""

import csv
import io

import openpyxl

from .pupils import full

HEADINGS = {
    "number": "№",
    "class": "Классы",
    "name": "Аты-жөнү",
    "last": "Фамилиясы",
    "first": "Аты",
    "patronymic": "Атасынын аты",
    "sex": "Жынысы",
    "born": "Туулган күнү",
    "pin": "ПИН",
    "language": "Окутуу тили",
    "address": "Дареги",
    "mother": "Энеси",
    "mother_phone": "Энесинин тел.",
    "father": "Атасы",
    "father_phone": "Атасынын тел.",
    "consent": "Макулдук №",
    "consented": "Макулдук күнү",
}
RUSSIAN = {
    "number": "№ п/п",
    "class": "Класс",
    "name": "Ф.И.О. ученика",
    "last": "Фамилия",
    "first": "Имя",
    "patronymic": "Отчество",
    "sex": "Пол",
    "born": "Дата рождения",
    "pin": "ПИН (ИНН)",
    "language": "Язык обучения",
    "address": "Домашний адрес",
    "mother": "Мать (ФИО)",
    "mother_phone": "Телефон матери",
    "father": "Отец (ФИО)",
    "father_phone": "Телефон отца",
    "consent": "Согласие №",
    "consented": "Дата согласия",
}
KYRGYZ_ORDER = [
    "number",
    "class",
    "name",
    "sex",
    "born",
    "pin",
    "language",
    "address",
    "mother",
    "mother_phone",
    "father",
    "father_phone",
    "consent",
    "consented",
]
OTHER_ORDER = [
    "pin",
    "consented",
    "consent",
    "last",
    "first",
    "patronymic",
    "born",
    "father_phone",
    "father",
    "mother_phone",
    "mother",
    "class",
    "sex",
    "language",
    "address",
]
SEXES = {"m": "м", "f": "ж"}


def cells_of(one: dict, order, number: int = 0) -> list:
    known = {**one, "number": number, "name": full(one) or None, "sex": SEXES.get(one["sex"], one["sex"])}
    return [known[name] for name in order]


def workbook(students, order=KYRGYZ_ORDER, headings=HEADINGS, heading_row=4, after=(), heading=None):
    """One sheet; (bytes, row of each student). `after` are rows under the list."""
    book = openpyxl.Workbook()
    sheet = book.active
    if heading_row > 1:
        sheet.cell(1, 1, "«Көк-Жар» орто мектебинин окуучуларынын тизмеси")
    for column, name in enumerate(order, 1):
        sheet.cell(heading_row, column, (heading or headings)[name])
    for place, one in enumerate(students, 1):
        for column, cell in enumerate(cells_of(one, order, place), 1):
            sheet.cell(heading_row + place, column, cell)
    for cells in after:
        sheet.append(cells)
    return saved(book), [heading_row + place for place in range(1, len(students) + 1)]


def sheet_per_class(students, headings=RUSSIAN):
    """No class column; a title, a total and a signature on each sheet; (bytes, (sheet, row) of each student)."""
    order = [name for name in OTHER_ORDER if name != "class"]
    book, places = openpyxl.Workbook(), []
    book.remove(book.active)
    for label in dict.fromkeys(one["class"] for one in students):
        sheet = book.create_sheet(label.replace("-", " «") + "» класс")
        sheet.append(["Список учащихся"])
        sheet.append([headings[name] for name in order])
        for one in students:
            if one["class"] == label:
                sheet.append(cells_of(one, order))
                places.append((sheet.title, sheet.max_row))
        sheet.append(["Итого:", sheet.max_row - 2])
        sheet.append([])
        sheet.append(["Классный руководитель: ____________"])
    return saved(book), places


def sections(students):
    """One sheet, a line with the class's name over each class, the heading repeated."""
    order = [name for name in KYRGYZ_ORDER if name != "class"]
    book, rows, last = openpyxl.Workbook(), [], None
    sheet = book.active
    sheet.append(["Окуучулардын тизмеси"])
    sheet.append([HEADINGS[name] for name in order])
    for place, one in enumerate(students, 1):
        if one["class"] != last:
            last = one["class"]
            sheet.append([f"{last} класс"])
            if place > 1:
                sheet.append([HEADINGS[name] for name in order])
        sheet.append(cells_of(one, order, place))
        rows.append(sheet.max_row)
    return saved(book), rows


def merged(students):
    """A heading in two rows with merged parents, the class merged down, formulas for numbers, a hidden sheet."""
    book, rows = openpyxl.Workbook(), []
    sheet = book.active
    sheet.append(["№", "Класс", "ФИО", "Дата рождения", "ПИН", "Мать", None, "Отец", None, "Согласие", None])
    sheet.append([None, None, None, None, None, "ФИО", "Телефон", "ФИО", "Телефон", "№", "Дата"])
    for column in "ABCDE":
        sheet.merge_cells(f"{column}1:{column}2")
    for pair in ("F1:G1", "H1:I1", "J1:K1"):
        sheet.merge_cells(pair)
    first, label = 3, None
    order = ["class", "name", "born", "pin", "mother", "mother_phone", "father", "father_phone", "consent", "consented"]
    for place, one in enumerate(students, 1):
        row = [f"=ROW()-{2}", *cells_of(one, order)]
        if one["class"] == label:
            row[1] = None
        elif label is not None:
            sheet.merge_cells(f"B{first}:B{sheet.max_row}")
            first = sheet.max_row + 1
        label = one["class"]
        sheet.append(row)
        rows.append(2 + place)
    sheet.merge_cells(f"B{first}:B{sheet.max_row}")
    hidden = book.create_sheet("Эски тизме")
    hidden.append(["Класс", "ФИО"])
    hidden.append(["3-А", "Эски Окуучу"])
    hidden.sheet_state = "hidden"
    return saved(book), rows


def comma_separated(students, encoding="utf-8-sig", separator=";", order=KYRGYZ_ORDER, headings=HEADINGS, lost=None):
    """CSV bytes; `lost` maps letters the encoding does not have."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerow([headings[name] for name in order])
    for place, one in enumerate(students, 1):
        cells = cells_of(one, order, place)
        writer.writerow([f"{cell:%d.%m.%Y}" if hasattr(cell, "year") else cell for cell in cells])
    plain = text.getvalue().translate(str.maketrans(lost or {}))
    return plain.encode(encoding, errors="replace"), list(range(2, len(students) + 2))


def saved(book) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
