"""Remarks on how journals are kept: written by the checker, answered by the teacher, accepted or returned."""

from datetime import date

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import check_kinds, permissions
from journal.models import CheckAnswer, CheckRemark
from journal.roster import members
from journal.rules import checks as rules
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.notices.actions import notify
from schoolmis.structure.models import Section
from schoolmis.ui.dates import date_short

Status = CheckRemark.Status


def write_check(section: Section, words: str, due_on: date, *, lesson=None, student=None, by: User) -> CheckRemark:
    """R1-5.1b: who checks writes a remark on a journal, a lesson or a student of it; its teachers are told."""
    grant = permissions.CHECK.demand(by, section)
    if rules.lacks_time(clock.today(), due_on):
        raise ValidationError({"due_on": ValidationError(_("This day is over already."), "due")})
    if lesson and lesson.section_id != section.pk:
        raise ValidationError({"lesson": ValidationError(_("This lesson is of another journal."), "lesson")})
    year = section.group.year
    if student and student.pk not in {one.id for one in members(section, year.starts_on, year.ends_on)}:
        raise ValidationError({"student": ValidationError(_("This student is not in this journal."), "student")})
    facts = {"section": section, "lesson": lesson, "student": student, "due_on": due_on}
    remark = CheckRemark(**facts, words=words.strip(), written_by=by)
    remark.full_clean()
    with acting(by, grant=grant):
        remark.save()
        record("journal.write_check", section, by=by, remark=remark.pk, words=remark.words, due_on=due_on)
        notify(teachers(section), check_kinds.WRITTEN, by=by, url=page(remark), **_told(remark), words=remark.words)
    return remark


def answer_check(remark: CheckRemark, words: str, *, by: User) -> CheckRemark:
    """R1-5.1b: the teacher says what was mended; who wrote the remark is told."""
    grant = permissions.ANSWER_CHECK.demand(by, remark.section)
    with acting(by, grant=grant):
        _step(remark, Status.MENDED, words, by)
        record("journal.answer_check", remark.section, by=by, remark=remark.pk, words=words.strip())
        notify([remark.written_by], check_kinds.MENDED, by=by, url=page(remark), **_told(remark), words=words.strip())
    return remark


def accept_check(remark: CheckRemark, words: str = "", *, by: User) -> CheckRemark:
    """R1-5.1b: the checker has looked and closes the remark."""
    return _decide(remark, Status.ACCEPTED, words, "journal.accept_check", check_kinds.ACCEPTED, by)


def return_check(remark: CheckRemark, words: str, *, by: User) -> CheckRemark:
    """R1-5.1b: not mended yet, with the words that say what is still to be done."""
    return _decide(remark, Status.RETURNED, words, "journal.return_check", check_kinds.RETURNED, by)


def _decide(remark, status, words, act, kind, by) -> CheckRemark:
    grant = permissions.CHECK.demand(by, remark.section)
    with acting(by, grant=grant):
        _step(remark, status, words, by)
        record(act, remark.section, by=by, remark=remark.pk, words=words.strip())
        notify(teachers(remark.section), kind, by=by, url=page(remark), **_told(remark), words=words.strip())
    return remark


def _step(remark, status, words, by) -> None:
    """Whoever answers second is told: the remark is not where she saw it."""
    now = CheckRemark.objects.select_for_update().get(pk=remark.pk)
    if not rules.may_become(now.status, status):
        raise ValidationError(_("This remark has been answered meanwhile: look at it again."), "state")
    answer = CheckAnswer(remark=remark, status=status, words=words.strip(), by=by)
    answer.full_clean()
    answer.save()
    CheckRemark.objects.filter(pk=remark.pk).update(status=status)
    remark.status = status


def teachers(section):
    """Accounts of those who keep the journal today."""
    loads = section.loads.on(clock.today())
    return User.objects.filter(person__employee__in=loads.values("teacher"), is_active=True)


def page(remark) -> str:
    return reverse("journal:check", args=[remark.pk])


def _told(remark) -> dict:
    return {"section": str(remark.section), "due": date_short(remark.due_on)}
