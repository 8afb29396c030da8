"""The demo's staff files: diplomas, attestations, training, awards, documents that run out."""

from datetime import date, timedelta

from schoolmis import demo
from schoolmis.audit.book import acting, record
from schoolmis.people.models import Attestation, Award, Diploma, Employee, Publication, StaffPaper, Training

INSTITUTIONS = (
    "И. Арабаев атындагы КМУ",
    "Ж. Баласагын атындагы КУУ",
    "К. Тыныстанов атындагы ЫМУ",
    "Ош мамлекеттик университети",
)
COURSES = (
    ("Сабакта сынчыл ойлом", 72),
    ("Функционалдык сабаттуулук", 36),
    ("Санариптик билим берүү ресурстары", 72),
    ("Инклюзивдүү билим берүү", 36),
    ("Калыптандыруучу баалоо", 24),
)
AWARDS = ("Билим берүүнүн мыктысы", "Райондук билим берүү бөлүмүнүн ардак грамотасы", "Министрликтин ардак грамотасы")


@demo.part(order=15)
def staff_files(progress, story):
    """Volume in bulk, as the demo's staff itself; the categories are those of the cards."""
    progress("Staff files")
    rng, staff = story.rng("staff files"), list(story.staff.values())
    rows = {model: [] for model in (Diploma, Attestation, Training, Award, Publication, StaffPaper)}
    for one in staff:
        finished = story.first - (one.experience or 0) - rng.randint(0, 2)
        rows[Diploma].append(_diploma(one, finished, rng))
        if one.category:
            rows[Attestation].append(_attestation(one, story, rng))
            one.category_until = rows[Attestation][-1].valid_until
        for title, hours in rng.sample(COURSES, rng.randint(0, 2)) if one.position == "teacher" else ():
            first = date(story.first - rng.randint(0, 2), rng.choice([1, 3, 6]), rng.randint(2, 20))
            rows[Training].append(_training(one, title, hours, first, rng))
        if (one.experience or 0) > 15 and rng.random() < 0.5:
            given = date(story.first - rng.randint(1, 8), 10, 5)
            title = rng.choice(AWARDS)
            kind = "rank" if title == AWARDS[0] else "award"
            rows[Award].append(Award(employee=one, kind=kind, title=title, given_on=given))
        until = story.today + timedelta(rng.randint(-20, 330))
        number = str(rng.randint(1000, 9999))
        medical = StaffPaper(employee=one, kind="medical", number=number, valid_until=until)
        rows[StaffPaper].append(medical)
    deputy = story.staff["deputy"]
    title = "Кыргыз тили сабагында долбоордук иш"
    rows[Publication].append(Publication(employee=deputy, title=title, place="«Кут билим»", year=story.first - 1))
    _part_time(story)
    with acting(story.installer):
        for model, of in rows.items():
            model.objects.bulk_create(of)
        Employee.objects.bulk_update(staff, ["category_until", "employment", "rate", "languages"])
        record("people.keep_staff_files", by=story.installer, count=sum(map(len, rows.values())))


def _diploma(one, finished, rng):
    level = one.education or "higher"
    place = rng.choice(INSTITUTIONS) if level == "higher" else "Каракол педагогикалык колледжи"
    number = f"{rng.choice('ДВ')}-{rng.randint(100000, 999999)}"
    speciality = one.subjects_text or one.post
    return Diploma(
        employee=one, level=level, institution=place, speciality=speciality, finished=finished, number=number
    )


def _attestation(one, story, rng):
    given = date(story.first - rng.randint(0, 4), 5, rng.randint(10, 28))
    until = given.replace(year=given.year + 5) if rng.random() > 0.1 else story.today + timedelta(rng.randint(10, 80))
    document = f"РББ, № {rng.randint(10, 90)}"
    return Attestation(employee=one, category=one.category, given_on=given, document=document, valid_until=until)


def _training(one, title, hours, first, rng):
    certificate = f"РМИПК-{rng.randint(1000, 9999)}"
    last = first + timedelta(hours // 6)
    return Training(
        employee=one,
        title=title,
        place="Билим берүү академиясы",
        hours=hours,
        starts_on=first,
        ends_on=last,
        certificate=certificate,
    )


def _part_time(story):
    """Rates and employment that a staff list has: not everybody is there for the whole day."""
    for key, one in story.staff.items():
        one.languages = "кыргызча, орусча" + (", англисче" if key.startswith("eng") else "")
        if key in ("psychologist", "nurse"):
            one.rate, one.employment = "0.50", "outside"
        elif key == "administrator":
            one.rate = "0.50"
