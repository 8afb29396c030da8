"""What a demo lesson was about: topic, homework and kind of work, in the language of its class. Pure."""

from schoolmis.demo import marks, topics_ky, topics_ru

WORDS = {"ky": topics_ky, "ru": topics_ru}


def topics(subject: str, grade: int, language: str) -> list[str]:
    """Topics of a subject in turn; the primary grades have their own where they differ."""
    for words in (WORDS[language].TOPICS, topics_ky.TOPICS):
        found = grade < 5 and words.get(f"{subject}.1") or words.get(subject)
        if found:
            return [" ".join(topic.split()) for topic in found.split("|")]
    return []


def homework(rng, subject: str, grade: int, language: str) -> str:
    """Empty in grade 1, for practical subjects, and sometimes elsewhere."""
    if grade == 1 or subject in marks.PRACTICAL or rng.random() < 0.15:
        return ""
    words = WORDS[language].HOMEWORK
    text = words.get(subject) or words[""]
    return text.format(n=rng.randint(12, 240), m=rng.randint(241, 420), p=rng.randint(8, 150), s=rng.randint(2, 30))


def topic_at(course, language: str, turn: int) -> tuple[str, str]:
    """(kind's code, topic) of lesson number `turn` (from 0) of a schoolmis.demo.plan.Course."""
    subject, grade = course.subject, course.classes[0][0]
    kind, words = "" if grade == 1 else marks.kind_of(subject, turn), WORDS[language]
    if kind == "control":
        return kind, words.CONTROL.format(n=turn // 8 + 1)
    if turn % 8 == 0 and turn and subject not in marks.PRACTICAL and grade > 1:
        return kind, words.REVIEW
    names = topics(subject, grade, language)
    return kind, names[turn // max(2, course.hours) % len(names)] if names else ""


def told(rng, course, language: str, turn: int) -> tuple[str, str, str]:
    """(kind's code, topic, homework) of lesson number `turn` (from 0) of a schoolmis.demo.plan.Course."""
    kind, topic = topic_at(course, language, turn)
    subject, grade = course.subject, course.classes[0][0]
    return kind, topic, "" if kind == "control" else homework(rng, subject, grade, language)
