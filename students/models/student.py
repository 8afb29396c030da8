"""The student: a person to whom the school has given a file number, and where to find the others."""

from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from schoolmis.people.models import Consent, Person, Purpose
from students.models.spells import Enrolment, Placement


class Students(models.QuerySet):
    def visible_to(self, user):
        from students import permissions

        return permissions.VIEW.visible(user, self).filter(person__merged_into=None)

    def enrolled(self, day):
        return self.filter(Exists(Enrolment.objects.on(day).filter(student=OuterRef("pk"))))

    def in_class(self, school_class, day):
        return self.filter(Exists(Placement.objects.on(day).filter(student=OuterRef("pk"), school_class=school_class)))

    def with_class(self, day):
        """Annotate `class_id`, `class_grade`, `class_letter` of the place on `day`."""
        still = Q(placements__ends_on=None) | Q(placements__ends_on__gt=day)
        here = FilteredRelation("placements", condition=Q(placements__starts_on__lte=day) & still)
        return self.annotate(here=here).annotate(
            class_id=F("here__school_class"),
            class_grade=F("here__school_class__grade"),
            class_letter=F("here__school_class__letter"),
        )

    def with_consent(self, purpose=Purpose.RECORDS):
        """Annotate `consented`: a consent to `purpose` is in force."""
        given = Consent.objects.filter(person=OuterRef("person"), purpose=purpose, ends_on=None)
        return self.annotate(consented=Exists(given))


class Student(models.Model):
    """A person as a student of this school. `file_number` is the alphabet book's «Ө/12», never reused."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="student")
    file_number = models.CharField(_("Number of the personal file"), max_length=12, null=True, blank=True, unique=True)

    objects = Students.as_manager()

    class Meta:
        ordering = ["person__sort_key"]
        verbose_name = _("student")

    def __str__(self):
        return str(self.person)
