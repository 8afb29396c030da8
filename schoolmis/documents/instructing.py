"""The director's instructions: given, read, reported, accepted or returned (R1-5.1c, R3-5.1d)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.access import Denied
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.documents import permissions, rules
from schoolmis.documents.models import Instruction, Task
from schoolmis.notices import kinds
from schoolmis.notices.actions import notify

kinds.register("documents.instructed", gettext_lazy("Instruction of the director, until %(day)s"))
kinds.register("documents.annulled", gettext_lazy("The director has annulled the instruction: %(why)s"))
kinds.register("documents.returned", gettext_lazy("The director returned your report: %(why)s"))


def instruct(text: str, people, *, due_on: date, by: User, document=None, order=None, decision=None) -> Instruction:
    """R3-5.1d: each of `people` gets the instruction and is told of it."""
    grant = permissions.INSTRUCT.demand(by)
    people = list(people)
    if not people:
        raise ValidationError({"people": _("Choose who is to do it.")})
    if due_on < clock.today():
        raise ValidationError({"due_on": _("The last day has passed already.")})
    with acting(by, grant=grant):
        instruction = Instruction.objects.create(
            text=text, due_on=due_on, document=document, order=order, decision=decision, given_by=by
        )
        Task.objects.bulk_create(Task(instruction=instruction, person=one) for one in people)
        record("documents.instruct", instruction, by=by, people=[one.pk for one in people], due_on=due_on)
        url = reverse("documents:instruction", args=[instruction.pk])
        told = [one.user for one in people if one.user_id]
        notify(told, "documents.instructed", by=by, url=url, day=f"{due_on:%d.%m.%Y}")
    return instruction


def annul(instruction: Instruction, *, why: str, by: User) -> Instruction:
    """R3-5.1d: what is needed no more stays in the list, annulled; those whose part is open are told."""
    grant = permissions.INSTRUCT.demand(by)
    with acting(by, grant=grant):
        instruction = Instruction.objects.select_for_update().get(pk=instruction.pk)
        open_ones = list(instruction.tasks.filter(accepted_on=None).select_related("person__user"))
        rules.may_annul(not open_ones, instruction.annulled_on is not None)
        instruction.annulled_on, instruction.annulled_why = clock.today(), why
        instruction.save(update_fields=["annulled_on", "annulled_why"])
        record("documents.annul_instruction", instruction, by=by, why=why)
        url = reverse("documents:instruction", args=[instruction.pk])
        told = [task.person.user for task in open_ones if task.person.user]
        notify(told, "documents.annulled", by=by, url=url, why=why)
    return instruction


def _stands(task):
    if Instruction.objects.select_for_update().get(pk=task.instruction_id).annulled_on:
        raise ValidationError(_("This instruction is annulled."), "annulled")


def _mine(task, by):
    grant = permissions.TASKS.demand(by, task.instruction)
    _stands(task)
    task = Task.objects.select_for_update(of=("self",)).select_related("person", "instruction").get(pk=task.pk)
    if task.person.user_id != by.pk:
        raise Denied(_("Only the person named does this."))
    return task, grant


def read(task: Task, *, by: User) -> Task:
    """R3-5.1d: acquainted, with the day."""
    with acting(by):
        task, grant = _mine(task, by)
        if task.read_on is None:
            with acting(by, grant=grant):
                task.read_on = clock.today()
                task.save(update_fields=["read_on"])
                record("documents.read_instruction", task.instruction, by=by)
    return task


def report(task: Task, *, report: str, by: User) -> Task:
    """The person named says what was done."""
    with acting(by):
        task, grant = _mine(task, by)
        rules.may_report(task.read_on is not None, task.accepted_on is not None)
        with acting(by, grant=grant):
            task.report, task.reported_on, task.returned = report, clock.today(), ""
            task.save(update_fields=["report", "reported_on", "returned"])
            record("documents.report_task", task.instruction, by=by)
    return task


def accept(task: Task, *, by: User) -> Task:
    """The director accepts what was reported."""
    grant = permissions.INSTRUCT.demand(by)
    with acting(by, grant=grant):
        _stands(task)
        task = Task.objects.select_for_update(of=("self",)).select_related("person", "instruction").get(pk=task.pk)
        rules.may_accept(task.reported_on is not None, task.accepted_on is not None)
        task.accepted_on = clock.today()
        task.save(update_fields=["accepted_on"])
        record("documents.accept_task", task.instruction, by=by, person=task.person_id)
    return task


def hand_back(task: Task, *, why: str, by: User) -> Task:
    """The director asks for more: the report no longer counts, and the person is told why."""
    grant = permissions.INSTRUCT.demand(by)
    with acting(by, grant=grant):
        _stands(task)
        task = (
            Task.objects.select_for_update(of=("self",)).select_related("person__user", "instruction").get(pk=task.pk)
        )
        rules.may_accept(task.reported_on is not None, task.accepted_on is not None)
        task.reported_on, task.returned = None, why
        task.save(update_fields=["reported_on", "returned"])
        record("documents.return_task", task.instruction, by=by, person=task.person_id)
        if task.person.user:
            url = reverse("documents:instruction", args=[task.instruction_id])
            notify([task.person.user], "documents.returned", by=by, url=url, why=why)
    return task
