"""The demo's events: a half-year of a school's life, most of them around the day."""

from datetime import date, time

from schoolmis import demo
from schoolmis.events.actions import add_event, call_off_event
from schoolmis.events.models import EventKind

KINDS = {
    "party": "Майрамдык иш-чара",
    "contest": "Конкурс, олимпиада",
    "parents": "Ата-энелер чогулушу",
    "council": "Педагогикалык кеңеш",
    "trip": "Экскурсия",
    "exam": "Экзамен",
    "other": "Башка",
}
# day or days | hours | kind | for whom | who is responsible | Kyrgyz | Russian | place | note
EVENTS = """
1.09 | 9:00-10:30 | party | school | director | Биринчи коңгуроо | Первый звонок | Мектептин короосу
23.09 | 10:00-12:00 | party | school | upbringing | Мамлекеттик тил күнү | День государственного языка | Жыйындар залы
5.10 | 13:00-15:00 | party | school | upbringing | Мугалимдер күнү | День учителя | Жыйындар залы
6.11 | 14:00-16:00 | council | staff | deputy | I чейректин жыйынтыгы | Итоги I четверти | Мугалимдер бөлмөсү
16-20.11 |  | contest | grades 5 11 | mat-1 | Математика жумалыгы | Неделя математики
19.11 | 12:00- | other | staff | mat-1 | Ачык сабак: 9-А, геометрия | Открытый урок: 9-А, геометрия
20.11 | 14:00-16:00 | contest | grades 9 11 | mat-1 | Мектеп олимпиадасы: математика | Школьная олимпиада: математика | Комп. 1
21.11 | 10:00-13:00 | contest | grades 8 11 | ped-1 | Волейбол боюнча мектептин биринчилиги | Первенство школы по волейболу | Спортзал
25.11 | 17:30-19:00 | parents | parents | director | Жалпы мектептик ата-энелер чогулушу | Общешкольное родительское собрание | Жыйындар залы
26.11 | 11:00-11:30 | other | school | deputy | Өрт коопсуздугу боюнча машыгуу | Учебная тревога: пожар
27.11 | 14:00-16:00 | party | grades 5 8 | kyr-1 | Адабий кече: «Манас» эпосу | Литературный вечер: эпос «Манас» | Жыйындар залы
3.12 | 8:30-12:00 | other | grades 1 1 | nurse | Медициналык кароо | Медицинский осмотр | Медпункт
9-11.12 |  | exam | grades 9 9 | deputy | Сыноо экзамендери | Пробные экзамены |  | Паспорт же туулгандыгы тууралуу күбөлүк керек.
22.12 | 14:00-16:00 | council | staff | deputy | II чейректин жыйынтыгы | Итоги II четверти | Мугалимдер бөлмөсү
25.12 | 10:00-12:00 | party | grades 1 4 | upbringing | Жаңы жылдык балаты, 1–4-класстар | Новогодняя ёлка, 1–4 классы | Жыйындар залы
26.12 | 15:00-18:00 | party | grades 8 11 | upbringing | Жаңы жылдык кече, 8–11-класстар | Новогодний вечер, 8–11 классы | Жыйындар залы
"""  # noqa: E501 a row a line


def _time(text):
    return time(*map(int, text.split(":"))) if text else None


@demo.part(order=88)
def events(progress, story):
    """Events for everybody, those of 8-А by its homeroom teacher, one called off."""
    kinds = {kind.name_ky: kind for kind in EventKind.objects.all()}
    for line in EVENTS.strip().splitlines():
        when, hours, kind, whom, key, ky, ru, place, note = ([*line.split(" | "), "", ""])[:9]
        days, _dot, month = when.partition(".")
        first, _dash, last = days.partition("-")
        begins, _dash, ends = hours.partition("-")
        whom, *grades = whom.split()
        on = story.day(int(month), int(first))
        add_event(
            kind=kinds[KINDS[kind]],
            title_ky=ky,
            title_ru=ru,
            starts_on=on,
            ends_on=on.replace(day=int(last or first)),
            begins_at=_time(begins),
            ends_at=_time(ends),
            whom=whom,
            grade_from=int(grades[0]) if grades else None,
            grade_to=int(grades[1]) if grades else None,
            place=place,
            note=note,
            responsible=story.staff.get(key),
            by=story.deputy,
        )
    _of_8a(story, kinds)
    _called_off(story, kinds)


def _of_8a(story, kinds) -> None:
    own, by = [story.classes[8, "А"]], story.users["homeroom"]
    mine = {"classes": own, "by": by, "responsible": by.person.employee}
    add_event(
        kind=kinds[KINDS["trip"]],
        title_ky="Тарых музейине экскурсия",
        title_ru="Экскурсия в исторический музей",
        **_on(story.day(11, 24)),
        begins_at=time(14, 0),
        ends_at=time(17, 0),
        whom="classes",
        place="Облустук тарых музейи",
        lesson_from=3,
        lesson_to=5,
        note="Унаа мектептен чыгат. Жылуу кийинип келиңиздер.",
        **mine,
    )
    add_event(
        kind=kinds[KINDS["parents"]],
        title_ky="8-А классынын ата-энелер чогулушу",
        title_ru="Родительское собрание 8-А",
        **_on(story.day(11, 20)),
        begins_at=time(17, 30),
        whom="parents",
        **mine,
    )


def _called_off(story, kinds) -> None:
    facts = {"title_ky": "Лыжа базасына сапар", "title_ru": "Поездка на лыжную базу", "whom": "classes"}
    classes = [of for (grade, _letter), of in story.classes.items() if grade == 7] or [story.classes[8, "Б"]]
    trip = add_event(kind=kinds[KINDS["trip"]], **_on(story.day(11, 28)), classes=classes, by=story.deputy, **facts)
    call_off_event(trip, "Ашуу кар көчкүдөн улам жабык", by=story.deputy)


def _on(day: date) -> dict:
    return {"starts_on": day, "ends_on": day}
