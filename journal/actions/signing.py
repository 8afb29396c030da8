"""The teacher signs what she has written of a lesson that was held."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal import permissions, signing
from journal.actions.works import open_column
from journal.models import Lesson
from journal.substitutes import reach as standing_in
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record


@dataclass
class SignedDay:
    """What came of signing several lessons at once."""

    signed: list[Lesson] = field(default_factory=list)
    refused: list[tuple[Lesson, ValidationError]] = field(default_factory=list)


def sign_lesson(lesson: Lesson, *, by: User) -> Lesson:
    """R1-4.1/2: the lesson has its topic and its attendance, and the teacher who held it signs it as it stands now.

    A change made afterwards shows by itself; signing again signs the lesson as it has become.
    """
    grant = permissions.SIGN.demand(by, lesson.section)
    standing_in.reach(permissions.SIGN, by, lesson.section).demand(lesson)
    with acting(by, grant=grant):
        if open_column(lesson).part:
            raise ValidationError(_("The lesson itself is signed; its further works go with it."), "part")
        Lesson.objects.select_for_update().get(pk=lesson.pk)
        now = signing.with_state(Lesson.objects.select_related("section__subject", "section__group")).get(pk=lesson.pk)
        if now.signed_at and not now.is_changed:
            raise ValidationError(_("This lesson is signed already."), "signed")
        if lacking := signing.lacks(now):
            raise ValidationError([ValidationError(signing.sentence(code), code) for code in lacking])
        as_it_stands = {"signed_by": by, "signed_at": clock.now(), "signed_as": signing.print_now()}
        Lesson.objects.filter(pk=lesson.pk).update(**as_it_stands)
        record("journal.sign_lesson", lesson, by=by, topic=now.topic, homework=now.homework)
    return lesson


def sign_day(lessons, *, by: User) -> SignedDay:
    """R1-4.1/2: every lesson of the list that may be signed is; the others come back with what they lack."""
    answer = SignedDay()
    for lesson in lessons:
        try:
            sign_lesson(lesson, by=by)
        except ValidationError as error:
            answer.refused.append((lesson, error))
        else:
            answer.signed.append(lesson)
    return answer
