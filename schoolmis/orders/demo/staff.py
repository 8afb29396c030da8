"""The autumn of the demo's staff by signed orders: a trip, leave, somebody hired, a teacher ill today."""

from datetime import timedelta

from schoolmis import demo
from schoolmis.orders.actions import draft_order, sign_order
from schoolmis.orders.basis import in_words
from schoolmis.orders.execution import execute_order
from schoolmis.orders.timesheet.actions import close_timesheet, correct_day


def done(story, kind, on, /, *, basis=("", ""), papers=(), **payload):
    """Drafted by the office, signed and executed on the day `on`, where that day has come; `papers`: of its basis."""
    if on > story.today:
        return None
    by = story.users["secretary"] if kind != "substitution" else story.deputy
    if papers:
        payload, basis = payload | {"basis": list(papers)}, tuple(in_words(papers).values())
    order = draft_order(kind, by=by, payload=payload, basis_ky=basis[0], basis_ru=basis[1])
    return execute_order(sign_order(order, by=story.director, on=on), by=story.director)


def pair(story):
    """(the key of a teacher who falls ill, the key of the one who stands in): the visitor's teacher, same subject."""
    mine = next(key for key, one in story.staff.items() if one.person.user_id == story.users["teacher"].pk)
    same = [course.teacher for _section, course in story.sections if course.teacher.split("-")[0] == mine.split("-")[0]]
    others = [key for key in same if key != mine] or [c.teacher for _s, c in story.sections if c.teacher != mine]
    return max(sorted(set(others)), key=others.count), mine


def lines(story, absent, other, count=2):
    held = {section.pk for section, course in story.sections if course.teacher == other}
    mine = [section for section, course in story.sections if course.teacher == absent and section.pk not in held]
    return [{"section": one.pk, "employee": story.staff[other].pk, "on": "", "hours": 2} for one in mine[:count]]


@demo.part(order=38)
def staff_orders(progress, story):
    progress("Orders on staff")
    ill, stands_in = pair(story)
    trip, pk = story.day(10, 14), lambda key: story.staff[key].pk
    days = {"from": f"{trip}", "to": f"{trip + timedelta(2)}"}
    course = {"place": "Бишкек, Билим берүү академиясы", "purpose": "Квалификацияны жогорулатуу курсу"}
    done(
        story,
        "trip",
        story.day(10, 13),
        employee=pk(ill),
        papers=[{"code": "call", "number": "214", "on": f"{story.day(10, 12)}"}],
        **days,
        **course,
    )
    held = lines(story, ill, stands_in)
    done(
        story, "substitution", story.day(10, 13), absent=pk(ill), lines=held, basis=("Иш сапар", "Командировка"), **days
    )
    unpaid = {"from": f"{story.day(10, 19)}", "to": f"{story.day(10, 23)}", "kind": "unpaid"}
    done(
        story,
        "leave",
        story.day(10, 16),
        employee=pk("psychologist"),
        papers=[{"code": "application", "number": "31", "on": f"{story.day(10, 15)}"}],
        **unpaid,
    )
    post = {
        "position": "other",
        "position_text": "Лаборант",
        "position_text_ru": "Лаборант",
        "employment": "main",
        "rate": "0.5",
        "known": "",
    }
    name = {"last_name": "Кенжебаева", "first_name": "Асель", "patronymic": "Маратовна"}
    done(
        story,
        "hire",
        story.day(11, 2),
        basis=("Арызы", "Заявление"),
        **{"from": f"{story.day(11, 3)}", "until": f"{story.day(12, 31)}"},
        **post,
        **name,
    )
    more = {"position": "psychologist", "position_text": "Психолог", "employment": "main", "rate": "1"}
    moved = {"from": f"{story.day(11, 9)}"} | more
    done(story, "transfer_post", story.day(11, 6), employee=pk("psychologist"), basis=("Арызы", "Заявление"), **moved)
    months(story)
    today(story, ill)


def months(story):
    """September and October are signed; a day of October was corrected before."""
    for month in (story.day(9, 1), story.day(10, 1)):
        last = (month + timedelta(32)).replace(day=1) - timedelta(1)
        if not story.past(last):
            return
        if month.month == 10:
            late = story.day(10, 27)
            librarian, by = story.staff["librarian"], story.users["secretary"]
            correct_day(librarian, late, "other", "Кызматтык кат № 12: үй-бүлөлүк себеп", by=by)
        close_timesheet(month, by=story.director)


def today(story, ill):
    """The teacher is ill from yesterday; a draft waits for the director."""
    if story.today <= story.day(10, 20):
        return
    pk = lambda key: story.staff[key].pk  # noqa: E731
    first, last = story.today - timedelta(1), story.today + timedelta(3)
    sick = {"from": f"{first}", "to": f"{last}", "kind": "sick"}
    done(
        story,
        "absence",
        story.today,
        employee=pk(ill),
        papers=[{"code": "sick", "number": "0187", "on": f"{first}"}],
        **sick,
    )
    later = {"from": f"{story.today + timedelta(10)}", "to": f"{story.today + timedelta(23)}", "kind": "annual"}
    payload = {"employee": pk("nurse")} | later
    draft_order(
        "leave",
        by=story.users["secretary"],
        payload=payload,
        basis_ky="Медайымдын арызы",
        basis_ru="Заявление медсестры",
    )
