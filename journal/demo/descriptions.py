"""Assessments in words in the demo: the terms that are over in classes without marks, and the phrases of a teacher."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from journal import descriptions, policy
from journal.models import OwnPhrase, TermText
from journal.roster import members
from schoolmis import demo
from schoolmis.audit.book import acting, record

PHRASES = (
    "Сабакка даяр келет, тапшырмаларды аягына чыгарат.",
    "Өз алдынча иштегенди жакшы көрөт.",
    "Топто иштегенде досторуна жардам берет.",
    "Суроолорду кунт коюп угат, толук жооп берет.",
    "Үйдө күнүгө он мүнөт окутуп туруңуздар.",
)
WORDS = {
    "strong": (
        "Программанын материалын толук өздөштүрдү. Түшүндүрмөсү так, жообун өз сөзү менен айтат.",
        "Чейректин темаларын ишенимдүү билет, кошумча тапшырмаларды өзү сурап алат.",
    ),
    "middle": (
        "Негизги темаларды түшүнөт, бирок тапшырманы шашпай текшергенди үйрөнүүсү керек.",
        "Тааныш тапшырмаларды жакшы аткарат, жаңысында мугалимдин багыт берүүсүн күтөт.",
    ),
    "weak": (
        "Тапшырмаларды мугалимдин жардамы менен аткарат. Чейрек ичинде бир топ алга жылды, муну улантуу маанилүү.",
    ),
}


@demo.part(order=64)
def texts(progress, story):
    """Given at the end of each term that is over; of the term under way a few first ones stand unseen."""
    rng, made, writers = story.rng("texts"), [], set()
    known = {one.pk: one for one in policy.sections().filter(group__year=story.year)}
    for section, course in story.sections:
        full = known[section.pk]
        if not descriptions.is_described(full):
            continue
        by = story.users_of(course.teacher)
        for term in full.periods():
            over = term.ends_on < story.today
            if term.starts_on >= story.today or not (over or by not in writers):
                continue
            at = timezone.make_aware(datetime.combine(min(term.ends_on, story.today - timedelta(days=1)), time(15, 20)))
            sat = members(full, term.starts_on, term.ends_on)
            about = {"subject": full.subject, "section": full, "year": story.year, "term": term, "written_by": by}
            for one in sat if over else sat[:4]:
                level = marks_of(story.ability.get(one.id, 0), rng)
                words = f"{rng.choice(WORDS[level])} {rng.choice(PHRASES)}"
                about |= {"words": words, "written_at": at, "given_at": at if over else None}
                made.append(TermText(student_id=one.id, **about))
        writers.add(by)
    if made:
        progress("Assessments in words")
        with acting(story.deputy):
            TermText.objects.bulk_create(made)
            OwnPhrase.objects.bulk_create(OwnPhrase(owner=by, words=words) for by in writers for words in PHRASES)
            record("journal.kept", by=story.deputy, texts=len(made))


def marks_of(ability: float, rng) -> str:
    drawn = ability + rng.uniform(-0.4, 0.4)
    return "strong" if drawn > 0.3 else "middle" if drawn > -0.5 else "weak"
