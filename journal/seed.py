"""What every journal begins with: kinds of work, and which grades study without marks (domain facts §2.2, §2.3)."""

from journal import norms
from journal.beginnings import add_scales
from journal.models import GradingPolicy, Scale, ScaleValue, WorkKind
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.orders.installation import at_installation

# code, Kyrgyz, Russian, short in both, weight (0: it does not enter the average); the school adds and changes its own.
KINDS = (
    ("current", "Күндөлүк баа", "Текущая отметка", "", "", 1),
    ("oral", "Оозеки жооп", "Устный ответ", "ОЖ", "УО", 1),
    ("homework", "Үй тапшырма", "Домашняя работа", "ҮТ", "ДР", 1),
    ("independ", "Өз алдынча иш", "Самостоятельная работа", "ӨИ", "СР", 1),
    ("test", "Тест", "Тест", "Т", "Т", 1),
    ("lab", "Лабораториялык иш", "Лабораторная работа", "ЛИ", "ЛР", 1),
    ("dictation", "Жат жазуу", "Диктант", "ЖЖ", "Д", 2),
    ("essay", "Дил баян", "Сочинение", "ДБ", "С", 2),
    ("diagnose", "Диагностикалык иш", "Диагностическая работа", "ДИ", "ДгР", 0),
    ("control", "Текшерүү иш", "Контрольная работа", "ТИ", "КР", 2),
)
# programme, from grade, to grade, from year, code of the scale; what no row covers has five points.
POLICIES = (
    (11, 1, 1, 2000, "levels"),
    (12, 1, 3, 2025, "levels"),
)


@at_installation
def seed(by: User) -> None:
    """Write what is not there yet; a school's own changes stay."""
    with acting(by):
        for order, (code, ky, ru, short_ky, short_ru, weight) in enumerate(KINDS, 1):
            facts = {"name_ky": ky, "name_ru": ru, "short_ky": short_ky, "short_ru": short_ru}
            facts |= {"weight": weight or 1, "counts": bool(weight), "order": order * 10}
            WorkKind.objects.get_or_create(code=code, defaults=facts)
        add_scales(Scale, ScaleValue)
        if not GradingPolicy.objects.exists():
            names = ("programme", "grade_from", "grade_to", "year_from")
            known = dict(Scale.objects.values_list("code", "pk"))
            GradingPolicy.objects.bulk_create(
                GradingPolicy(**dict(zip(names, row, strict=True)), scale_id=known[code]) for *row, code in POLICIES
            )
        norms.seed()
        record("journal.seed", by=by)
