"""Minutes, days, links and files of the demo's homework."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from PIL import Image, ImageDraw

from journal.models import HomeworkFile, Lesson
from schoolmis import demo
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.demo.marks import PRACTICAL
from schoolmis.files.actions import DOCUMENTS, keep_file

LINKS = {
    "GEO": "https://ky.wikipedia.org/wiki/География",
    "BIO": "https://ky.wikipedia.org/wiki/Биология",
    "HIS": "https://ky.wikipedia.org/wiki/Тарых",
}
MINUTES = (10, 15, 15, 20, 20, 25, 30, 40)
FILES = 60


@demo.part(order=55)
def homework(progress, story):
    """Of this term: two of three teachers tell the minutes, some choose another day, a few add a page or a photo."""
    progress("Homework")
    rng, today = story.rng("homework"), story.today
    term = next((term for term in story.year.terms.all() if term.starts_on <= today <= term.ends_on), None)
    if term is None:
        return
    given = Lesson.objects.held().filter(section__group__year=story.year, date__range=(term.starts_on, today))
    given = given.exclude(homework="").select_related("section__subject").order_by("-date", "pk")
    changed, pictured = [], []
    for lesson in given:
        code = lesson.section.subject.code
        if rng.random() < 0.65:
            lesson.minutes = rng.choice(MINUTES)
        if code in LINKS and rng.random() < 0.3:
            lesson.link = LINKS[code]
        changed.append(lesson)
        if code not in PRACTICAL and len(pictured) < FILES and rng.random() < 0.15:
            pictured.append(lesson)
    with acting(story.deputy):
        Lesson.objects.bulk_update(changed, ["minutes", "link"], batch_size=2000)
        record("journal.kept", by=story.deputy, homework=len(changed))
    teachers = Lesson.objects.filter(pk__in=[one.pk for one in pictured], section__loads__ends_on=None)
    users = dict(teachers.values_list("pk").annotate(user=F("section__loads__teacher__person__user")))
    by = User.objects.in_bulk(set(users.values()))
    for lesson in pictured:
        _photo(lesson, by[users[lesson.pk]])


def _photo(lesson, by):
    """A page of an exercise book with the task on it."""
    page = Image.new("RGB", (900, 640), "white")
    pen = ImageDraw.Draw(page)
    for y in range(40, 640, 40):
        pen.line([(0, y), (900, y)], fill=(200, 214, 230))
    pen.line([(90, 0), (90, 640)], fill=(220, 120, 120))
    for y in range(3):
        pen.line([(120, 75 + 80 * y), (320 + 140 * y, 70 + 80 * y)], fill=(40, 60, 120), width=4)
    out = io.BytesIO()
    page.save(out, "PNG")
    with acting(by):
        stored = keep_file(SimpleUploadedFile("барак.png", out.getvalue()), by=by, kinds=DOCUMENTS)
        HomeworkFile.objects.create(lesson=lesson, file=stored, added_by=by)
        record("journal.add_homework_files", lesson, by=by, files=[stored.pk])
