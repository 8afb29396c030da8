"""Other scales than five points in the demo: levels in grade 1 are the installation's; here ten, criteria, a credit."""

from datetime import timedelta

from journal import policy
from journal.actions import place_scale, set_kind
from journal.models import Cell, GradingPolicy, Lesson, Scale, WorkKind
from journal.rules.scales import CRITERIA, FIVE, LEVELS, PASS
from schoolmis import demo
from schoolmis.audit.book import acting, record
from schoolmis.demo import marks
from students.models import Placement

TEN, BY_CRITERIA = (8, "Б", "ENG"), (7, "А", "GEO")
LETTERS = (
    ("А", "A", "А критерийи: билүү жана түшүнүү", "Критерий A: знание и понимание"),
    ("Б", "B", "Б критерийи: изилдөө", "Критерий B: исследование"),
    ("В", "C", "В критерийи: баарлашуу", "Критерий C: коммуникация"),
    ("Г", "D", "Г критерийи: сынчыл ой жүгүртүү", "Критерий D: критическое мышление"),
)
POINTS = 8


@demo.part(order=46)
def scales(progress, story):
    """Before the first mark: an optional course passed or not, English in ten points, geography by criteria."""
    for code, wanted in (("ten", TEN), ("criteria", BY_CRITERIA), ("pass", None)):
        scale, section = Scale.objects.get(code=code), wanted and _section(story, wanted)
        if wanted is None:
            section = next((one for one, course in story.sections if course.subject == "FAK"), None)
        if section:
            place_scale(GradingPolicy(scale=scale, section=section, year_from=story.first), by=story.deputy)
    for order, (ky, ru, name_ky, name_ru) in enumerate(LETTERS, 200):
        names = {"name_ky": name_ky, "name_ru": name_ru, "short_ky": ky, "short_ru": ru, "order": order}
        set_kind(WorkKind(weight=1), version=1, by=story.deputy, **names)


def _section(story, wanted):
    grade, letter, subject = wanted
    found = (one for one, of in story.sections if of.classes == ((grade, letter),) and of.subject == subject)
    return next(found, None)


def drawn(rng, around: float, scale, most: int | None = None) -> int:
    """A value of the scale for whose marks gather around `around` of five points."""
    mark = marks.mark(rng, around)
    if scale.kind == FIVE:
        return mark
    if scale.kind == LEVELS:
        return {5: 3, 4: 3 if rng.random() < 0.5 else 2, 3: 2 if rng.random() < 0.6 else 1, 2: 1}[mark]
    if scale.kind == PASS:
        return int(mark > 2)
    if scale.kind == CRITERIA:
        return max(0, round((most or scale.top) * (mark - rng.random()) / 5))
    return max(scale.bottom, min(scale.top, round(mark * scale.top / 5 - rng.random())))


@demo.part(order=63)
def criteria(progress, story):
    """The last big work of the term is four columns, a criterion each, with eight points at most."""
    section = _section(story, BY_CRITERIA)
    if section is None:
        return
    term = next((one for one in story.year.terms.all() if one.starts_on <= story.today <= one.ends_on), None)
    days = (term.starts_on, story.today - timedelta(days=1)) if term else (story.today, story.today)
    lesson = Lesson.objects.held().filter(section=section, date__range=days, taken_at__isnull=False).last()
    if lesson is None:
        return
    scale, rng = policy.scale_for(policy.sections().get(pk=section.pk)), story.rng("criteria")
    by = story.users_of(next(course.teacher for one, course in story.sections if one == section))
    away = Cell.objects.filter(lesson=lesson).exclude(absence="").values("student")
    seats = Placement.objects.on(lesson.date).filter(school_class__groups=section.group).exclude(student__in=away)
    own = {pk: marks.level(story.ability[pk], "GEO", 0) for pk in seats.values_list("student_id", flat=True)}
    kinds = {kind.name_ru: kind for kind in WorkKind.objects.filter(order__gte=200)}
    with acting(by):
        for part, (_ky, _ru, _name, name) in enumerate(LETTERS):
            facts = {"kind": kinds[name], "most": POINTS}
            if part:
                place = {"section": section, "date": lesson.date, "number": lesson.number}
                work = Lesson.objects.create(part=part, **place, **facts)
            else:
                work = lesson
                Lesson.objects.filter(pk=lesson.pk).update(**facts)
            Cell.objects.filter(lesson=work).update(first=None, second=None, retake=False, scale=None)
            for student, level in own.items():
                points = {"first": drawn(rng, level, scale, POINTS), "scale_id": scale.id, "entered_by": by}
                Cell.objects.update_or_create(lesson=work, student_id=student, defaults=points)
            record("journal.add_work", work, by=by)
