"""An accountant who knows the rules of marks, not the program: raw rows, plain loops, fractions, one rounding."""

from collections import Counter, defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.db import connection


def rows(statement) -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def rounded(value: Fraction | None, places: int) -> Decimal | None:
    """Half up, once."""
    if value is None:
        return None
    doubled = value * 2 * 10**places
    return Decimal((doubled.numerator // doubled.denominator + 1) // 2).scaleb(-places)


def part(some: int, whole: int) -> Fraction | None:
    return Fraction(some * 100, whole) if whole else None


def within(day: date, row) -> bool:
    return row["starts_on"] <= day and (row["ends_on"] is None or day < row["ends_on"])


class Books:
    """All that stands in the tables, read once; each question goes through the rows anew."""

    def __init__(self):
        self.places = rows("select * from students_placement order by starts_on")
        self.members = rows("select * from students_membership")
        self.exempt = rows("select * from students_exemption")
        self.sections = {one["id"]: one for one in rows("select * from structure_section")}
        self.groups = {one["id"]: one for one in rows("select * from structure_group")}
        self.of_group = defaultdict(set)
        for one in rows("select * from structure_group_classes"):
            self.of_group[one["group_id"]].add(one["schoolclass_id"])
        self.kinds = {one["id"]: one for one in rows("select * from journal_workkind")}
        self.scales = {one["id"]: one for one in rows("select * from journal_scale")}
        self.lessons = {one["id"]: one for one in rows("select * from journal_lesson where status = 'planned'")}
        self.cells = [one for one in rows("select * from journal_cell") if one["lesson_id"] in self.lessons]
        self.marked = {one["id"] for one in rows("select id from structure_subject where has_marks")}
        self.results = [r for r in rows("select * from students_result") if r["subject_id"] in self.marked]

    def class_on(self, student, day) -> int | None:
        found = [p["school_class_id"] for p in self.places if p["student_id"] == student and within(day, p)]
        return found[0] if found else None

    def sits(self, student, lesson) -> bool:
        """Whether the lesson is the student's: in the group that day, and not exempt from the subject."""
        section, day = self.sections[lesson["section_id"]], lesson["date"]
        group, of = self.groups[section["group_id"]], self.class_on(student, day)
        if group["kind"] == "subgroup":
            found = (m for m in self.members if m["student_id"] == student and m["group_id"] == group["id"])
            here = any(within(day, m) for m in found) and of is not None
        else:
            here = of in self.of_group[group["id"]]
        free = (e for e in self.exempt if e["student_id"] == student and e["subject_id"] == section["subject_id"])
        return here and not any(within(day, e) for e in free)

    def said(self, lesson, name, default):
        kind = self.kinds.get(lesson["kind_id"])
        return next((v for v in (lesson[name], kind and kind[name]) if v is not None), default)

    def marks(self, first, last, *, seen_by_families=False) -> dict:
        """{(student, subject): [(mark, weight, points of the work, scale)]} that enter the average."""
        found = defaultdict(list)
        for cell in self.cells:
            lesson = self.lessons[cell["lesson_id"]]
            if not first <= lesson["date"] <= last or not self.said(lesson, "counts", True):
                continue
            if seen_by_families and not self.said(lesson, "visible", True):
                continue
            if not self.sits(cell["student_id"], lesson):
                continue
            subject = self.sections[lesson["section_id"]]["subject_id"]
            scale = self.scales.get(cell["scale_id"])
            points = (lesson["most"] or scale["top"]) if scale and scale["kind"] == "criteria" else 1
            weight = Fraction(self.said(lesson, "weight", 1))
            given = [cell["second"]] if cell["retake"] else [cell["first"], cell["second"]]
            found[cell["student_id"], subject] += [(m, weight, points, scale) for m in given if m is not None]
        return found

    @staticmethod
    def mean(marks) -> Decimal | None:
        """To two decimals, of criteria in per cent."""
        whole = sum(weight * points for _mark, weight, points, _scale in marks)
        total = sum(mark * weight for mark, weight, _points, _scale in marks)
        times = 100 if marks and marks[0][3] and marks[0][3]["kind"] == "criteria" else 1
        return rounded(Fraction(total) * times / whole, 2) if whole else None

    @staticmethod
    def hint(mean, scale=None) -> int | None:
        if mean is None:
            return None
        bands = (scale["five_from"], scale["four_from"], scale["three_from"]) if scale else ("4.50", "3.50", "2.50")
        return next((mark for mark, least in zip((5, 4, 3), bands, strict=True) if mean >= Decimal(least)), 2)

    def told(self, period, term_ids, last) -> dict:
        """{class: {student: {subject: text}}} of a period, of those who are on the roll at its end."""
        found, codes = (
            defaultdict(lambda: defaultdict(dict)),
            {"na": "н/а", "exempt": "осв", "pass": "зч", "fail": "нзч"},
        )
        for one in self.results:
            if one["period"] == period and (period == "year" or one["term_id"] in term_ids):
                of = self.class_on(one["student_id"], last)
                if of is not None:
                    text = str(one["value"]) if one["value"] else codes.get(one["code"], "")
                    found[of][one["student_id"]][one["subject_id"]] = text
        return found

    def missed(self, first, last, *, of=None) -> dict:
        """{student: Counter of letters, lessons, late}, of one class on its days alone where `of` is given."""
        found, at = defaultdict(Counter), {(c["lesson_id"], c["student_id"]): c for c in self.cells}
        for lesson in self.lessons.values():
            if lesson["part"] or not first <= lesson["date"] <= last:
                continue
            for student in {p["student_id"] for p in self.places}:
                if not self.sits(student, lesson) or (of and self.class_on(student, lesson["date"]) != of):
                    continue
                cell = at.get((lesson["id"], student), {})
                found[student]["lessons"] += 1
                found[student]["late"] += cell.get("late") is not None
                if cell.get("absence"):
                    found[student][cell["absence"]] += 1
        return found


def indicators(texts) -> dict:
    """Of marks: counts, success, quality, СОУ and average, not yet rounded."""
    n = Counter(texts)
    marked = sum(n[text] for text in "54321")
    whole = marked + n["н/а"]
    points = 100 * n["5"] + 64 * n["4"] + 36 * n["3"] + 16 * n["2"] + 7 * (n["1"] + n["н/а"])
    return {
        "n": n,
        "total": whole,
        "success": part(n["5"] + n["4"] + n["3"], whole),
        "quality": part(n["5"] + n["4"], whole),
        "learned": Fraction(points, whole) if whole else None,
        "mean": Fraction(sum(int(text) * n[text] for text in "54321"), marked) if marked else None,
    }


def group_of(texts) -> str:
    n = Counter(texts)
    if n["2"] or n["1"] or n["нзч"]:
        return "failing"
    if n["н/а"]:
        return "na"
    if n["3"]:
        return "one3" if n["3"] == 1 else "satisfactory"
    return "good" if n["4"] else "excellent" if n["5"] else ""


def of_students(students) -> dict:
    """Of a class or the school by students: how many of each group, success and quality."""
    groups = Counter(filter(None, map(group_of, students)))
    passed = sum(groups[name] for name in ("excellent", "good", "one3", "satisfactory"))
    return {
        "groups": groups,
        "success": part(passed, groups.total()),
        "quality": part(groups["excellent"] + groups["good"], groups.total()),
    }


assert rounded(Fraction(1, 8), 2) == Decimal("0.13") == Decimal("0.125").quantize(Decimal("0.01"), ROUND_HALF_UP)
