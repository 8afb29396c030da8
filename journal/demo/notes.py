"""Notes of guardians on absences, praise and remarks in the demo school."""

from datetime import timedelta

from journal.models import Absence, AbsenceNote, BehaviourNote, Cell
from schoolmis import clock, demo
from schoolmis.audit.book import acting, record
from students.models import Guardianship, Placement

WORDS = {
    "praise": ("Жаңы окуучуга жардам берди", "Сабакта активдүү, суроолору кызык", "Олимпиадага жакшы даярданды"),
    "remark": ("Үй тапшырмасын үчүнчү жолу аткарган жок", "Сабакта телефон менен отурду"),
}
TOLD = ("Үй-бүлөлүк шарт", "Ооруп калды, дарыгерге барабыз", "Бир туугандын тою")


@demo.part(order=60)
def notes(progress, story):
    """Some guardians have told beforehand, some wait for an answer; each class has a few words of its teachers."""
    progress("Notes of teachers and guardians")
    rng, today, made, written = story.rng("notes"), story.today, [], []
    accepted = {"status": AbsenceNote.Status.ACCEPTED, "decided_by": story.deputy, "decided_at": clock.now()}
    wards = Guardianship.objects.filter(ends_on=None, guardian__user__isnull=False, student__placements__ends_on=None)
    seen = set()
    for student, user in wards.order_by("pk").values_list("student_id", "guardian__user_id"):
        if student in seen or rng.random() > 0.12 and len(seen) > 5:
            continue
        seen.add(student)
        first = today + timedelta(days=rng.choice((-9, -3, 0, 0, 1)))
        state = accepted if first < today else {}
        last, reason = first + timedelta(days=rng.randint(0, 2)), rng.choice((Absence.ILL, Absence.EXCUSED))
        what = {"first": first, "last": last, "reason": reason, "words": rng.choice(TOLD), "told_by_id": user}
        made.append(AbsenceNote(student_id=student, **what, **state))
    writers = dict(
        Cell.objects.filter(lesson__date__gte=today - timedelta(days=14)).values_list("student_id", "entered_by_id")
    )
    for student in Placement.objects.on(today).order_by("pk").values_list("student_id", flat=True):
        if student in writers and (rng.random() < 0.08 or student in seen):
            kind = rng.choice(("praise", "praise", "remark"))
            day = today - timedelta(days=rng.randint(1, 12))
            what = {"kind": kind, "words": rng.choice(WORDS[kind]), "on": day, "written_by_id": writers[student]}
            written.append(BehaviourNote(student_id=student, for_family=rng.random() < 0.8, **what))
    with acting(story.deputy):
        AbsenceNote.objects.bulk_create(made)
        BehaviourNote.objects.bulk_create(written)
        record("journal.kept", by=story.deputy, notes=len(made), words=len(written))
