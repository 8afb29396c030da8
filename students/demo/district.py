"""Children of the demo's micro-district: our own, others elsewhere, a few not in education; last year's census."""

from datetime import date

from schoolmis import demo
from schoolmis.audit.book import acting, record
from schoolmis.demo.names import SURNAMES, People
from students.actions import match_children
from students.education import Reason, Where
from students.models import DistrictCensus, DistrictChild, Student
from students.rules import district

ELSEWHERE = ("Бөкөнбаев айылындагы № 2 орто мектеп", "Бишкек шаарындагы № 85 орто мектеп")
GARDEN = "«Ак шоола» бала бакчасы"


@demo.part(order=37)
def children(progress, story):
    """Sixty of our own under their PIN, forty others; the register is checked in September."""
    progress("Children of the micro-district")
    secretary, rng, people = story.users["secretary"], story.rng("district"), People(story.rng("district names"))
    checked = story.day(9, 5) if story.past(story.day(9, 5)) else None
    rows = []
    own = Student.objects.enrolled(story.today).with_consent().filter(consented=True).select_related("person")
    for student in own.order_by("pk")[:400:6]:
        person = student.person
        if not district.of_age(person.born_on, story.today):
            continue
        row = {
            name: getattr(person, name) for name in ("last_name", "first_name", "patronymic", "sex", "born_on", "pin")
        }
        rows.append(DistrictChild(**row, address=person.address, where=Where.HERE, checked_on=checked))
    for number in range(40):
        sex = rng.choice("mf")
        age = 5 if number % 4 == 0 else rng.randint(5, 15)
        born = people.day(date(story.first - age, 1, 10), date(story.first - age, 8, 30))
        last, first, middle = people.child(sex, rng.choice(SURNAMES), "Нурлан", False)
        where = Where.KINDERGARTEN if age < 7 else Where.COLLEGE if age > 14 and number % 3 == 0 else Where.SCHOOL
        if number in (7, 19, 28):
            where = Where.NOWHERE
        rows.append(
            DistrictChild(
                last_name=last,
                first_name=first,
                patronymic=middle,
                sex=sex,
                born_on=born,
                pin=people.pin(sex, born),
                address=people.address(),
                where=where,
                place={
                    Where.KINDERGARTEN: GARDEN,
                    Where.SCHOOL: ELSEWHERE[number % 2],
                    Where.COLLEGE: "Балыкчы кесиптик лицейи",
                }.get(where, ""),
                reason={7: Reason.HEALTH, 19: Reason.AWAY, 28: Reason.FAMILY}.get(number, "")
                if where == Where.NOWHERE
                else "",
                checked_on=checked if number % 5 else None,
            )
        )
    with acting(secretary):
        DistrictChild.objects.bulk_create(rows, batch_size=500)
        record("students.keep_child", None, by=secretary, count=len(rows))
    match_children(by=secretary)
    census(story, secretary)


def census(story, secretary):
    """Last year's numbers, as they stood on 5 September."""
    day = date(story.first - 1, 9, 5)
    lines = district.summary(
        [one for one in DistrictChild.objects.values_list("born_on", "sex", "where") if district.of_age(one[0], day)],
        day,
    )
    with acting(secretary):
        DistrictCensus.objects.create(
            year=day.year, taken_on=day, counts=[list(line) for line in lines], unchecked=3, taken_by=secretary
        )
        record("students.take_census", None, by=secretary, year=day.year)
