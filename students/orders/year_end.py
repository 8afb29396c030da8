"""Orders at the end of a year, one for each outcome. payload: see `year_texts.draft_of`."""

from collections import defaultdict

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Series
from schoolmis.structure.models import SchoolClass, in_language
from students import permissions
from students.actions.carrying import annul_year, carry_out_year, rests_on_year
from students.actions.settling import annul_settlement, carry_out_settlement, rests_on_settlement
from students.models import AcademicDebt, Result, Student, YearEnd
from students.orders.lines import day_text, ready, with_names
from students.orders.year_texts import FIRST, TITLES
from students.rules.debts import cause_of


def rows_of(order):
    """[(line, student, class before, next class)] by class and name."""
    lines = order.payload.get("students", [])
    students = Student.objects.select_related("person").in_bulk([line["student"] for line in lines])
    ids = {line.get(name) for line in lines for name in ("class", "was")}
    classes = SchoolClass.objects.in_bulk([pk for pk in ids if pk])
    rows = [
        (line, students[line["student"]], classes.get(line.get("was")), classes.get(line.get("class")))
        for line in lines
    ]
    place = lambda one: (one.grade, one.letter) if one else (99, "")  # noqa: E731
    return sorted(rows, key=lambda row: (place(row[2]), row[1].person.sort_key))


def lines(order, language):
    rows = rows_of(order)
    headings = [_("Name"), _("Class"), _("Next class")]
    if order.payload.get("settles") and order.payload["outcome"] != "repeat":  # they stay where they are
        return headings[:2], [[name, str(was or to or "")] for name, _line, _one, was, to in with_names(order, rows)]
    owed = _owed(order, language) if order.payload.get("outcome") == "conditional" else None
    if owed is not None:
        headings.append(_("Debts"))
    return headings, [
        [name, str(was or ""), str(to or "—"), *([owed[student.pk]] if owed is not None else [])]
        for name, _line, student, was, to in with_names(order, rows)
    ]


def _owed(order, language) -> dict[int, str]:
    """Subjects a student owes: the debts opened, and before that results that fail; on a signed paper of its day."""
    ids = [line["student"] for line in order.payload.get("students", [])]
    found = defaultdict(dict)
    year = YearEnd.objects.get(pk=order.payload["year_end"]).year_id
    over = Q(outcome="cleared", closed_on__lt=order.date) if order.date else Q(outcome="cleared")
    debts = AcademicDebt.objects.filter(student__in=ids, year=year).exclude(over).exclude(outcome="annulled")
    for debt in debts.select_related("subject"):
        found[debt.student_id][debt.subject_id] = debt.subject
    cleared = set(
        AcademicDebt.objects.filter(over, student__in=ids, year=year)
        .exclude(period="term")
        .values_list("student_id", "subject_id")
    )
    results = Result.objects.filter(student__in=ids, year=year, period=Result.Period.YEAR).select_related("subject")
    for one in results:
        if cause_of(one.value, one.code) and (one.student_id, one.subject_id) not in cleared:
            found[one.student_id][one.subject_id] = one.subject
    return defaultdict(
        str,
        {
            pk: ", ".join(in_language(subject, "name", language) for subject in own.values())
            for pk, own in found.items()
        },
    )


def effects(order):
    rows = order.payload.get("students", [])
    if order.payload.get("settles"):
        return [_settled(order)] if rows else []
    going, gone = [row for row in rows if row.get("class")], [row for row in rows if not row.get("class")]
    told = []
    if going:
        told.append(
            ngettext(
                "%(n)s student is in the next class from %(day)s",
                "%(n)s students are in the next classes from %(day)s",
                len(going),
            )
            % {"n": len(going), "day": day_text(order)}
        )
    if gone:
        told.append(
            ngettext(
                "%(n)s student leaves after the day of the order",
                "%(n)s students leave after the day of the order",
                len(gone),
            )
            % {"n": len(gone)}
        )
    return told


def _settled(order):
    n, day = len(order.payload["students"]), day_text(order)
    if order.payload["outcome"] == "promoted":
        return ngettext("%(n)s student is promoted finally", "%(n)s students are promoted finally", n) % {"n": n}
    return _("The student's conditional promotion ends on %(day)s by the parents' choice") % {"day": day}


def may_sign(order) -> str:
    made = order.payload.get("year_end") or order.payload.get("settles")
    return ready(order) or ("" if made else _("This order is made by the run of the year's end."))


def apply(order, by):
    act = carry_out_settlement if order.payload.get("settles") else carry_out_year
    act(order, by=by)


def revoke(order, second):
    act = annul_settlement if order.payload.get("settles") else annul_year
    act(order, second=second, by=second.signed_by)


def rests(order):
    return rests_on_settlement(order) if order.payload.get("settles") else rests_on_year(order)


def _kind(code, label, outcome):
    return register(
        Kind(
            code,
            label,
            Series.STUDENTS,
            (*TITLES[outcome], *FIRST),
            apply=apply,
            revoke=revoke,
            lines=lines,
            rests=rests,
            ready=may_sign,
            effects=effects,
            draft=permissions.PROMOTE,
            offered=False,
        )
    )


PROMOTION = _kind("promotion", gettext_lazy("Promotion to the next grade"), "promoted")
CONDITIONAL = _kind("conditional_promotion", gettext_lazy("Conditional promotion"), "conditional")
REPEAT = _kind("repeat", gettext_lazy("Repeated year"), "repeat")
ADAPTED = _kind("year_adapted", gettext_lazy("Adapted programme from the next year"), "adapted")
INDIVIDUAL = _kind("year_individual", gettext_lazy("Individual plan from the next year"), "individual")
GRADUATION = _kind("graduation", gettext_lazy("Graduation"), "secondary")
FINAL = _kind("final_promotion", gettext_lazy("Final promotion of the conditionally promoted"), "final")
