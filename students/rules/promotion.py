"""What the year ends with (R7-2.1 – R7-2.5, R7-3.1). Pure: facts of a student in, a proposal or a refusal out."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from students.rules.debts import cause_of
from students.rules.movement import BASIC

PROMOTED, CONDITIONAL, BLOCKED = "promoted", "conditional", "blocked"
REPEAT, ADAPTED, INDIVIDUAL = "repeat", "adapted", "individual"
GRADUATED_BASIC, GRADUATED_SECONDARY = "basic", "secondary"
CHOSEN = (REPEAT, ADAPTED, INDIVIDUAL)
GRADUATED = (GRADUATED_BASIC, GRADUATED_SECONDARY)


@dataclass(frozen=True)
class Facts:
    """A student at the end of a year. Subjects are ids; a result is (mark or None, code or "").

    `to_grade`: the next grade by the confirmed table, None where there is none; `owed`: subjects of open debts of this
    year; `old`: of open debts of former years; `cleared`: of this year's debts that were cleared; `jumped`: the student
    has skipped a grade once already.
    """

    grade: int
    programme: int = 11
    to_grade: int | None = None
    required: frozenset = frozenset()
    results: dict = field(default_factory=dict)
    exams: dict = field(default_factory=dict)
    owed: frozenset = frozenset()
    old: frozenset = frozenset()
    cleared: frozenset = frozenset()
    jumped: bool = False


@dataclass(frozen=True)
class Policy:
    """What the school has settled itself; see models.PromotionPolicy."""

    unmarked_to: int = 1
    most_debts: int | None = None
    exams_required: bool = True


class Reason(NamedTuple):
    code: str
    subjects: tuple = ()


class Proposal(NamedTuple):
    outcome: str
    reasons: tuple = ()


def missing(facts: Facts, policy: Policy) -> tuple:
    """Subjects whose annual mark is empty: no decision before it is set."""
    if facts.grade <= policy.unmarked_to:
        return ()
    return tuple(sorted(s for s in facts.required if facts.results.get(s, (None, "")) == (None, "")))


def failing(facts: Facts) -> tuple:
    """R7-2.2: subjects of unsatisfactory or missed attestation that no attempt has cleared, and of open debts."""
    bad = {subject for subject, result in facts.results.items() if cause_of(*result)}
    return tuple(sorted((bad - facts.cleared) | facts.owed))


def final_of(facts: Facts) -> str:
    """What the last grade of a level is completed with; "" in other grades."""
    return GRADUATED_SECONDARY if facts.grade >= facts.programme else GRADUATED_BASIC if facts.grade == BASIC else ""


def not_attested(facts: Facts, policy: Policy) -> Reason | None:
    """R7-3.1: who completes a level has passed the final attestation."""
    failed = tuple(sorted(s for s, result in facts.exams.items() if cause_of(*result)))
    if failed:
        return Reason("exam_failed", failed)
    return Reason("exam_missing") if policy.exams_required and not facts.exams else None


def propose(facts: Facts, policy: Policy) -> Proposal:
    """R7-2.1: mastered → promoted; R7-2.4: a debt → conditionally; an empty annual mark → not decided, and which."""
    if empty := missing(facts, policy):
        return Proposal(BLOCKED, (Reason("missing", empty),))
    if facts.old:
        return Proposal(BLOCKED, (Reason("old_debt", tuple(sorted(facts.old))),))
    bad = failing(facts)
    if final_of(facts):
        if bad:
            return Proposal(BLOCKED, (Reason("debt_at_exams", bad),))
        why = not_attested(facts, policy)
        return Proposal(BLOCKED, (why,)) if why else Proposal(final_of(facts))
    if facts.to_grade is None:
        return Proposal(BLOCKED, (Reason("no_step"),))
    if facts.jumped and facts.to_grade > facts.grade + 1:
        return Proposal(BLOCKED, (Reason("jump_twice"),))
    if bad:
        if policy.most_debts is not None and len(bad) > policy.most_debts:
            return Proposal(BLOCKED, (Reason("too_many", bad),))
        return Proposal(CONDITIONAL, (Reason("debts", bad),))
    return Proposal(PROMOTED)


def may_decide(outcome: str, facts: Facts, policy: Policy, *, application="", pmpc="", plan="") -> None:
    """What the council may decide of a student; each with its ground and its documents."""
    if outcome == BLOCKED:
        return
    if missing(facts, policy):
        _refuse(_("A required annual mark is empty: there is nothing to decide yet (R7-2.1)."), "missing")
    bad, final = failing(facts), final_of(facts)
    if outcome in CHOSEN:
        if not bad and not facts.old:
            _refuse(_("R7-2.5 is for those whose debt is not cleared; this student has none."), "no_debt")
        _documents(outcome, application, pmpc, plan)
        return
    if facts.old:
        _refuse(
            _(
                "A debt of a former year is not cleared: repeat, adapted programme or individual plan, by the parents' "
                "choice (R7-2.5)."
            ),
            "old_debt",
        )
    if outcome == CONDITIONAL and not bad:
        _refuse(_("Conditional promotion is for those who have a debt (R7-2.4)."), "no_debt")
    if outcome in (PROMOTED, *GRADUATED) and bad:
        _refuse(_("The student has academic debts: not promoted before they are cleared (R7-2.2)."), "debt")
    if outcome in GRADUATED:
        if outcome != final:
            _refuse(_("This grade does not complete this level (R7-3.1)."), "grade")
        if not_attested(facts, policy):
            _refuse(_("The final attestation is not passed (R7-3.1)."), "exams")
    elif final:
        _refuse(_("The last grade of a level is completed, not promoted (R7-3.1)."), "final")
    elif facts.to_grade is None:
        _refuse(_("The roll-over table has no next grade for this one (R7-2.1)."), "no_step")
    elif facts.jumped and facts.to_grade > facts.grade + 1:
        _refuse(_("Nobody skips a grade twice (R7-2.1)."), "jump_twice")


def _documents(outcome, application, pmpc, plan):
    if not application.strip():
        _refuse(
            {"application": _("R7-2.5: this is at the parents' request; the application is missing.")}, "application"
        )
    if outcome == ADAPTED and not pmpc.strip():
        _refuse({"pmpc": _("R7-2.5: the adapted programme rests on the commission's conclusion.")}, "pmpc")
    if outcome == INDIVIDUAL and not plan.strip():
        _refuse({"plan": _("R7-2.5: the individual plan itself is missing.")}, "plan")


def _refuse(what, code):
    if isinstance(what, dict):
        raise ValidationError({name: ValidationError(sentence, code) for name, sentence in what.items()})
    raise ValidationError(what, code)


def may_go_to(outcome: str, facts: Facts, target_grade: int | None) -> None:
    """The next class fits the outcome: the table's grade, or the same one where the year is repeated."""
    allowed = {
        PROMOTED: {facts.to_grade},
        CONDITIONAL: {facts.to_grade},
        REPEAT: {facts.grade},
        ADAPTED: {facts.grade, facts.to_grade},
        INDIVIDUAL: {facts.grade, facts.to_grade},
        GRADUATED_BASIC: {None, facts.grade + 1, facts.to_grade},
        GRADUATED_SECONDARY: {None},
    }.get(outcome)
    if allowed is None:
        return
    if outcome not in GRADUATED:
        allowed = allowed - {None}
    if target_grade not in allowed:
        _refuse({"target": _("The next class does not fit the outcome (R7-2.1).")}, "target")


def may_carry_out(order_on: date, decided_on: date | None, starts_on: date) -> None:
    """No order before the council has decided, and none after the day from which it holds (R7-2.1, R7-3)."""
    if decided_on is None:
        _refuse(_("The decision of the pedagogical council is not cited (R7-2.1)."), "undecided")
    if order_on < decided_on:
        _refuse(
            _("The council decides on %(day)s: the order cannot be dated before it (R7-2.1).")
            % {"day": f"{decided_on:%d.%m.%Y}"},
            "before",
        )
    if order_on > starts_on:
        _refuse(
            _("The order holds from %(day)s and is signed by that day at the latest (R7-2.1).")
            % {"day": f"{starts_on:%d.%m.%Y}"},
            "late",
        )


def council_decides(decided_on: date | None, order_on: date) -> None:
    """R7-2.1: the order of admission to the attestation rests on a decision of the pedagogical council before it."""
    if decided_on is None:
        _refuse(_("The decision of the pedagogical council is not cited (R7-2.1)."), "undecided")
    if decided_on > order_on:
        _refuse(_("The council has decided after the day of the order (R7-2.1)."), "before")


def may_sit_exams(facts: Facts, policy: Policy, *, admitted: bool = False) -> None:
    """Who has every annual mark and no debt is admitted to the final attestation, once (domain §2.5)."""
    if admitted:
        _refuse(_("An order has admitted the student to the attestation already (R7-3.1)."), "twice")
    if not final_of(facts):
        _refuse(_("The final attestation is taken in the last grade of a level (R7-3.1)."), "grade")
    if missing(facts, policy):
        _refuse(_("A required annual mark is empty: there is nothing to decide yet (R7-2.1)."), "missing")
    if failing(facts) or facts.old:
        _refuse(_("The student has academic debts (R7-2.2)."), "debt")


def step_of(grade: int, programme: int, last: int, next_grades: dict[int, int]) -> tuple[int | None, int]:
    """(next grade, programme) to propose; `next_grades`: {grade: programme} of classes the next year has already.

    One up as a rule. Where the next year has no class of that grade but one of the grade above, of the longer
    programme, the reform moves the grade over one (domain §1.5); the director confirms or corrects.
    """
    if grade >= max(programme, last):
        return None, programme
    one, two = grade + 1, grade + 2
    if one not in next_grades and next_grades.get(two, 0) > programme and two <= last:
        return two, next_grades[two]
    return (one if one <= last else None), next_grades.get(one, programme)


def may_settle(settlement: str, uncleared: int, *, application="", pmpc="", plan="") -> None:
    """A conditional promotion becomes final when every debt is cleared; else it is the parents' choice (R7-2.5)."""
    if settlement == PROMOTED:
        if uncleared:
            _refuse(_("A debt is not cleared: the promotion stays conditional (R7-2.4)."), "debt")
    elif settlement in CHOSEN:
        if not uncleared:
            _refuse(_("Every debt is cleared: the promotion becomes final (R7-2.4)."), "cleared")
        _documents(settlement, application, pmpc, plan)
    else:
        _refuse(_("A conditional promotion ends as final, or by the parents' choice (R7-2.5)."), "outcome")


def may_settle_on(order_on: date, on: date, promoted_from: date, last: date) -> None:
    """An order is not dated after the day it holds from; that day lies in the year of the conditional promotion."""
    if on < order_on:
        _refuse(_("An order cannot hold from a day before it is signed (R7-2.4)."), "before")
    if not promoted_from <= on <= last:
        _refuse(_("The day lies in the year into which the student was promoted conditionally (R7-2.4)."), "year")
