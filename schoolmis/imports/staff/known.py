"""Who of the staff a row means: by PIN, else name and birth date, else the name where nothing speaks against it."""

from schoolmis.people.faults import Fault
from schoolmis.people.models import Employee, Person
from schoolmis.people.names import fold


def match_staff(rows, employees: list[Employee]) -> dict[int, Employee | Fault]:
    """Row's place → the employee, or the fault of two candidates; the surer ways go first over the whole list."""
    found, taken = {}, set()
    for may_be in (_pin, _birth_date, _name):
        for place, row in enumerate(rows):
            if place in found:
                continue
            same = [one for one in employees if one.pk not in taken and may_be(row, one.person)]
            if len(same) > 1:
                names = ", ".join(dict.fromkeys(str(one) for one in same))
                found[place] = Fault(row.sheet, row.row, "name", "two_candidates", {"value": names})
            elif same:
                found[place] = same[0]
                taken.add(same[0].pk)
    return found


def _pin(row, person):
    return row.match_pin and row.match_pin == person.pin


def _birth_date(row, person):
    return row.match_birth_date and row.match_birth_date == person.born_on and _alike(row, person)


def _name(row, person):
    apart = person.born_on and row.match_birth_date and person.born_on != row.match_birth_date
    other = person.pin and row.match_pin and person.pin != row.match_pin
    return not apart and not other and _alike(row, person)


def _alike(row, person):
    return fold(str(row.name)) == fold(str(person))


def other_people(rows) -> dict:
    """People who are no employees yet: by PIN, by (folded name, birth date), by (folded name, phone)."""
    pins = [row.pin for row in rows if row.pin]
    phones = [row.phone for row in rows if row.phone]
    people = Person.objects.filter(employee=None)
    found = {person.pin: person for person in people.filter(pin__in=pins)}
    found |= {(fold(str(person)), person.phone): person for person in people.filter(phone__in=phones)}
    return found
