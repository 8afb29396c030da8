"""What the year ends with, by the facts alone (R7-2.1 – R7-2.5, R7-3.1)."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from students.rules import promotion as rules
from students.rules.promotion import Facts, Policy

SUBJECTS = st.frozensets(st.integers(1, 6))
RESULT = st.tuples(st.sampled_from([None, 1, 2, 3, 4, 5]), st.just("")) | st.tuples(
    st.none(), st.sampled_from(["na", "exempt", "pass", "fail"])
)
RESULTS = st.dictionaries(st.integers(1, 6), RESULT)
FACTS = st.builds(
    Facts,
    grade=st.integers(1, 12),
    programme=st.sampled_from([11, 12]),
    to_grade=st.none() | st.integers(2, 12),
    required=SUBJECTS,
    results=RESULTS,
    exams=RESULTS,
    owed=SUBJECTS,
    old=SUBJECTS,
    cleared=SUBJECTS,
    jumped=st.booleans(),
)
POLICY = st.builds(
    Policy, unmarked_to=st.integers(0, 3), most_debts=st.none() | st.integers(0, 3), exams_required=st.booleans()
)


def allowed(outcome, facts, policy, **documents):
    try:
        rules.may_decide(outcome, facts, policy, **documents)
    except ValidationError:
        return False
    return True


@given(facts=FACTS, policy=POLICY)
def test_whatever_is_proposed_the_council_may_decide_without_a_paper(facts, policy):
    outcome, reasons = rules.propose(facts, policy)
    assert allowed(outcome, facts, policy)
    assert (outcome == rules.BLOCKED) == bool(reasons and outcome == rules.BLOCKED)


@given(facts=FACTS, policy=POLICY)
def test_an_empty_annual_mark_decides_nothing_and_is_named_R7_2_1(facts, policy):
    if empty := rules.missing(facts, policy):
        assert rules.propose(facts, policy) == (rules.BLOCKED, (("missing", empty),))
        for outcome in (rules.PROMOTED, rules.CONDITIONAL, *rules.CHOSEN, *rules.GRADUATED):
            assert not allowed(outcome, facts, policy, application="1", pmpc="1", plan="1")


@given(facts=FACTS, policy=POLICY)
def test_a_student_with_a_debt_is_promoted_conditionally_or_not_at_all_R7_2_4(facts, policy):
    outcome = rules.propose(facts, policy).outcome
    if rules.failing(facts) or facts.old:
        assert outcome in (rules.CONDITIONAL, rules.BLOCKED)
        assert not allowed(rules.PROMOTED, facts, policy)
        assert not any(allowed(one, facts, policy) for one in rules.GRADUATED)
    else:
        assert outcome != rules.CONDITIONAL and not allowed(rules.CONDITIONAL, facts, policy)


@given(facts=FACTS, policy=POLICY)
def test_repeat_adapted_and_individual_need_a_debt_and_their_papers_R7_2_5(facts, policy):
    papers = {"repeat": ["application"], "adapted": ["application", "pmpc"], "individual": ["application", "plan"]}
    for outcome, needed in papers.items():
        whole = dict.fromkeys(needed, "№ 1")
        if allowed(outcome, facts, policy, **whole):
            assert rules.failing(facts) or facts.old
            assert not any(allowed(outcome, facts, policy, **(whole | {name: " "})) for name in needed)


@given(facts=FACTS, policy=POLICY)
def test_a_level_is_completed_with_the_attestation_passed_R7_3_1(facts, policy):
    outcome = rules.propose(facts, policy).outcome
    if outcome in rules.GRADUATED:
        assert outcome == rules.final_of(facts)
        assert facts.exams or not policy.exams_required
    assert outcome != rules.PROMOTED or facts.grade not in (9, facts.programme)


@given(facts=FACTS, policy=POLICY)
def test_nobody_skips_a_grade_twice(facts, policy):
    outcome = rules.propose(facts, policy).outcome
    if outcome == rules.PROMOTED and facts.jumped:
        assert facts.to_grade <= facts.grade + 1


@pytest.mark.parametrize(
    ("grade", "programme", "there", "step"),
    [
        (8, 11, {}, (9, 11)),
        (3, 11, {5: 12, 2: 12}, (5, 12)),
        (3, 11, {4: 11, 5: 12}, (4, 11)),
        (3, 11, {5: 11}, (4, 11)),
        (11, 11, {}, (None, 11)),
        (11, 12, {}, (12, 12)),
    ],
)
def test_the_step_of_a_grade_is_proposed_from_the_next_years_classes(grade, programme, there, step):
    assert rules.step_of(grade, programme, 12 if programme == 12 else 11, there) == step
