"""The floor of a paper: the same table straight on ReportLab's canvas, in widths known beforehand."""

from io import BytesIO

from django.db import connection
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from schoolmis.papers import fonts
from schoolmis.papers.fonts import BOLD, PLAIN

STUDENTS = """
select p.student_id, x.last_name || ' ' || x.first_name from students_placement p
join students_student s on s.id = p.student_id join people_person x on x.id = s.person_id
where p.school_class_id = any(%s) order by p.school_class_id, x.sort_key
"""
SUBJECTS = """
select distinct b.id, b.name_ky, b.order from structure_subject b join students_result r on r.subject_id = b.id
where r.school_class_id = any(%s) order by b.order
"""
RESULTS = "select student_id, subject_id, value from students_result where school_class_id = any(%s)"
MISSED = """
select c.student_id, count(*) from journal_cell c join journal_lesson l on l.id = c.lesson_id
where c.student_id = any(%s) and c.absence <> '' group by c.student_id
"""


def _read(classes):
    with connection.cursor() as cursor:
        students = cursor.execute(STUDENTS, [classes]).fetchall()
        subjects = cursor.execute(SUBJECTS, [classes]).fetchall()
        results = {(s, b): v for s, b, v in cursor.execute(RESULTS, [classes]).fetchall()}
        missed = dict(cursor.execute(MISSED, [[s for s, _ in students]]).fetchall())
    return students, subjects, results, missed


def _canvas(page):
    fonts.register()
    out = BytesIO()
    return out, Canvas(out, pagesize=page, invariant=1, pageCompression=1)


def _table(canvas, left, top, widths, rows, height):
    """Lines and texts of a table; the first cell of a row stands left, the others in the middle."""
    edges = [left]
    for width in widths:
        edges.append(edges[-1] + width)
    bottom = top - height * len(rows)
    canvas.setLineWidth(0.4)
    for place in range(len(rows) + 1):
        canvas.line(left, top - place * height, edges[-1], top - place * height)
    for x in edges:
        canvas.line(x, top, x, bottom)
    canvas.setFont(PLAIN, 8)
    for number, row in enumerate(rows, 1):
        y = top - number * height + 3
        for place, value in enumerate(row):
            if value not in (None, ""):
                if place:
                    canvas.drawCentredString((edges[place] + edges[place + 1]) / 2, y, str(value))
                else:
                    canvas.drawString(edges[0] + 2, y, str(value))
    return bottom


def class_sheet(school_class: int) -> bytes:
    """Students by subjects with averages, and the counts below: what the class summary sheet shows."""
    students, subjects, results, missed = _read([school_class])
    page = landscape(A4)
    out, canvas = _canvas(page)
    canvas.setFont(BOLD, 12)
    canvas.drawCentredString(page[0] / 2, page[1] - 40, "Сводная ведомость")
    widths = [170, *[34] * len(subjects), 40, 40]
    canvas.setFont(BOLD, 8)
    x = 60 + widths[0]
    for _pk, name, _order in subjects:
        canvas.saveState()
        canvas.translate(x + 20, page[1] - 130)
        canvas.rotate(90)
        canvas.drawString(0, 0, name[:24])
        canvas.restoreState()
        x += 34
    rows = []
    for pk, name in students:
        marks = [results.get((pk, subject[0])) for subject in subjects]
        known = [mark for mark in marks if mark]
        rows.append([name, *marks, f"{sum(known) / len(known):.2f}" if known else "", missed.get(pk, "")])
    for mark in (5, 4, 3, 2):
        rows.append([f"«{mark}»", *(sum(row[1 + n] == mark for row in rows) for n in range(len(subjects))), "", ""])
    for _share in range(4):
        rows.append(["%", *(f"{100 * sum((row[1 + n] or 0) != 2 for row in rows[:25]) / 25:.0f}"
                            for n in range(len(subjects))), "", ""])  # fmt: skip
    _table(canvas, 60, page[1] - 135, widths, rows, 11.5)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def report_cards(classes: list[int]) -> bytes:
    """A page for each student: subjects by terms."""
    students, subjects, results, missed = _read(classes)
    out, canvas = _canvas(A4)
    for pk, name in students:
        canvas.setFont(BOLD, 14)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 80, "Табель")
        canvas.setFont(PLAIN, 10)
        canvas.drawString(60, A4[1] - 110, name)
        rows = [["", "I", "II", "III", "IV", "", "", ""]]
        rows += [[subject[1], results.get((pk, subject[0])), *[""] * 6] for subject in subjects]
        rows.append(["", missed.get(pk, 0), *[""] * 6])
        bottom = _table(canvas, 60, A4[1] - 130, [200, *[40] * 7], rows, 16)
        for line in range(3):
            canvas.drawString(60, bottom - 30 - 20 * line, "Подпись ______________________________")
        canvas.showPage()
    canvas.save()
    return out.getvalue()
