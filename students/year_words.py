"""Why a proposal is what it is, in the reader's words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.models import Outcome

REASONS = {
    "missing": gettext_lazy("no annual mark: %(subjects)s"),
    "old_debt": gettext_lazy("debt of a former year not cleared: %(subjects)s (R7-2.5)"),
    "debt_at_exams": gettext_lazy("debts before the final attestation: %(subjects)s"),
    "debts": gettext_lazy("debts: %(subjects)s"),
    "too_many": gettext_lazy("more debts than conditional promotion allows: %(subjects)s"),
    "exam_failed": gettext_lazy("final attestation not passed: %(subjects)s"),
    "exam_missing": gettext_lazy("no result of the final attestation"),
    "no_step": gettext_lazy("the roll-over table has no next grade"),
    "jump_twice": gettext_lazy("has skipped a grade once already"),
}
ORDER = [
    Outcome.PROMOTED,
    Outcome.CONDITIONAL,
    Outcome.BASIC,
    Outcome.SECONDARY,
    Outcome.REPEAT,
    Outcome.ADAPTED,
    Outcome.INDIVIDUAL,
    Outcome.BLOCKED,
]


def told(reasons, subjects) -> str:
    """`subjects`: {id: name}."""
    said = []
    for code, ids in reasons:
        names = ", ".join(str(subjects.get(pk, pk)) for pk in ids)
        said.append(str(REASONS[code]) % {"subjects": names} if code in REASONS else code)
    return "; ".join(said)


def counted(counts) -> list[dict]:
    """Outcomes with how many, as the strip of figures shows them."""
    tones = {Outcome.BLOCKED: "bad", Outcome.CONDITIONAL: "warn"}
    total = {"label": _("Students"), "value": sum(counts.values())}
    rows = [
        {"label": one.label, "value": counts[one.value], "tone": tones.get(one, "")}
        for one in ORDER
        if counts.get(one.value)
    ]
    return [total, *rows]
