"""Who the people are that look like one another, in words; and the question asked before anything is written."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schoolmis import clock
from schoolmis.people.likeness import likely
from schoolmis.people.models import Person
from schoolmis.ui.forms import form_page
from students.models import Guardianship, Student

NEW = "new"


def who(people) -> dict[int, list[str]]:
    """What each person is to the school, in three statements: a student of a class, a guardian of somebody, staff."""
    ids, today = [one.pk for one in people], clock.today()
    found = {pk: [] for pk in ids}
    for student in Student.objects.filter(person__in=ids).with_class(today):
        place = f"{student.class_grade}-{student.class_letter}" if student.class_letter else _("not on the roll")
        number = _("personal file № %(n)s") % {"n": student.file_number} if student.file_number else ""
        found[student.person_id].append(", ".join(filter(None, [_("student"), place, number])))
    children: dict = defaultdict(list)
    links = Guardianship.objects.on(today).filter(guardian__in=ids).select_related("student__person")
    for link in links.order_by("student__person__sort_key"):
        children[link.guardian_id, str(link.get_relation_display())].append(link.student.person.short_name)
    for (guardian, relation), names in children.items():
        said = ngettext("%(relation)s, child: %(names)s", "%(relation)s, children: %(names)s", len(names))
        found[guardian].append(said % {"relation": relation, "names": ", ".join(names)})
    for pk in Person.objects.filter(pk__in=ids, employee__isnull=False).values_list("pk", flat=True):
        found[pk].append(_("staff"))
    return found


def alike(data: dict, prefix="") -> list:
    """[(Likely, what the person is)] of the data of a form that is about to make a person."""
    names = ("last_name", "first_name", "patronymic", "born_on", "pin", "phone")
    asked = {name: data.get(prefix + name) for name in names if data.get(prefix + name)}
    if "last_name" not in asked:
        return []
    found = likely(**asked)
    roles = who([one.person for one in found]) if found else {}
    return [(one, roles[one.person.pk]) for one in found]


def chosen(request, name="same"):
    """The record that the reader has pointed to, or None; and whether the question is answered at all."""
    answer = request.POST.get(name, "")
    if answer in ("", NEW):
        return None, bool(answer)
    return (Person.objects.filter(pk=answer, merged_into=None).first() if answer.isdigit() else None), True


def question(request, form, found, **context):
    """The form once more, with those who may be the same person above it; nothing is written yet."""
    return form_page(request, form, template="students/likely_ask.html", found=found, new=NEW, **context)
