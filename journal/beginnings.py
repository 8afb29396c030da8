"""The scales that every school begins with; a migration and the installation write them, the school adds its own."""

# code, kind, names, lowest and highest points, from where a mean proposes 5, 4 and 3 (of criteria in per cent), values.
# The bands are proposals: no regulation gives them.
SCALES = [
    ("five", "five", "Беш баллдык", "Пятибалльная", 2, 5, (), ()),
    (
        "levels",
        "levels",
        "Баасыз, деңгээлдер менен",
        "Без отметок, по уровням",
        2,
        5,
        (),
        (
            ("т", 3, "толук өздөштүрдү", "освоено полностью", 5),
            ("ж", 2, "жарым-жартылай өздөштүрдү", "освоено частично", 3),
            ("э", 1, "өздөштүрө элек", "ещё не освоено", 2),
        ),
    ),
    (
        "pass",
        "pass",
        "Зачёт",
        "Зачёт",
        2,
        5,
        (),
        (("зч", 1, "өттү", "зачтено", 5), ("нзч", 0, "өткөн жок", "не зачтено", 2)),
    ),
    ("ten", "points", "Он баллдык", "Десятибалльная", 1, 10, ("8.5", "6.5", "4.5"), ()),
    ("hundred", "points", "Жүз баллдык", "Стобалльная", 0, 100, ("85", "65", "45"), ()),
    ("criteria", "criteria", "Критерийлер боюнча", "По критериям", 0, 10, ("85", "65", "40"), ()),
    ("none", "none", "Баасыз", "Без отметок", 2, 5, (), ()),
]
BANDS = ("five_from", "four_from", "three_from")


def add_scales(scale_model, value_model) -> None:
    """What is there already stays as it is."""
    known = set(scale_model.objects.values_list("code", flat=True))
    for code, kind, ky, ru, bottom, top, bands, values in SCALES:
        if code in known:
            continue
        facts = {"kind": kind, "name_ky": ky, "name_ru": ru, "bottom": bottom, "top": top}
        scale = scale_model.objects.create(code=code, **facts, **dict(zip(BANDS, bands, strict=False)))
        for text, number, name_ky, name_ru, tone in values:
            about = {"name_ky": name_ky, "name_ru": name_ru, "tone": tone}
            value_model.objects.create(scale=scale, text=text, number=number, **about)
