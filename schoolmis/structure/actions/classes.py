"""Classes of a year, groups of students taught together, and their courses."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure import permissions
from schoolmis.structure.actions.entitled import entitled
from schoolmis.structure.models import AcademicYear, Group, SchoolClass, SchoolProfile, Section, Subject


def add_class(year: AcademicYear, grade: int, letter: str, *, by: User, **facts) -> SchoolClass:
    """A class and its group of the whole class; the grade is one of the school's."""
    grant = entitled(permissions.CLASSES, by)
    school = SchoolProfile.objects.first()
    if school and not school.grade_from <= grade <= school.grade_to:
        span = {"first": school.grade_from, "last": school.grade_to}
        raise ValidationError(_("The school has grades %(first)s to %(last)s.") % span, "grade")
    with acting(by, grant=grant):
        school_class = SchoolClass(year=year, grade=grade, letter=letter, **facts)
        school_class.full_clean()
        school_class.save()
        whole = Group.objects.create(year=year, kind=Group.Kind.CLASS, name=str(school_class))
        whole.classes.add(school_class)
        record("structure.add_class", school_class, by=by)
    return school_class


def change_class(school_class: SchoolClass, *, by: User, **facts) -> SchoolClass:
    """Language, shift, room or programme; grade and letter stay, for papers name them."""
    with acting(by, grant=entitled(permissions.CLASSES, by)):
        for name, value in facts.items():
            setattr(school_class, name, value)
        school_class.full_clean()
        school_class.save(update_fields=list(facts))
        record("structure.change_class", school_class, by=by, now={name: str(value) for name, value in facts.items()})
    return school_class


def add_group(kind: str, name: str, classes: Iterable[SchoolClass], *, by: User) -> Group:
    """A part of one class, or several classes taught together (класс-комплект)."""
    classes = list(classes)
    if kind == Group.Kind.JOINT and len(classes) < 2:
        raise ValidationError(_("A joint class has two classes at least."), "classes")
    if kind != Group.Kind.JOINT and len(classes) != 1:
        raise ValidationError(_("A subgroup is a part of one class."), "classes")
    with acting(by, grant=entitled(permissions.CLASSES, by)):
        group = Group(year=classes[0].year, kind=kind, name=name.strip())
        group.full_clean()
        group.save()
        group.classes.set(classes)
        record("structure.add_group", group, by=by, classes=[str(one) for one in classes])
    return group


def add_section(group: Group, subject: Subject, hours, *, by: User) -> Section:
    """A group's course in a subject: one journal."""
    with acting(by, grant=entitled(permissions.LOAD, by)):
        section = Section(group=group, subject=subject, hours=hours)
        section.full_clean()
        section.save()
        record("structure.add_section", section, by=by, hours=hours)
    return section
