"""The demo's orders of the whole school: duties, a commission, a regulation, an amendment, and who has read them."""

from schoolmis import demo
from schoolmis.audit.book import acting
from schoolmis.orders import reading
from schoolmis.orders.demo.school import signed
from schoolmis.orders.general.wording import DUTIES


@demo.part(order=37)
def general_orders(progress, story):
    """Each by its act, on days of this autumn; some have read, some not yet."""
    if not story.past(story.day(10, 20)):
        return
    progress("Orders of the whole school")
    staff = story.staff
    rows = [
        {"employee": staff[key].pk, "text_ky": DUTIES[role][0], "text_ru": DUTIES[role][1]}
        for key, role in (("deputy", "deputy"), ("secretary", "secretary"), ("administrator", "administrator"))
    ]
    duties = signed(story, "duties", story.day(10, 12), {"duties": rows})
    named = [("deputy", "chair"), ("upbringing", "member"), ("secretary", "secretary")]
    payload = {
        "name_ky": "Аттестациялык комиссия",
        "name_ru": "Аттестационная комиссия",
        "body": "attestation",
        "members": [{"employee": staff[key].pk, "post": post} for key, post in named],
    }
    commission = signed(story, "commission", story.day(10, 12), payload, executed=False)
    regulation = {
        "name_ky": "Окуучуларды которуу, чыгаруу жана калыбына келтирүү жөнүндө жобо",
        "name_ru": "Положение о переводе, отчислении и восстановлении учащихся",
        "version": "2",
    }
    signed(
        story,
        "regulation",
        story.day(10, 13),
        regulation,
        basis_ky="Педагогикалык кеңештин протоколу № 2",
        basis_ru="Протокол педагогического совета № 2",
    )
    subbotnik = signed(
        story,
        "other",
        story.day(10, 14),
        {},
        title_ky="Күзгү ишембилик өткөрүү жөнүндө",
        title_ru="О проведении осеннего субботника",
        text_ky="1. Ишембилик 17-октябрда өткөрүлсүн.\n2. Класс жетекчилер класстарын камсыз кылышсын.",
        text_ru="1. Провести субботник 17 октября.\n2. Классным руководителям обеспечить участие классов.",
        executed=False,
        controller=staff["upbringing"],
    )
    points = [
        {
            "point": 1,
            "becomes_ky": "Ишембилик 24-октябрда өткөрүлсүн.",
            "becomes_ru": "Провести субботник 24 октября.",
        }
    ]
    signed(
        story,
        "amendment",
        story.day(10, 16),
        {"order": subbotnik.pk, "points": points},
        basis_ky="Аба ырайы",
        basis_ru="Погодные условия",
    )
    with acting(story.director):
        teachers = [staff[key].person for key in list(staff)[4:14]]
        reading.put_in_list(subbotnik, teachers, by=story.director)
    for row in [
        *duties.acquaintances.all()[:2],
        *commission.acquaintances.all()[:1],
        *subbotnik.acquaintances.all()[:6],
    ]:
        reading.acquaint_on_paper(row, on=story.day(10, 19), by=story.director)
