"""Scales of marks, and where each holds; what stands in journals already is never read anew (domain facts §2.2)."""

import uuid

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal import locks, permissions, policy
from journal.models import Cell, GradingPolicy, Scale, ScaleValue
from journal.rules import scales as rules
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from students.actions import Conflict
from students.models import Result

NAMES = {"name_ky", "name_ru", "five_from", "four_from", "three_from", "archived"}
IN_WORDS = {Scale.Kind.LEVELS, Scale.Kind.PASS}


def set_scale(scale: Scale, *, version: int, values: list[dict] = (), by: User, **facts) -> Scale:
    """R1-4.1/2: a scale is added or changed. Once marks stand in it, only names, bands and colours change.

    `values`, the best first: {"text", "name_ky", "name_ru", "tone"}.
    """
    grant = permissions.SCALES.demand(by)
    with acting(by, grant=grant):
        locks.close_terms()
        stored = Scale.objects.select_for_update().get(pk=scale.pk) if scale.pk else scale
        if stored.pk and stored.version != version:
            raise Conflict({name: getattr(stored, name) for name in facts}, stored.version)
        former = {name: str(getattr(stored, name)) for name in facts} if stored.pk else {}
        texts = [value["text"] for value in values]
        _may_change(stored, facts, texts)
        for name, value in facts.items():
            setattr(stored, name, value)
        stored.code = stored.code or uuid.uuid4().hex[:10]
        stored.version = version + 1 if stored.pk else 1
        stored.full_clean()
        stored.save()
        _set_values(stored, values)
        record(
            "journal.set_scale", stored, by=by, former=former, now={k: str(v) for k, v in facts.items()}, texts=texts
        )
    cache.delete(policy.GRADING)
    return stored


def _may_change(stored: Scale, facts: dict, texts: list[str]) -> None:
    if stored.kind in IN_WORDS:
        rules.may_be_values(texts)
    if not stored.pk or not is_used(stored):
        return
    changed = {name for name, value in facts.items() if name not in NAMES and getattr(stored, name) != value}
    if changed or texts != [value.text for value in stored.values.all()]:
        raise ValidationError(
            _("Marks stand in this scale already: only its names, bands and colours change. Add another scale."), "used"
        )


def is_used(scale: Scale) -> bool:
    """Whether marks stand in it; five points are always in use."""
    return scale.kind in {Scale.Kind.FIVE, Scale.Kind.NONE} or Cell.objects.filter(scale=scale).exists()


def _set_values(scale: Scale, values) -> None:
    """The best has the highest number: of three 3, 2, 1; passed is 1 and not passed 0."""
    if scale.kind not in IN_WORDS:
        return
    highest = len(values) - (scale.kind == Scale.Kind.PASS)
    kept = {value.text: value for value in scale.values.all()}
    if list(kept) != [value["text"] for value in values]:
        ScaleValue.objects.filter(scale=scale).delete()
        kept = {}
    for place, facts in enumerate(values):
        value = kept.get(facts["text"]) or ScaleValue(scale=scale, number=highest - place)
        for name, told in facts.items():
            setattr(value, name, told)
        value.full_clean()
        value.save()


def place_scale(place: GradingPolicy, *, by: User) -> GradingPolicy:
    """R1-4.1/2: from a school year on a scale holds for the school, grades, a subject or one journal.

    Refused where marks or results would have to be read in another scale than they were given in.
    """
    grant = permissions.SCALES.demand(by)
    with acting(by, grant=grant):
        locks.close_terms()
        place.full_clean()
        before = _in_force()
        place.save()
        _keep_marks(before)
        record("journal.place_scale", place, by=by, scale=place.scale.code, **_where(place))
    cache.delete(policy.GRADING)
    return place


def lift_scale(place: GradingPolicy, *, by: User) -> None:
    """R1-4.1/2: the scale does not hold there any more; refused where marks stand in it."""
    grant = permissions.SCALES.demand(by)
    with acting(by, grant=grant):
        locks.close_terms()
        before = _in_force()
        record("journal.lift_scale", place, by=by, scale=place.scale.code, **_where(place))
        GradingPolicy.objects.filter(pk=place.pk).delete()
        _keep_marks(before)
    cache.delete(policy.GRADING)


def _where(place) -> dict:
    names = ("programme", "grade_from", "grade_to", "subject_id", "section_id", "year_from")
    return {name: getattr(place, name) for name in names if getattr(place, name) is not None}


def _in_force() -> dict:
    """{section: scale} of every journal, as the database has it now."""
    return policy.scales_for(policy.sections(), policy.read_grading())


def _keep_marks(before: dict) -> None:
    """No journal with marks or results gets another scale."""
    after = _in_force()
    changed = [pk for pk, scale in after.items() if scale != before[pk]]
    marks = Cell.objects.filter(lesson__section=OuterRef("pk"), first__isnull=False)
    results = Result.objects.filter(section=OuterRef("pk")).exclude(value=None, code="")
    held = list(policy.sections().filter(pk__in=changed).filter(Exists(marks) | Exists(results)))
    if held:
        shown = ", ".join(f"«{section}»" for section in held[:3]) + (" …" if len(held) > 3 else "")
        sentence = ngettext(
            "Marks stand in %(n)s journal already: %(shown)s. They stay as they are: let the scale hold from the next"
            " school year, or where no marks stand.",
            "Marks stand in %(n)s journals already: %(shown)s. They stay as they are: let the scale hold from the next"
            " school year, or where no marks stand.",
            len(held),
        )
        raise ValidationError(sentence % {"n": len(held), "shown": shown}, "marks")
