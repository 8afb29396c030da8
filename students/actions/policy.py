"""What the law leaves to the school about the end of the year, set by the director (R7-2.4)."""

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from students import permissions
from students.actions.keeping import Conflict
from students.models import PromotionPolicy


def set_policy(*, version: int, by: User, **facts) -> PromotionPolicy:
    """Number of attempts, debts that still allow conditional promotion, grades without marks, exams."""
    grant = permissions.POLICY.demand(by)
    with acting(by, grant=grant):
        PromotionPolicy.objects.get_or_create(pk=1)
        policy = PromotionPolicy.objects.select_for_update().get()
        fresh = {name: value for name, value in facts.items() if getattr(policy, name) != value}
        if fresh and policy.version != version:
            raise Conflict({name: getattr(policy, name) for name in fresh}, policy.version)
        if fresh:
            former = {name: str(getattr(policy, name)) for name in fresh}
            for name, value in fresh.items():
                setattr(policy, name, value)
            policy.version += 1
            policy.full_clean()
            policy.save()
            record("students.set_policy", policy, by=by, former=former, now={k: str(v) for k, v in fresh.items()})
    return policy
