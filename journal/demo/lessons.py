"""The demo's journals up to yesterday: topics, homework, marks, absences, lateness, a few corrections."""

from collections import defaultdict
from datetime import datetime, time, timedelta

from django.db import connection
from django.db.models import F
from django.utils import timezone

from journal import policy
from journal.demo.scales import drawn
from journal.models import Cell, Lesson, WorkKind
from journal.rules.scales import LEVELS
from schoolmis import demo
from schoolmis.audit.book import acting, record
from schoolmis.demo import lessons as words
from schoolmis.demo import marks
from schoolmis.structure.models import Bell
from students.models import Exemption, Membership, Placement

BEHIND = ("geo-1", "his-2", "ped-3")  # teachers who have not filled the last days
FORGETFUL = ("kyr-2", "rus-4", "eng-1", "own-2Б")  # who forgot a lesson of these days here and there
BEHIND_DAYS = 6
BATCH = 5000
# One statement fills the heads of thousands of columns.
FILL = """
update journal_lesson as l set topic = n.topic, homework = n.homework, kind_id = n.kind, taken_at = n.taken,
    plan_topic_id = n.plan, version = 2
from unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::timestamptz[], %s::bigint[])
    as n (id, topic, homework, kind, taken, plan)
where l.id = n.id
"""


@demo.part(order=50)
def journals(progress, story):
    """Every journal by its teacher's hand."""
    diary = Diary(story)
    by_teacher = defaultdict(list)
    for section, course in story.sections:
        by_teacher[course.teacher].append((section, course))
    done = 0
    for key, mine in sorted(by_teacher.items()):
        progress("Journals", done, len(story.sections))
        diary.keep(key, mine)
        done += len(mine)
    progress("Journals", done, len(story.sections))
    correct(story)


class Diary:
    """What is asked of the database once: lessons, who sat where, who was away, when the bells rang."""

    def __init__(self, story):
        self.story, self.rng = story, story.rng("journals")
        self.kinds = {kind.code: kind for kind in WorkKind.objects.all()}
        self.scales = policy.scales_for(policy.sections().filter(group__year=story.year))
        self.bells = {(bell.shift, bell.number): bell.ends_at for bell in Bell.objects.all()}
        self.lessons = defaultdict(list)
        held = Lesson.objects.held().filter(section__group__year=story.year, date__lt=story.today)
        for lesson in held.order_by("date", "number"):
            self.lessons[lesson.section_id].append(lesson)
        self.days = sorted({lesson.date for mine in self.lessons.values() for lesson in mine})
        self.terms = list(story.year.terms.all())
        running = [day for day in self.days if any(t.starts_on <= day and t.ends_on >= story.today for t in self.terms)]
        self.recent = (running[-BEHIND_DAYS:] or [story.today])[0]  # a closed term has been filled
        self.seats, self.parts = defaultdict(list), defaultdict(list)
        for row in Placement.objects.filter(school_class__year=story.year).exclude(ends_on=F("starts_on")):
            self.seats[row.school_class_id].append(row)
        for row in Membership.objects.filter(group__year=story.year).exclude(ends_on=F("starts_on")):
            self.parts[row.group_id].append(row)
        self.free = defaultdict(list)
        for row in Exemption.objects.all():
            self.free[row.student_id, row.subject_id].append(row)
        self.away = {
            pk: marks.absences(story.rng(f"away {pk}"), self.days, ability) for pk, ability in story.ability.items()
        }
        self._long_illness()

    def _long_illness(self):
        """One child was away for most of the first term: somebody has to be «not attested»."""
        seats = self.seats[self.story.classes[max(self.story.classes)].pk]
        if seats and len(self.days) > 20:
            self.away[seats[-1].student_id] |= dict.fromkeys(self.days[4:44], marks.ILL)

    def roster(self, section, course):
        """Dated rows of those who belong to a journal."""
        if course.part:
            return self.parts[section.group_id]
        return [row for key in course.classes for row in self.seats[self.story.classes[key].pk]]

    def keep(self, teacher, journals):
        """Write all the journals of one teacher in the teacher's name."""
        user, heads, cells = self.story.users_of(teacher), [], []
        stop = self.recent if teacher in BEHIND else self.story.today
        for section, course in journals:
            self._fill(section, course, user, stop, heads, cells)
        if not heads:
            return
        with acting(user):
            with connection.cursor() as cursor:
                cursor.execute(FILL, [list(column) for column in zip(*heads, strict=True)])
            Cell.objects.bulk_create(cells, batch_size=BATCH)
            record("journal.kept", by=user, lessons=len(heads), cells=len(cells))

    def _fill(self, section, course, user, stop, heads, cells):
        grade, letter = course.classes[0]
        of = self.story.classes[grade, letter]
        rng, roster = self.story.rng(f"journal {section.pk}"), self.roster(section, course)
        scale = self.scales[section.pk]
        levels = {
            row.student_id: marks.level(self.story.ability[row.student_id], course.subject, rng.gauss(0, 1))
            for row in roster
        }
        got = defaultdict(int)
        lessons, forgets = self.lessons[section.pk], course.teacher in FORGETFUL
        for turn, lesson in enumerate(lessons):
            if lesson.date >= stop or (forgets and lesson.date >= self.recent and rng.random() < 0.15):
                continue
            kind, topic, homework = words.told(rng, course, of.language, turn)
            taken = moment(lesson.date, self.bells[of.shift, lesson.number], rng.randint(-25, 40))
            plan = self.story.plan_topics[section.pk][turn : turn + 1] if topic else []
            heads.append((lesson.pk, topic, homework, self.kinds[kind].pk if kind else None, taken, *(plan or [None])))
            asked = marks.share_asked(rng, kind) if scale.marked else 0
            if turn in (0, 1):
                asked /= 3  # the first lessons of a year are for getting acquainted
            last = self._last_of_term(lessons, turn)
            for row in roster:
                if here(row, lesson.date) and not self._exempt(row, section, lesson.date):
                    self._cell(rng, lesson, row.student_id, levels, asked, last, got, scale, user, taken, cells)
            if last == 1:
                got.clear()

    def _last_of_term(self, lessons, turn):
        """3, 2, 1 for the last lessons of a term, else 0: then those who have no marks are asked."""
        term = next(term for term in self.terms if term.starts_on <= lessons[turn].date <= term.ends_on)
        if term.ends_on >= self.story.today:
            return 0
        left = sum(1 for lesson in lessons[turn : turn + 4] if lesson.date <= term.ends_on)
        return left if left < 4 else 0

    def _exempt(self, row, section, day):
        return any(here(one, day) for one in self.free.get((row.student_id, section.subject_id), ()))

    def _cell(self, rng, lesson, student, levels, asked, last, got, scale, user, taken, cells):
        cell = Cell(lesson=lesson, student_id=student, entered_by=user, entered_at=taken)
        away = self.away[student].get(lesson.date)
        if not away and rng.random() < 0.003:
            away = marks.UNKNOWN
        if away:
            cell.absence = away
            cells.append(cell)
            return
        if scale.marked and (rng.random() < asked or (last and got[student] < 2 and rng.random() < 0.85)):
            cell.first, cell.scale_id = drawn(rng, levels[student], scale), scale.id
            got[student] += 1
            if rng.random() < 0.03:
                cell.second = drawn(rng, levels[student], scale)
                cell.retake = cell.first < cell.second and cell.first < (scale.top + scale.bottom) / 2
        if cell.first is None and lesson.number < 3 and rng.random() < marks.LATE * 3:
            cell.late = rng.choice([3, 5, 5, 10, 10, 15])
        if cell.first is not None and rng.random() < (0.2 if scale.kind == LEVELS else 0.012):
            cell.comment = rng.choice(words.WORDS["ky"].COMMENTS)
        if cell.first is not None or cell.late:
            cells.append(cell)


def here(row, day) -> bool:
    return row.starts_on <= day and (row.ends_on is None or day < row.ends_on)


def moment(day, at: time, minutes: int):
    """Aware time of `day`: `minutes` after `at`."""
    return timezone.make_aware(datetime.combine(day, at) + timedelta(minutes=minutes))


def correct(story):
    """A few marks put right afterwards, with the reason, so that histories have something to tell."""
    wrong = Cell.objects.filter(first=3, second=None, scale=None, lesson__section__group__year=story.year)
    for cell in wrong.select_related("entered_by").order_by("lesson__date", "pk")[:4000:200]:
        with acting(cell.entered_by, reason="Жазуудагы ката"):
            Cell.objects.filter(pk=cell.pk).update(first=4, version=2)
            record(
                "journal.mark",
                cell.lesson.section,
                by=cell.entered_by,
                name="",
                cells=[[cell.lesson_id, cell.student_id, "4"]],
            )
