"""A plan goes to the deputy head and comes back approved or with a remark."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import permissions
from journal.models import Plan
from journal.plans import notices
from journal.rules.plans import write
from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.grants import holders
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.notices.actions import notify
from schoolmis.structure.models import Section


def submit_plan(section: Section, *, version: int, by: User) -> Plan:
    """R1-4.1/2: the teacher hands over the plan as it stands; the deputy heads are told."""
    grant = permissions.KEEP.demand(by, section)
    with acting(by, grant=grant):
        plan = _locked(section, version)
        if plan.status == Plan.Status.SUBMITTED or (plan.status == Plan.Status.APPROVED and not plan.is_changed):
            raise ValidationError(_("This plan has been handed over already."), "state")
        plan.status, plan.submitted_by, plan.submitted_at = Plan.Status.SUBMITTED, by, clock.now()
        plan.save(update_fields=["status", "submitted_by", "submitted_at"])
        record("journal.submit_plan", section, by=by, version=plan.version)
        deputies = User.objects.filter(holders(Role.DEPUTY), is_active=True).exclude(pk=by.pk)
        notify(deputies, notices.SUBMITTED, by=by, url=_page(section), section=section)
    return plan


def approve_plan(section: Section, *, version: int, by: User) -> Plan:
    """R1-4.1/2: what is approved is kept in words, so that a later change is seen."""
    grant = permissions.APPROVE_PLANS.demand(by, section)
    with acting(by, grant=grant):
        plan = _submitted(section, version)
        plan.status, plan.decided_by, plan.decided_at, plan.remark = Plan.Status.APPROVED, by, clock.now(), ""
        plan.approved_version, plan.approved_text = plan.version, write(plan.topics.exclude(position=None))
        plan.save(update_fields=["status", "decided_by", "decided_at", "remark", "approved_version", "approved_text"])
        record("journal.approve_plan", section, by=by, version=plan.version)
        _answer(plan, notices.APPROVED, by)
    return plan


def return_plan(section: Section, remark: str, *, version: int, by: User) -> Plan:
    """R1-4.1/2: the plan goes back to its teacher with a remark."""
    grant = permissions.APPROVE_PLANS.demand(by, section)
    if not remark.strip():
        raise ValidationError(_("A plan is returned with a remark."), "remark")
    with acting(by, reason=remark, grant=grant):
        plan = _submitted(section, version)
        plan.status, plan.decided_by, plan.decided_at = Plan.Status.RETURNED, by, clock.now()
        plan.remark = remark.strip()
        plan.save(update_fields=["status", "decided_by", "decided_at", "remark"])
        record("journal.return_plan", section, by=by, version=plan.version)
        _answer(plan, notices.RETURNED, by)
    return plan


def _locked(section, version) -> Plan:
    plan = Plan.objects.select_for_update(of=("self",)).filter(section=section).first()
    if plan is None or not plan.topics.exclude(position=None).exists():
        raise ValidationError(_("There is no plan yet."), "none")
    if plan.version != version:
        raise ValidationError(_("Somebody else has changed this plan meanwhile."), "version")
    return plan


def _submitted(section, version) -> Plan:
    plan = _locked(section, version)
    if plan.status != Plan.Status.SUBMITTED:
        raise ValidationError(_("This plan does not wait for approval."), "state")
    return plan


def _answer(plan, kind, by) -> None:
    if plan.submitted_by_id and plan.submitted_by_id != by.pk:
        told = {"section": plan.section, "remark": plan.remark}
        notify([plan.submitted_by], kind, by=by, url=_page(plan.section), **told)


def _page(section) -> str:
    return reverse("journal:plan", args=[section.pk])
