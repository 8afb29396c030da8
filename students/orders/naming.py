"""Orders are found by the students whom they name."""

from schoolmis.orders.naming import key
from students.models import Student


@key("student")
def students(persons):
    return Student.objects.filter(person__in=persons)
