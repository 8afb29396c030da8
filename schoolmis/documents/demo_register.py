"""The demo's documents and instructions: what a village school gets and sends in a term."""

from datetime import timedelta

from schoolmis import clock, demo
from schoolmis.documents import instructing, registering
from schoolmis.documents.models import CaseFile, DocumentKind, Task

DISTRICT, AKIMIAT, HEALTH = "Тоң райондук билим берүү бөлүмү", "Ак-Терек айыл өкмөтү", "Үй-бүлөлүк дарыгерлер борбору"
IN = (
    ("Кат", DISTRICT, "Окуу жылынын башталышына даярдык жөнүндө маалымат берүү", "deputy"),
    ("Суроо-талап", DISTRICT, "ОШ-1 отчетун тапшыруу жөнүндө", "deputy"),
    ("Буйрук (жогорку органдан)", DISTRICT, "Райондук олимпиаданы өткөрүү жөнүндө", "deputy"),
    ("Кат", AKIMIAT, "Айыл аймагын тазалоо айлыгына катышуу жөнүндө", "upbringing"),
    ("Суроо-талап", HEALTH, "Окуучуларды медициналык кароодон өткөрүү графиги жөнүндө", "nurse"),
    ("Кат", DISTRICT, "Окуу китептеринин муктаждыгы боюнча маалымат", "librarian"),
    ("Суроо-талап", "Социалдык фонд", "Кызматкерлердин эмгек стажы боюнча маалымат", "accountant"),
    ("Кат", "Ички иштер бөлүмү", "Жол эрежелери боюнча сабак өтүү жөнүндө", "social"),
    ("Арыз", "Ата-эне", "Мектептен маалымкат берүү жөнүндө", "secretary"),
    ("Буйрук (жогорку органдан)", DISTRICT, "Кышкы каникулга даярдык жөнүндө", "upbringing"),
)
OUT = (
    ("Кат", DISTRICT, "Окуу жылынын башталышына даярдык жөнүндө маалымат"),
    ("Отчет", DISTRICT, "ОШ-1 отчету"),
    ("Кат", AKIMIAT, "Тазалоо айлыгынын жыйынтыгы жөнүндө"),
    ("Кат", HEALTH, "Медициналык кароонун графигин макулдашуу"),
    ("Кат", DISTRICT, "Окуу китептеринин муктаждыгы боюнча маалымат"),
)
OWN = (
    ("Билдирүү кат", "Спорт залынын жылытуу системасын оңдоо жөнүндө"),
    ("Акт", "Химия кабинетинин жабдууларын кабыл алуу актысы"),
    ("Билдирүү кат", "Себепсиз калтырылган сабактар боюнча"),
)


@demo.part(order=38)
def documents(progress, story):
    """R3-4.1/2: some thirty documents of the term, some late; three instructions in different states."""
    progress("Documents and instructions")
    office, director = story.users["secretary"], story.director
    kinds = {one.name_ky: one for one in DocumentKind.objects.all()}
    cases = {one.index: one for one in CaseFile.objects.all()}
    people = {key: one.person for key, one in story.staff.items()}
    begin, answered = story.day(9, 2), []
    last = clock.today()
    for turn in range(2):
        for number, (kind, whom, about, key) in enumerate(IN):
            on = min(begin + timedelta(days=4 * number + 45 * turn), last)
            letter = registering.register(
                "in",
                by=office,
                registered_on=on,
                kind=kinds[kind],
                correspondent=whom,
                their_number=f"01-{12 + turn}/{140 + 7 * number + 90 * turn}",
                their_date=on - timedelta(days=2),
                summary=about,
                is_restricted=key == "social",
            )
            answered.append(_work(letter, people[key], turn, number, cases, director, office))
    for number, (kind, whom, about) in enumerate(OUT):
        on = min(begin + timedelta(days=6 + 5 * number), last)
        registering.register(
            "out",
            by=office,
            registered_on=on,
            kind=kinds[kind],
            correspondent=whom,
            summary=about,
            answers=answered[number],
        )
    for number, (kind, about) in enumerate(OWN):
        on = min(begin + timedelta(days=10 * number), last)
        registering.register("own", by=office, registered_on=on, kind=kinds[kind], summary=about)
    _instructions(story, people, director)


def _work(letter, person, turn, number, cases, director, office):
    """The first turn is done and filed; of the second some wait, some are late."""
    due = min(letter.registered_on + timedelta(days=14), clock.today() + timedelta(days=3 * number - 6))
    facts = {"resolution": "Аткарууга. Жыйынтыгын билдириңиз.", "responsible": person, "due_on": due}
    if turn and number > 7:
        return letter
    letter = registering.resolve(letter, version=letter.version, by=director, **facts)
    if not turn:
        letter = registering.complete(letter, version=letter.version, outcome="Жооп жөнөтүлдү", by=office)
        letter = registering.file_away(letter, version=letter.version, case=cases["01-01"], by=office)
    return letter


def _instructions(story, people, director):
    today = clock.today()
    given = (
        ("I чейректин жыйынтыгы боюнча талдоо жазып, педагогикалык кеңешке даярдоо", ["deputy"], 5),
        ("Кышкы мезгилге кабинеттердин жылуулугун текшерип чыгуу", ["upbringing", "social"], 9),
        ("Журналдардын толтурулушун текшерүү жана маалымат берүү", ["deputy", "administrator"], 2),
    )
    made = [
        instructing.instruct(text, [people[key] for key in keys], due_on=today + timedelta(days=days), by=director)
        for text, keys, days in given
    ]
    mine = Task.objects.get(instruction=made[0])
    instructing.read(mine, by=story.deputy)
    instructing.report(mine, report="Талдоо даяр, тиркелди", by=story.deputy)
    instructing.read(made[2].tasks.get(person=people["deputy"]), by=story.deputy)
