"""Averages, proposals and indicators of a school that is hard to count, beside those of an accountant of its own."""

import random
import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.cache import cache
from django.utils.translation import gettext, override
from openpyxl import load_workbook

from journal import child, grid, policy, sheet, weekly
from journal.models import Cell, GradingPolicy, Lesson, ResultPolicy, Scale, WorkKind
from journal.reports.forms import Span
from journal.rows import body, mean_text
from schoolmis.audit.book import acting
from schoolmis.papers import page, report, xlsx
from schoolmis.papers.sheets import Band
from schoolmis.people.models import Person
from schoolmis.structure.models import Group, SchoolClass, Section, Subject, Term
from schoolmis.ui.numbers import decimal
from students.models import Enrolment, Exemption, Membership, Placement, Result, Student
from tests.journal.oracle import Books, group_of, indicators, of_students, rounded

pytestmark = pytest.mark.django_db
START, TODAY = date(2026, 9, 1), date(2026, 11, 20)
MOVES = {0: ("b", 10, 5), 1: (None, 10, 20), 3: ("b", 11, 18), 4: ("b", 11, 5), 5: (None, 11, 4)}
"""{student of 8-А: (class or out of the school, month, day)}; the last two after their marks of the term were set."""


@pytest.fixture
def school(world, director):
    """`school(seed)`: the students of the two classes."""

    def make(seed):
        with acting(director):
            return build(world, director, random.Random(seed))

    return make


def build(world, by, chance):
    year, order = world.year, Placement.objects.first().order
    half = Term.periods.create(year=year, kind="half", number=1, starts_on=START, ends_on=date(2026, 12, 30))
    classes = {"a": world.class_a, "b": world.class_b}
    people = Person.objects.bulk_create(
        Person(last_name=f"Асанов{n:02}", first_name="Бек", sex="fm"[n % 2]) for n in range(26)
    )
    students = Student.objects.bulk_create(Student(person=one) for one in people)
    starts = [date(2026, 10, 12) if n == 2 else START for n in range(26)]
    ends = {n: date(2026, *day) for n, (_to, *day) in MOVES.items()}
    gone = {n: ends[n] for n, (to, *_day) in MOVES.items() if to is None}
    Enrolment.objects.bulk_create(
        Enrolment(
            student=one,
            order=order,
            starts_on=starts[n],
            ends_on=gone.get(n),
            departure_order=order if n in gone else None,
            ground="moved" if n in gone else "",
            went_to="Ош" if n in gone else "",
        )
        for n, one in enumerate(students)
    )
    places = [
        Placement(
            student=one,
            school_class=classes["a" if n < 14 else "b"],
            order=order,
            starts_on=starts[n],
            ends_on=ends.get(n),
        )
        for n, one in enumerate(students)
    ]
    places += [
        Placement(student=students[n], school_class=classes[to], order=order, starts_on=ends[n])
        for n, (to, *_day) in MOVES.items()
        if to
    ]
    Placement.objects.bulk_create(places)

    new = {
        code: Subject.objects.create(code=code, name_ky=code, name_ru=code, order=order, has_marks=True)
        for order, code in enumerate(("ENG", "CRI", "IST", "MUS"), 10)
    }
    group = {key: Group.objects.get(name=f"8-{letter}") for key, letter in (("a", "А"), ("b", "Б"))}
    parts = [Group.objects.create(year=year, name=f"8-А · {n}", kind="subgroup") for n in (1, 2, 3)]
    for one in parts:
        one.classes.add(world.class_a)
    moved = date(2026, 10, 7)
    Membership.objects.bulk_create(
        [
            *(
                Membership(student=one, group=parts[n % 2], starts_on=starts[n], ends_on=ends.get(n))
                for n, one in enumerate(students[:13])
            ),
            Membership(student=students[13], group=parts[0], starts_on=START, ends_on=moved),
            Membership(student=students[13], group=parts[1], starts_on=moved),
            *(Membership(student=one, group=parts[2], starts_on=START) for one in students[6:11]),
        ]
    )
    math = Subject.objects.get(code="MAT")
    made = [
        (parts[0], new["ENG"]),
        (parts[1], new["ENG"]),
        (group["a"], math),
        (parts[2], math),
        (group["b"], math),
        (group["b"], Subject.objects.get(code="PHY")),
        *((group[key], new[code]) for key in "ab" for code in ("CRI", "IST", "MUS")),
    ]
    sections = Section.objects.bulk_create(
        Section(group=of, subject=subject, hours=2, by_half_years=subject == new["IST"]) for of, subject in made
    )
    rubric = Scale.objects.get(code="criteria")
    GradingPolicy.objects.create(scale=rubric, subject=new["CRI"])
    about, _new = ResultPolicy.objects.get_or_create(pk=1)
    about.passing.add(new["MUS"])
    Exemption.objects.bulk_create(
        Exemption(student=students[n], subject=math, document="№ 1", starts_on=first, ends_on=last)
        for n, first, last in ((7, date(2026, 9, 20), date(2026, 10, 20)), (15, date(2026, 10, 1), None))
    )
    cache.clear()
    _lessons(chance, [*sections, world.algebra, world.physics, world.section("ALG", "8-Б")])
    _cells(chance, students, by, rubric, new["CRI"])
    _results(chance, students[:26], by, classes, world.term(1), half, year)
    return students


def _lessons(chance, sections):
    kinds = [
        WorkKind.objects.create(code=code, name_ky=code, name_ru=code, weight=weight, counts=counts, visible=visible)
        for code, weight, counts, visible in (
            ("heavy", "2.5", True, True),
            ("light", "0.3", True, True),
            ("trial", "1", False, True),
            ("secret", "1.5", True, False),
        )
    ]
    days = [START + timedelta(days=n) for n in range(81)]
    days = [day for day in days if day.weekday() in (1, 3) and not date(2026, 11, 7) <= day <= date(2026, 11, 15)]
    made = []
    for number, section in enumerate(sections, 2):
        for day in days:
            extra = {"kind": chance.choice([*kinds, None, None, None])}
            if chance.random() < 0.15:
                extra |= {
                    "weight": Decimal(chance.choice(["3.7", "0.5"])),
                    "counts": chance.choice([True, False, None]),
                }
            if chance.random() < 0.3:
                extra |= {"most": chance.choice([4, 7, 20])}
            status = "dropped" if chance.random() < 0.1 else "planned"
            made.append(Lesson(section=section, date=day, number=number, status=status, **extra))
            if chance.random() < 0.15:
                made.append(Lesson(section=section, date=day, number=number, part=1, status=status, **extra))
    Lesson.objects.bulk_create(made)


def _cells(chance, students, by, rubric, criteria):
    """Anybody's marks anywhere in the classes' journals, those of days before a move or of an exemption too."""
    seats = {one.pk: set(one.placements.values_list("school_class", flat=True)) for one in students}
    subgroups = {one.pk: set(one.memberships.values_list("group", flat=True)) for one in students}
    made, classes = [], {one.pk: set(one.classes.values_list("pk", flat=True)) for one in Group.objects.all()}
    for lesson in Lesson.objects.filter(date__lte=TODAY).select_related("section__group", "section__subject"):
        group = lesson.section.group
        of = classes[group.pk]
        for one in students:
            mine = group.pk in subgroups[one.pk] if group.kind == "subgroup" else seats[one.pk] & of
            if not mine or chance.random() < 0.55:
                continue
            facts, mark, top = {}, lambda: chance.randint(2, 5), None
            if lesson.section.subject == criteria:
                top = lesson.most or rubric.top
                mark = lambda top=top: chance.randint(0, top)  # noqa: E731
            what = chance.random()
            if what < 0.2 and not lesson.part:
                facts = {"absence": chance.choice("нбу")}
            elif what < 0.25 and not lesson.part:
                facts = {"late": 5}
            else:
                facts = {"first": mark(), "scale": rubric if top else None}
                if chance.random() < 0.3:
                    facts |= {"second": mark(), "retake": chance.random() < 0.5}
            made.append(Cell(lesson=lesson, student=one, entered_by=by, **facts))
    Cell.objects.bulk_create(made)


def _results(chance, students, by, classes, term, half, year):
    taught = {
        key: Subject.objects.filter(sections__group__classes=of, has_marks=True).distinct()
        for key, of in classes.items()
    }
    good = {n: chance.choice(["5", "45", "345", "2345"]) for n in range(len(students))}
    made = []
    for n, one in enumerate(students):
        key = "b" if n >= 14 or n == 0 else "a"
        for subject in taught[key]:
            for period in ("term", "year"):
                at = (half if subject.code == "IST" else term) if period == "term" else None
                facts = {"value": int(chance.choice(good[n]))}
                if chance.random() < 0.06:
                    facts = {"code": chance.choice(["na", "exempt"])}
                if subject.code == "MUS":
                    facts = {"code": chance.choice(["pass"] * 6 + ["fail"])}
                if n == 1 or chance.random() < 0.03:
                    continue
                common = {"student": one, "school_class": classes[key], "subject": subject, "year": year}
                made.append(Result(**common, period=period, term=at, set_by=by, **facts))
    Result.objects.bulk_create(made)


def near(ours, theirs, places) -> bool:
    """Ours as it prints; nobody to count prints as a dash."""
    return (None if ours in (None, "—") else decimal(ours, places)) == (
        None if theirs is None else decimal(rounded(theirs, places), places)
    )


def read(code, **params):
    """[(band, row as {column: value})] of a report's sheets, footers after the rows of each."""
    found = []
    one = report.get(code)
    for part in one.sections(params):
        one.columns(part)
        rows = list(one.rows(part))
        plain = [row for row in rows if not isinstance(row, Band)]
        found.append((part, plain, list(one.totals(part, plain))))
    return found


def test_averages_and_proposals_are_those_of_an_independent_count(school, world):
    students, books = school(3), Books()
    averages(books, world)
    family(books, world, students)
    same_in_files(world)


def averages(books, world):
    """The grid and the results sheet, both terms."""
    for number in (1, 2):
        term = world.term(number)
        marks = books.marks(term.starts_on, TODAY if number == 2 else term.ends_on)
        for section in policy.sections().filter(group__name__startswith="8", by_half_years=False):
            scale = Scale.objects.get(code="criteria") if section.subject.code == "CRI" else None
            bands = scale and vars(scale)
            found = body(grid.read(section, term, []))
            shown = sheet.read(section)
            lines = {line.member.id: line for line in shown.lines}
            passing = section.subject.code == "MUS"
            for row in re.findall(
                r'<tr data-s="(\d+)">.*?<td class="r avg[^>]*>(.*?)</td><td class="r hint">(.*?)</td>', found, re.S
            ):
                student, average, hint = int(row[0]), row[1], row[2]
                mean = books.mean(marks[student, section.subject_id])
                assert average == ("" if mean is None else mean_text(mean)), (section, student)
                if passing:
                    continue
                assert hint == str(books.hint(mean, bands) or ""), (section, student, mean)
                assert lines[student].averages.get(str(term.pk)) == mean
                if lines[student].hints.get(str(term.pk)) != "осв":
                    assert lines[student].hints.get(str(term.pk), "") == hint


def family(books, world, school):
    """The child's page and the weekly sheet."""
    term = world.term(1)
    marks = books.marks(term.starts_on, term.ends_on, seen_by_families=True)
    missed = books.missed(term.starts_on, term.ends_on)
    now = books.marks(world.term(2).starts_on, TODAY, seen_by_families=True)
    names = dict(Subject.objects.values_list("pk", "name_ky"))
    with override("ky"):
        weeks = {w.student.pk: w for w in weekly.read(world.class_a, school[6:14], date(2026, 11, 16))}
        for one in school:
            if not one.placements.filter(ends_on=None).exists():
                continue
            shown = child.child_page(one, 1)
            found = {line.name: line.mean for line in shown.subjects}
            for pk, name in names.items():
                assert found.get(name) == books.mean(marks[one.pk, pk]), (one, name)
            said = missed[one.pk]
            assert (shown.held, shown.late) == (said["lessons"], said["late"]), one
            assert dict(shown.absences) == {letter: said[letter] for letter in "нбу" if said[letter]}
            for line in weeks[one.pk].lines if one.pk in weeks else ():
                pk = next(pk for pk, name in names.items() if name == line.name)
                if line.name != "IST":
                    assert line.average == books.mean(now[one.pk, pk]), (one, line.name)


def test_indicators_are_those_of_an_independent_count(school, world):
    school(11)
    books = Books()
    for period in ("term", "year"):
        success(books, world, period)
    attendance(books, world)


def success(books, world, period):
    """The class's sheet, the school's tables, the comparison, the lists."""
    first = world.term(1)
    term = first if period == "term" else None
    last = (term or world.year).ends_on
    told = books.told(period, {first.pk}, last)
    every = [marks for of in told.values() for marks in of.values()]
    asked = {"year": world.year, "term": term}
    in_year = books.missed((term or world.year).starts_on, min(last, TODAY))
    classes = [world.class_a, world.class_b]

    for part, rows, footers in read("journal.class_summary", classes=classes, **asked):
        mine = told[part["class"].pk]
        assert {line.id for line in part["lines"]} >= mine.keys()
        for line, row in zip(part["lines"], rows, strict=True):
            texts = mine.get(line.id, {}).values()
            assert near(row["average"], indicators(texts)["mean"], 2)
            said = in_year[line.id]
            assert (row["missed"] or 0, row["unknown"] or 0) == (said["н"] + said["б"] + said["у"], said["н"])
        by_name = {row["name"]: row for row in footers}
        for subject in part["subjects"]:
            counts, key = indicators(marks.get(subject.pk, "") for marks in mine.values()), f"s{subject.pk}"
            for name, figure, places in (
                ("Success, %", "success", 1),
                ("Quality, %", "quality", 1),
                ("Degree of learning, %", "learned", 1),
                ("Average mark", "mean", 2),
            ):
                assert near(by_name[gettext(name)][key], counts[figure], places), (subject, name)
            assert (by_name[gettext("has «5»")][key] or 0) == counts["n"]["5"]

    (_part, rows, (total,)), *_none = read("journal.school_summary", by="class", **asked)
    for row, of in [
        *(
            (row, [told[SchoolClass.objects.get(grade=8, letter=row["name"][-1]).pk]])
            for row in rows
            if row["name"][0] == "8"
        ),
        (total, list(told.values())),
    ]:
        students = [marks.values() for one in of for marks in one.values()]
        groups, counts = of_students(students), indicators(text for texts in students for text in texts)
        assert {name: row[name] or 0 for name in ("excellent", "good", "one3", "satisfactory", "failing", "na")} == {
            name: groups["groups"][name] for name in ("excellent", "good", "one3", "satisfactory", "failing", "na")
        }
        assert near(row["success"], groups["success"], 1) and near(row["quality"], groups["quality"], 1)
        assert near(row["learned"], counts["learned"], 1) and near(row["mean"], counts["mean"], 2)

    (_part, rows, (total,)), *_none = read("journal.school_summary", by="subject", **asked)
    names = dict(Subject.objects.values_list("pk", "name_ky"))
    for row in [*rows, total | {"name": None}]:
        counts = indicators(text for marks in every for pk, text in marks.items() if row["name"] in (None, names[pk]))
        for name, places in (("success", 1), ("quality", 1), ("learned", 1), ("mean", 2)):
            assert near(row[name], counts[name], places), row["name"]
        assert row["total"] == counts["total"]

    (_part, rows, _totals), *_none = read("journal.comparison", by="class", **asked)
    for row in rows:
        of = SchoolClass.objects.get(grade=8, letter=row["name"][-1])
        assert near(row["quality"], of_students([m.values() for m in told[of.pk].values()])["quality"], 1)

    (_part, rows, _totals), *_none = read("journal.lists", classes=classes, which="failing", **asked)
    failing = [
        student for of in told.values() for student, marks in of.items() if group_of(marks.values()) == "failing"
    ]
    assert len(rows) == len(failing)


def attendance(books, world):
    first = world.term(1)
    span = Span(first.starts_on, first.ends_on, world.year, first)
    (_part, rows, (total,)), *_none = read("journal.attendance_summary", span=span)
    whole, people = {"lessons": 0, "missed": 0}, set()
    for of, row in zip(SchoolClass.objects.filter(year=world.year), rows, strict=True):
        said = books.missed(first.starts_on, first.ends_on, of=of.pk)
        letters = {letter: sum(one[letter] for one in said.values()) for letter in "нбу"}
        lessons, missed = sum(one["lessons"] for one in said.values()), sum(letters.values())
        assert (row["lessons"] or 0, row["unknown"] or 0, row["ill"] or 0, row["excused"] or 0) == (
            lessons,
            *letters.values(),
        )
        assert (row["late"] or 0) == sum(one["late"] for one in said.values())
        whole["lessons"] += lessons
        whole["missed"] += missed
        people |= said.keys()
    assert (total["lessons"], total["missed"], total["students"]) == (*whole.values(), len(people))
    share = Decimal(whole["lessons"] - whole["missed"]) * 100 / whole["lessons"]
    assert decimal(total["share"], 2) == decimal(share, 2)


def same_in_files(world):
    """What the page prints is what the workbook holds, rounded."""
    classes = [world.class_a, world.class_b]
    asked = {"year": world.year, "term": world.term(1), "classes": classes, "by": "class"}
    for code in ("journal.class_summary", "journal.school_summary"):
        document = report.get(code).build(asked, "ky")
        cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", page.render(document))
        shown = {re.sub("<.*?>", "", cell) for cell in cells}
        for tab in load_workbook(BytesIO(xlsx.render(document))).worksheets:
            for cell in (one for row in tab.iter_rows() for one in row if isinstance(one.value, float)):
                places = len(cell.number_format.partition(".")[2])
                assert decimal(cell.value, places) in shown, (code, cell.coordinate, cell.value)
