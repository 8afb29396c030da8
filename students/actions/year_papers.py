"""The papers that the parents' choice at a year's end rests on (R7-2.5): rows with number and day, or applications.

`documents`: [{code, number, on}] or [{code, application}], as in the lines of an order; `application`, `pmpc`, `plan`
of a decision are the same papers in words, which the constraints of the table ask for.
"""

from schoolmis import clock
from students.actions.applications import rest_on, written_out
from students.models import Application
from students.rules import applications as rules
from students.rules import papers

DOCUMENTS = ("application", "pmpc", "plan")
MOVES = {"repeat": "repeat", "adapted": "study.adapted", "individual": "study.individual"}
"""An outcome that the parents choose → the move whose documents it asks for (rules/papers.py)."""


def words(rows: list[dict]) -> dict[str, str]:
    """{application, pmpc, plan} of rows that are written out: «№ 12, 10.11.2026; …»."""
    from students.orders.paper_fields import written_of

    said = {name: [] for name in DOCUMENTS}
    for row in rows:
        if row["code"] in said:
            said[row["code"]].append(written_of(row))
    return {name: "; ".join(dict.fromkeys(texts))[:200] for name, texts in said.items()}


def cited(outcome: str, student, documents: list[dict]) -> dict:
    """What a decision keeps of its papers; an application is about this student, asks for this and is open."""
    if outcome not in MOVES:
        return {"documents": [], **dict.fromkeys(DOCUMENTS, "")}
    ids = [row["application"] for row in documents if row.get("application")]
    known = written_out(ids)
    for one in Application.objects.filter(pk__in=ids):
        closed = "" if one.is_open else str(one.get_state_display())
        rules.may_answer(
            str(one.number),
            asked=one.kind,
            about=one.student_id,
            closed=closed,
            move=MOVES[outcome],
            student=student.pk,
        )
    rows = [out for row in documents for out in (known.get(row.get("application"), []) or [row])]
    papers.demand(MOVES[outcome], rows, on=clock.today())
    return {"documents": documents, **words([row for row in rows if row.get("number")])}


def answered(decisions, outcome: str, order, by) -> None:
    """The signed order answers the applications that its decisions rest on."""
    for row in decisions if outcome in MOVES else ():
        if row.documents:
            rest_on(row.documents, MOVES[outcome], row.student, order=order, by=by)
