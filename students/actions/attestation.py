"""The state attestation: its subjects, who has chosen which, marks entered once into the protocol (R7-3.1)."""

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure.models import AcademicYear, Subject
from students import attestation, permissions
from students.actions.keeping import Conflict, demanded
from students.actions.results import Clash, write_results
from students.hooks import final_way
from students.models import ExamEntry, Result, StateExam, Student
from students.rules import attestation as rules
from students.rules.exam_lists import subjects_of


def keep_exam(exam: StateExam, *, version: int, by: User, **facts) -> StateExam:
    """R7-3.1: a subject of the attestation, its day, repeat day and commission; a new one when it is not saved yet."""
    grant = demanded(permissions.ATTESTATION, by)
    with acting(by, grant=grant):
        if exam.pk:
            stored = StateExam.objects.select_for_update().get(pk=exam.pk)
            if stored.version != version:
                raise Conflict({name: getattr(stored, name) for name in facts}, stored.version)
            if stored.entries.exists() and (facts["subject"], facts["grade"]) != (stored.subject, stored.grade):
                raise ValidationError(_("Marks are entered already: subject and grade stay."), "entered")
            exam, exam.version = stored, stored.version + 1
        for name, value in facts.items():
            setattr(exam, name, value)
        _open(exam.year)
        exam.full_clean()
        exam.save()
        record("students.keep_exam", exam, by=by, now={name: str(value or "") for name, value in facts.items()})
    return exam


def take_over_exams(year: AcademicYear, *, by: User) -> list[StateExam]:
    """The subjects of the year before, without their days; nothing where the year has some already."""
    grant = demanded(permissions.ATTESTATION, by)
    with acting(by, grant=grant):
        _open(year)
        before = StateExam.objects.filter(year__starts_on__lt=year.starts_on).order_by("-year__starts_on").first()
        if before is None or StateExam.objects.filter(year=year).exists():
            return []
        made = StateExam.objects.bulk_create(
            StateExam(year=year, grade=one.grade, subject=one.subject, form=one.form, is_compulsory=one.is_compulsory)
            for one in StateExam.objects.filter(year=before.year_id).select_related("subject")
        )
        record("students.take_over_exams", year, by=by, count=len(made))
    return made


def missing_exams(year: AcademicYear, grade: int) -> list[StateExam]:
    """What the ready list of a grade has and the year has not, unsaved; nothing where the school has no such class."""
    classes = list(year.classes.filter(grade=grade).values_list("language", flat=True).distinct())
    if not classes:
        return []
    told = dict(subjects_of(grade, sorted(classes)))
    has = StateExam.objects.filter(year=year, grade=grade).values_list("subject", flat=True)
    subjects = Subject.objects.filter(code__in=told).exclude(pk__in=has)
    return [StateExam(year=year, grade=grade, subject=one, form=told[one.code]) for one in subjects]


def fill_exams(year: AcademicYear, grade: int, *, by: User) -> list[StateExam]:
    """R7-3.1: the subjects of the ready list that the year lacks; days and commission are set afterwards."""
    grant = demanded(permissions.ATTESTATION, by)
    with acting(by, grant=grant):
        AcademicYear.objects.select_for_update(no_key=True).get(pk=year.pk)
        _open(year)
        made = StateExam.objects.bulk_create(missing_exams(year, grade))
        record("students.fill_exams", year, by=by, grade=grade, subjects=[one.subject.code for one in made])
    return made


def choose_exam(exam: StateExam, students: set[int], *, by: User) -> None:
    """R7-3.1: who sits an exam by choice; who has a mark already stays on the list."""
    grant = demanded(permissions.ATTESTATION, by)
    with acting(by, grant=grant):
        exam = StateExam.objects.select_for_update(of=["self"]).select_related("year").get(pk=exam.pk)
        if exam.is_compulsory:
            raise ValidationError(_("This exam is compulsory for all who are admitted."), "compulsory")
        _open(exam.year)
        known = {student.pk for student, _class in attestation.candidates(exam)}
        if strangers := students - known:
            raise ValidationError(_("Not admitted to the attestation: %(n)s.") % {"n": len(strangers)}, "admitted")
        has = set(exam.entries.on_list().values_list("student", flat=True))
        off = set(exam.entries.off().values_list("student", flat=True))
        new, again = students - has - off, students & off
        ExamEntry.objects.bulk_create(ExamEntry(exam=exam, student_id=pk, set_by=by) for pk in sorted(new))
        exam.entries.filter(student__in=again).update(
            off_at=None, off_why="", set_by=by, set_at=clock.now(), version=F("version") + 1
        )
        record("students.choose_exam", exam, by=by, students=sorted(new | again))


def take_off_exam(exam: StateExam, student: Student, *, why: str, by: User) -> ExamEntry:
    """R7-3.1: a student put on the list of an exam by choice by mistake is taken off with the reason; the row stays."""
    grant = demanded(permissions.ATTESTATION, by)
    if not why.strip():
        raise ValidationError({"why": ValidationError(_("Say why the student is taken off the list."), "why")})
    with acting(by, grant=grant, reason=why.strip()):
        exam = StateExam.objects.select_for_update(of=["self"]).select_related("year").get(pk=exam.pk)
        _open(exam.year)
        entry = exam.entries.on_list().select_for_update().filter(student=student).first()
        if entry is None:
            raise ValidationError(_("The student is not on the list of this exam."), "off")
        rules.may_take_off(
            compulsory=exam.is_compulsory,
            result=attestation.has_result(exam, student),
            protocol=exam.entries.marked().exists(),
        )
        entry.off_why, entry.off_at, entry.set_by, entry.set_at = why.strip(), clock.now(), by, clock.now()
        entry.version += 1
        entry.save()
        record("students.take_off_exam", student, by=by, exam=str(exam), why=entry.off_why)
    return entry


def enter_protocol(exam: StateExam, sent: list[tuple], *, by: User) -> int:
    """R7-3.1: marks of an exam, all or nothing; the exam's and the final result follow at once, typed nowhere else.

    `sent`: [(student id, text, text of the repeat day, remark, version seen)]; how many lines have changed.
    """
    grant = demanded(permissions.ATTESTATION, by)
    with acting(by, grant=grant):
        year = AcademicYear.objects.select_for_update(no_key=True).get(pk=exam.year_id)
        exam = StateExam.objects.select_for_update().get(pk=exam.pk)
        _open(year)
        known = {line.student.pk: line for line in attestation.lines(exam)}
        wrong, changed = {}, []
        for student, *told, version in sent:
            text, again, appeal = (value.strip().lower() if at < 2 else value.strip() for at, value in enumerate(told))
            line = known.get(student)
            try:
                if line is None:
                    raise ValidationError(_("The student is not on the list of this exam."))
                former = line.entry.text, str(line.entry.again or "")
                if (text, again, appeal) == (*former, line.entry.appeal):
                    continue
                if version != line.entry.version:
                    raise ValidationError(_("Stored meanwhile: %(value)s") % {"value": " ".join(former) or "—"})
                days = {"on": exam.on, "repeat_on": exam.repeat_on, "today": clock.today()}
                rules.may_enter(text, again, former, appeal=appeal, **days)
            except ValidationError as refused:
                wrong[student] = (
                    refused.messages[0],
                    line.entry.text if line else "",
                    line.entry.version if line else 0,
                )
                continue
            changed.append(_filled(line.entry, text, again, appeal, by))
        if wrong:
            raise Clash(wrong)
        for entry in changed:
            entry.save()
        if changed:
            _results(exam, year, [known[entry.student_id] for entry in changed], by)
            told = [[entry.student_id, entry.text, entry.again or ""] for entry in changed]
            record("students.enter_protocol", exam, by=by, marks=told)
    return len(changed)


def _filled(entry, text, again, appeal, by):
    entry.is_absent = text == "н"
    entry.value = int(text) if text in rules.MARKS else None
    entry.again = int(again) if again else None
    entry.appeal, entry.set_by, entry.set_at = appeal, by, clock.now()
    entry.off_why, entry.off_at = "", None  # the exam has become compulsory since: all are on its list
    entry.version += 1
    return entry


def _results(exam, year, changed, by) -> None:
    """Exam and final results of the lines: written with the versions that stand, under the lock of the year."""
    classes = {line.student.pk: line.school_class for line in changed}
    for period in (Result.Period.EXAM, Result.Period.FINAL):
        stored = dict(
            Result.objects.filter(year=year, period=period, subject=exam.subject_id, student__in=classes).values_list(
                "student", "version"
            )
        )
        sent = [
            (line.student.pk, exam.subject_id, _text(line, period), stored.get(line.student.pk, 0)) for line in changed
        ]
        write_results(year, classes, period, sent, by, by_protocol=True)


def _text(line, period) -> str:
    if period == Result.Period.FINAL:
        return str(rules.final_mark(line.year, line.entry.mark, final_way()) or "")
    value, code = rules.counted(line.entry.text, str(line.entry.again or ""))
    return str(value) if value else "н/а" if code else ""


def _open(year) -> None:
    if year.closed_on:
        raise ValidationError(_("The year is closed."), "closed")
