"""Results of the demo's terms that are over: mostly what the average proposes, then the deputy closes the term."""

from collections import defaultdict
from datetime import time, timedelta

from journal import closing, policy
from journal.actions import advance_term, ask_reopening, reopen_section
from journal.demo.lessons import here, moment
from journal.models import Cell
from journal.rules.marks import counted
from journal.rules.results import year_mark
from journal.rules.scales import CRITERIA, FIVE_POINTS, LEVELS, PASS
from schoolmis import demo
from schoolmis.audit.book import acting, record
from schoolmis.orders.bodies.demo import held
from schoolmis.orders.models import Body, Decision
from schoolmis.structure.models import Term
from students.models import Exemption, Membership, Placement, Result

KINDER = 0.35  # of those just under the next mark get it


@demo.part(order=60)
def results(progress, story):
    """Terms that ended, the year when all of them have; closed two days later."""
    over = list(Term.periods.filter(year=story.year, ends_on__lt=story.today).order_by("ends_on", "kind"))
    for done, term in enumerate(over, 1):
        progress("Results of terms", done, len(over))
        write(story, Result.Period.TERM, term, decided(story, term))
        if term.kind == Term.Kind.QUARTER and closing.is_last(term):
            write(story, Result.Period.YEAR, None, of_year(story))
        if term.kind == Term.Kind.QUARTER and (story.today - term.ends_on).days > 2:
            close(story, term)


@demo.part(order=61)
def reopened(progress, story):
    """One journal of the closed term is open again on a teacher's request."""
    closed = [term for term in story.year.terms.order_by("number") if term.closings.filter(reopened_at=None).exists()]
    if closed:
        section = next(section for section, course in story.sections if course.classes[0] == max(story.classes))
        reason = "Мугалимдин арызы: эки окуучунун текшерүү иши кайра каралды"
        reopen_section(section, closed[-1], reason=reason, until=story.today + timedelta(days=3), by=story.deputy)
        section, course = story.sections[0]
        asks = story.users_of(course.teacher)
        ask_reopening(section, closed[-1], reason="Чейректик баа жаңылыш коюлуп калган", by=asks)


def close(story, term):
    """R1-5.1b: the deputy checks, the council sits in the vacation, the term is closed on the same day."""
    day, council = working(term.ends_on + timedelta(days=2)), Body.objects.get(kind=Body.Kind.COUNCIL)
    point = (
        f"{term.roman} чейректин жыйынтыгы жөнүндө",
        "Окуу бөлүмүнүн башчысы класстар жана предметтер боюнча жетишүүнү жана сапатты баяндады.",
        "Класс жетекчилер карызы бар окуучулар менен жүргүзүлгөн иштер жөнүндө айтышты.",
        f"1. {term.roman} чейректин жыйынтыгы бекитилсин.",
    )
    with demo.on_day(day):
        people = {key: one.person for key, one in story.staff.items()}
        held(story, council, day, [point], people["director"], people["deputy"], story.users["secretary"])
        decision = Decision.objects.filter(protocol__body=council, protocol__held_on=day).first()
        for to in ("checked", "proposed", "council", "closed"):
            cited = {"decision": decision} if to == "council" else {}
            advance_term(term, to, version=closing.state_of(term).version, by=story.deputy, **cited)


def working(day):
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=8 - day.isoweekday() if day.isoweekday() > 5 else 0)


def decided(story, term):
    """{(student, subject): (value, code, own)} of a term."""
    rng, found = story.rng(f"results {term.number}"), {}
    means = averages(term)
    scales = policy.scales_for(policy.sections().filter(group__year=story.year))
    free = {(row.student_id, row.subject_id) for row in Exemption.objects.all() if here(row, term.ends_on)}
    by_halves = term.kind == Term.Kind.HALF
    for student, section, _class in who(story, term.ends_on):
        if section.by_half_years != by_halves:
            continue
        key = student, section.subject_id
        if key in free:
            found[key] = (None, Result.Code.EXEMPT, "")
        elif key not in means:
            if section.subject.has_marks and scales[section.pk].kind != LEVELS:
                found[key] = (None, Result.Code.NOT_ATTESTED, "")
        elif (scale := means[key][0]).kind == PASS:
            found[key] = (None, Result.Code.PASS if means[key][1] * 2 >= 1 else Result.Code.FAIL, "")
        elif scale.kind == LEVELS:
            found[key] = (None, Result.Code.LEVEL, scale.said(round(means[key][1])))
        else:
            mean = means[key][1]
            value = scale.mark_of(mean)
            if (
                scale == FIVE_POINTS
                and value < 5
                and mean - value >= 0
                and value + 0.5 - float(mean) <= 0.12
                and rng.random() < KINDER
            ):
                value += 1
            found[key] = (value, "", "")
    return found


def averages(term):
    """{(student, subject): (scale, weighted mean)} of a term's marks; of values in words the mean of their numbers."""
    sums, scales = defaultdict(lambda: [0, 0]), {}
    known = policy.grading()[1] | {None: FIVE_POINTS}
    cells = Cell.objects.of_lessons().filter(lesson__date__range=(term.starts_on, term.ends_on), first__isnull=False)
    for student, subject, scale, most, first, second, retake, weight in cells.values_list(
        "student_id",
        "lesson__section__subject_id",
        "scale_id",
        "lesson__most",
        "first",
        "second",
        "retake",
        "lesson__kind__weight",
    ):
        scales[student, subject] = known[scale]
        points = (most or known[scale].top) if known[scale].kind == CRITERIA else 1
        for mark in counted(first, second, retake):
            sums[student, subject][0] += mark * (weight or 1)
            sums[student, subject][1] += points * (weight or 1)
    return {key: (scale, scale.mean(*sums[key]) or sums[key][0] / sums[key][1]) for key, scale in scales.items()}


def of_year(story):
    """{(student, subject): (value, code, own)}: from the terms' marks; who has none has what the last term says."""
    terms, said = defaultdict(list), {}
    rows = Result.objects.filter(year=story.year, period=Result.Period.TERM).order_by("term__ends_on")
    for student, subject, value, *words in rows.values_list("student_id", "subject_id", "value", "code", "own"):
        if value:
            terms[student, subject].append(value)
        else:
            said[student, subject] = (None, *words)
    return said | {key: (year_mark(values), "", "") for key, values in terms.items()}


def who(story, day):
    """(student, section with marks or levels, class) of everybody on the roll on `day`."""
    scales = policy.scales_for(policy.sections().filter(group__year=story.year))
    seats, parts = defaultdict(list), defaultdict(set)
    for row in Placement.objects.on(day).filter(school_class__year=story.year):
        seats[row.school_class_id].append(row.student_id)
    for row in Membership.objects.on(day).filter(group__year=story.year):
        parts[row.group_id].add(row.student_id)
    for section, course in story.sections:
        for key in course.classes:
            if scales[section.pk].marked:
                of = story.classes[key].pk
                members = parts[section.group_id] if course.part else seats[of]
                yield from ((student, section, of) for student in seats[of] if student in members or not course.part)


def write(story, period, term, found):
    """One statement for each teacher's results, in the teacher's name."""
    day = term.ends_on if term else story.year.ends_on
    rows = defaultdict(list)
    teachers = {section.pk: course.teacher for section, course in story.sections}
    at = moment(day, time(15), 0)
    for student, section, of in who(story, day):
        if (student, section.subject_id) in found:
            value, code, own = found.pop((student, section.subject_id))
            user = story.users_of(teachers[section.pk])
            rows[user].append(
                Result(
                    student_id=student,
                    school_class_id=of,
                    subject_id=section.subject_id,
                    section=section,
                    year=story.year,
                    period=period,
                    term=term,
                    value=value,
                    code=code,
                    own=own,
                    set_by=user,
                    set_at=at,
                )
            )
    for user, mine in rows.items():
        with acting(user):
            Result.objects.bulk_create(mine, batch_size=5000)
            record("journal.set_results", by=user, results=len(mine))
