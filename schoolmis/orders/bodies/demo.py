"""The demo's council, prevention council and method association, with what they have decided so far."""

from datetime import date

from schoolmis import demo
from schoolmis.orders.bodies.actions import change_body, open_body, seat
from schoolmis.orders.bodies.protocols import draft_protocol, sign_protocol
from schoolmis.orders.models import Body, Seat

PROMOTION = [
    (
        "1–10-класстардын окуучуларын кийинки класска көчүрүү жөнүндө",
        "Окуу бөлүмүнүн башчысы окуу жылынын жыйынтыгы боюнча маалымат берди: окуу программасын өздөштүргөндөрдүн "
        "тизмеси класс жетекчилер тарабынан такталды.",
        "Класс жетекчилер тизмелерди колдошту.",
        "1. Окуу программасын өздөштүргөн 1–8 жана 10-класстардын окуучулары кийинки класска көчүрүлсүн.\n"
        "2. Академиялык карызы бар окуучулар шарттуу түрдө көчүрүлсүн, карызын жоюу мөөнөтү белгиленсин.",
    ),
    (
        "9- жана 11-класстардын бүтүрүүчүлөрү жөнүндө",
        "Жыйынтыктоочу мамлекеттик аттестациянын жыйынтыктары угулду.",
        "",
        "1. 9-класстын окуучулары негизги мектепти бүтүрдү деп эсептелсин.\n"
        "2. 11-класстын окуучулары орто мектепти бүтүрдү деп эсептелсин.",
    ),
]
AUGUST = [
    (
        "Жаңы окуу жылына даярдык жана окуу планын бекитүү жөнүндө",
        "Мектеп директору класстардын, окуу китептеринин жана кабинеттердин даярдыгы тууралуу маалымат берди.",
        "Усулдук бирикменин жетекчилери окуу планы боюнча сунуштарын айтышты.",
        "1. Окуу планы жана мектептин иш планы бекитилсин.\n2. Окуу жүгүнүн бөлүштүрүлүшү макулдашылсын.",
    ),
    (
        "Мектептин ички тартип эрежелери жөнүндө",
        "Тарбия иштери боюнча орун басары эрежелердин жаңы редакциясын тааныштырды.",
        "",
        "Эрежелер кабыл алынсын, директорго бекитүүгө сунушталсын.",
    ),
]
PREVENTION = [
    (
        "Сабакты себепсиз калтыруунун алдын алуу жөнүндө",
        "Социалдык педагог сентябрь айындагы катышуу боюнча маалымат берди.",
        "Класс жетекчилер ата-энелер менен жүргүзүлгөн иштер жөнүндө айтышты.",
        "1. Себепсиз калтырган окуучулардын үй-бүлөлөрүнө барылсын.\n2. Жыйынтыгы кийинки отурумда угулсун.",
    ),
]


def points(given, there, abstained=0):
    names = ("question", "heard", "spoke", "decided")
    votes = {"votes_for": there - abstained, "votes_against": 0, "abstained": abstained}
    return [dict(zip(names, one, strict=True)) | votes for one in given]


@demo.part(order=15)
def bodies(progress, story):
    """R2-5: the August council and that of June; a prevention council; a method association; a draft to go on with."""
    progress("Bodies and protocols")
    office, people = story.users["secretary"], {key: one.person for key, one in story.staff.items()}
    council = Body.objects.get(kind=Body.Kind.COUNCIL)
    since = date(story.first - 3, 9, 1)
    chair, clerk = people["director"], people["deputy"]
    change_body(council, version=council.version, by=office, starts_on=since)
    everybody = [one for key, one in people.items() if key not in {"administrator", "accountant", "nurse", "secretary"}]
    prevention = open_body("prevention", "Алдын алуу кеңеши", "Совет профилактики", by=office, starts_on=since)
    maths = open_body(
        "methodical",
        "Табигый-математикалык циклдин усулдук бирикмеси",
        "Методическое объединение естественно-математического цикла",
        by=office,
        starts_on=since,
    )
    for body, heads, members in (
        (council, (chair, clerk), everybody),
        (prevention, (people["upbringing"], people["social"]), [people["psychologist"], people["deputy"], chair]),
        (maths, (), [one for key, one in people.items() if key.startswith(("mat", "phy", "inf", "che", "bio"))]),
    ):
        first, second = heads or members[:2]
        _seat(body, first, second, members, since, office)
    held(story, council, date(story.first, 6, 10), PROMOTION, chair, clerk, office)
    held(story, council, date(story.first, 8, 28), AUGUST, chair, clerk, office)
    held(story, prevention, story.day(10, 2), PREVENTION, people["upbringing"], people["social"], office)
    draft_protocol(
        council,
        held_on=story.today,
        chair=chair,
        secretary=clerk,
        by=office,
        points=[{"question": "II чейректин алдын ала жыйынтыгы жөнүндө", "heard": "", "spoke": "", "decided": ""}],
    )


def _seat(body, chair, secretary, members, since, by):
    seat(body, [chair], on=since, post=Seat.Post.CHAIR, by=by)
    seat(body, [secretary], on=since, post=Seat.Post.SECRETARY, by=by)
    seat(body, [one for one in members if one not in (chair, secretary)], on=since, by=by)


def held(story, body, day, given, chair, clerk, by):
    """A sitting that has been: one member is ill, one abstains."""
    if not story.past(day):
        return
    seats = list(Seat.objects.on(day).filter(body=body, post="member").values_list("person_id", flat=True))
    absent = {seats[0]: "ооруп калган"} if len(seats) > 2 else {}
    there = len(seats) + 2 - len(absent)
    facts = {"held_on": day, "chair": chair, "secretary": clerk, "absent": absent}
    sign_protocol(draft_protocol(body, by=by, points=points(given, there, there > 9), **facts), by=by)
