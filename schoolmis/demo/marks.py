"""How marks and absences of the demo school fall: ability, difficulty, chance. Pure; measured against real marks."""

from datetime import date

# How much harder than the mean a subject is marked, in marks.
DIFFICULTY = {
    "ALG": 0.3,
    "GEO2": 0.35,
    "PHY": 0.3,
    "CHE": 0.25,
    "MAT": 0.15,
    "RUS": 0.1,
    "ENG": 0.1,
    "KYR": 0.05,
    "PED": -0.65,
    "MUS": -0.6,
    "ART": -0.6,
    "TEC": -0.5,
    "ETH": -0.4,
    "DCH": -0.4,
    "MAN": -0.2,
}
MEAN, SPREAD, NOISE = 3.9, 0.62, 0.55
SHARE = 0.24  # of an ordinary lesson's students are asked
EVERY = 95  # school days between two illnesses
ILL, EXCUSED, UNKNOWN, LATE = "б", "у", "н", 0.008


def level(ability: float, subject: str, taste: float) -> float:
    """What a student's marks in a subject gather around; `taste` is the student's own leaning, 0 ± 1."""
    return MEAN + SPREAD * ability + 0.28 * taste - DIFFICULTY.get(subject, 0)


def mark(rng, around: float) -> int:
    """One mark; a two comes less often than chance alone would have it."""
    drawn = around + rng.gauss(0, NOISE)
    if drawn < 2.5 and rng.random() < 0.45:
        drawn = 3
    return min(5, max(2, round(drawn)))


def absences(rng, days: list[date], weak: float) -> dict[date, str]:
    """{day: letter} of the whole days missed: runs of illness, a few days with a reason, a few without."""
    found = {}
    start = rng.expovariate(1 / EVERY)
    while start < len(days):
        length = min(9, 2 + int(rng.expovariate(1 / 1.8)))
        for day in days[int(start) : int(start) + length]:
            found[day] = ILL
        start += length + rng.expovariate(1 / EVERY)
    for day in days:
        if day not in found and rng.random() < 0.004:
            found[day] = EXCUSED
        elif day not in found and rng.random() < 0.003 + 0.006 * max(0.0, -weak):
            found[day] = UNKNOWN
    return found


# Kinds of work by subject, for the lessons in between; control works come on their own.
KINDS = {
    "PHY": ["lab", "test", "independ"],
    "CHE": ["lab", "test", "independ"],
    "BIO": ["lab", "test", "oral"],
    "KYR": ["dictation", "independ", "oral"],
    "RUS": ["dictation", "independ", "oral"],
    "KLT": ["essay", "oral"],
    "RLT": ["essay", "oral"],
    "MAT": ["independ", "test", "homework"],
    "ALG": ["independ", "test", "homework"],
    "GEO2": ["independ", "test"],
    "ENG": ["test", "oral", "independ"],
}
PRACTICAL = {"PED", "MUS", "ART", "TEC", "DRW", "ETH", "CLS", "FAK", "DCH"}
WRITTEN = {"control", "dictation", "essay", "test", "lab", "independ"}


def kind_of(subject: str, turn: int) -> str:
    """Code of the kind of work of a section's lesson number `turn` (from 0); empty for an ordinary lesson."""
    if subject in PRACTICAL:
        return ""
    if turn % 8 == 7:
        return "control"
    if turn % 4 == 2:
        kinds = KINDS.get(subject, ["oral", "test"])
        return kinds[turn // 4 % len(kinds)]
    return ""


def share_asked(rng, kind: str) -> float:
    """What part of those present gets a mark in a lesson."""
    if kind == "control":
        return 0.97
    return rng.uniform(0.6, 0.9) if kind in WRITTEN else max(0.0, rng.gauss(SHARE, 0.1))
