"""Social categories, forms of study and papers of identity of a contingent list: compared, and kept by the rules of
their acts (`add_category`, `study_by_form`, `add_document`) in a few statements for the whole list.
"""

from dataclasses import dataclass, field

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record_all
from schoolmis.orders.installation import opening_order
from schoolmis.people.faults import Fault
from students import permissions
from students.actions.keeping import demanded
from students.models import Category, SocialCategory, StudentDocument, StudyForm
from students.rules.contingent_facts import FULL_TIME, PAPERS, PaperRow

FIELDS = {kind: f"{kind}_paper" for kind in PAPERS}
BOOKED_APART = {"social", *FIELDS.values()}
"""Changes that the book has as acts of their own, without what stands in them."""


@dataclass
class KnownFacts:
    """By student's id: categories in force, forms of study ever, papers of identity in force."""

    categories: dict[int, set[str]] = field(default_factory=dict)
    forms: dict[int, list[StudyForm]] = field(default_factory=dict)
    papers: dict[int, list[StudentDocument]] = field(default_factory=dict)

    @classmethod
    def read(cls, day) -> "KnownFacts":
        known = cls()
        for student, category in SocialCategory.objects.on(day).values_list("student_id", "category"):
            known.categories.setdefault(student, set()).add(category)
        for one in StudyForm.objects.all():
            known.forms.setdefault(one.student_id, []).append(one)
        for one in StudentDocument.objects.in_force().filter(kind__in=FIELDS).order_by("id"):
            known.papers.setdefault(one.student_id, []).append(one)
        return known

    def form(self, pk, day) -> str:
        going = (
            one for one in self.forms.get(pk, ()) if one.starts_on <= day and (not one.ends_on or one.ends_on > day)
        )
        return next((one.form for one in going), FULL_TIME)


@dataclass
class FactsPlan:
    categories: list[tuple[str, str]] = field(default_factory=list)
    form: str = ""
    papers: list[tuple[PaperRow, StudentDocument | None]] = field(default_factory=list)
    """With the paper that each replaces."""


def may_keep_closed(by) -> bool:
    """Domain §7.6: who may bring in social categories."""
    return bool(by) and (by.is_system or permissions.KEEP_RESTRICTED.allows(by).ok)


def compare_facts(plan, told, known: KnownFacts, *, day, closed: bool, registers: bool) -> FactsPlan:
    """`closed`: the sender may keep social categories; `registers`: order № 0 may still hold the form of study."""
    row, pk, facts = plan.row, plan.student.pk if plan.student else None, FactsPlan()
    fresh = [one for one in row.categories if one[0] not in known.categories.get(pk, ())]
    if fresh and not closed:
        told.faults += (Fault(row.sheet, row.row, "social", "category_closed"),)
    else:
        if not all(paper for _code, paper in fresh):
            told.faults += (Fault(row.sheet, row.row, "social_document", "category_paper_missing"),)
        facts.categories = [one for one in fresh if one[1]]
        told.changes += [("social", "", str(Category(code).label)) for code, _paper in facts.categories]
    form = known.form(pk, day)
    if row.study_form and row.study_form != form:
        if registers and not known.forms.get(pk):
            facts.form = row.study_form
            told.changes.append(("study_form", "", str(StudyForm.Form(row.study_form).label)))
        else:
            told.faults += (Fault(row.sheet, row.row, "study_form", "form_by_order"),)
    for paper in row.papers:
        former = [one for one in known.papers.get(pk, ()) if one.kind == paper.kind]
        if not any(_same(one, paper) for one in former):
            facts.papers.append((paper, former[-1] if former else None))
            told.changes.append((FIELDS[paper.kind], former[-1].label if former else "", paper.label))
    return facts


def _same(stored, paper) -> bool:
    series = (_plain(stored.series), _plain(paper.series))
    return _plain(stored.number) == _plain(paper.number) and (series[0] == series[1] or not all(series))


def _plain(text) -> str:
    return "".join(sign for sign in text.upper() if sign.isalnum())


def save_facts(plans, by: User, year) -> None:
    """The students of `plans` stand in the records already."""
    _categories([(plan.student, *one) for plan in plans for one in plan.facts.categories], by)
    _forms([(plan.student, plan.facts.form) for plan in plans if plan.facts.form], by, year)
    _papers([(plan.student, *one) for plan in plans for one in plan.facts.papers], by)


def _categories(wanted, by):
    if not wanted:
        return
    with acting(by, grant=demanded(permissions.KEEP_RESTRICTED, by)):
        made = SocialCategory.objects.bulk_create(
            SocialCategory(student=student, category=code, document=paper, added_by=by)
            for student, code, paper in wanted
        )
        record_all("students.add_category", [(one.student, {"row": one.pk}) for one in made], by=by)


def _forms(wanted, by, year):
    """R7-2.5: what was ordered before the system stands under order № 0 from the year's first day."""
    if not wanted:
        return
    order, on = opening_order(), year.starts_on
    StudyForm.objects.bulk_create(
        StudyForm(student=student, form=form, order=order, starts_on=on) for student, form in wanted
    )
    told = [(student, {"order": order.pk, "on": str(on), "form": form}) for student, form in wanted]
    record_all("students.study_by_form", told, by=by)


def _papers(wanted, by):
    """A paper of another number replaces the one that stood."""
    made = StudentDocument.objects.bulk_create(
        StudentDocument(student=student, kind=paper.kind, series=paper.series, number=paper.number, added_by=by)
        for student, paper, _former in wanted
    )
    replaced = []
    for one, (_student, _paper, former) in zip(made, wanted, strict=True):
        if former:
            former.replaced_by = one
            replaced.append(former)
    StudentDocument.objects.bulk_update(replaced, ["replaced_by"], batch_size=500)
    told = [(one.student, {"kind": one.kind, "document": one.pk}) for one in made]
    record_all("students.add_document", told, by=by)
