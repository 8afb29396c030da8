"""Forms of the register of applications. They show and check; the acts write."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.files.fields import ScanField
from schoolmis.people import places
from schoolmis.ui.forms import Pair, SchoolForm, Section
from schoolmis.ui.pick import PickOneField
from students import picks
from students.models import Asked, Student
from students.orders.forms import classes_now
from students.papers import Paper
from students.rules.movement import age_on

SOMEBODY = ""


class ApplicationForm(SchoolForm):
    """One application; on a student's page the applicant is chosen from those who answer for the student."""

    kind = forms.ChoiceField(label=_("What is asked for"), choices=[("", "—"), *Asked.choices])
    received_on = forms.DateField(label=_("Received on"), initial=clock.today)
    student = PickOneField(
        picks.ANY, label=_("Student"), required=False, help_text=_("Left empty for a child who has no record yet.")
    )
    child_name = forms.CharField(
        label=_("Child's name"),
        max_length=200,
        required=False,
        help_text=_("For admission: surname, name, patronymic."),
    )
    applicant = forms.ChoiceField(label=_("Applicant"), required=False)
    applicant_name = forms.CharField(
        label=_("Applicant's name"), max_length=200, required=False, help_text=_("Surname, name, patronymic.")
    )
    school_class = forms.ModelChoiceField(label=_("Class"), queryset=None, required=False)
    wished_on = forms.DateField(
        label=_("From which day"), required=False, help_text=_("For a departure: the last day at the school.")
    )
    area = forms.ChoiceField(
        label=_("Where from or where to"), choices=places.choices, required=False, help_text=_("District or city.")
    )
    place = forms.CharField(label=_("School or place"), max_length=120, required=False)
    text = forms.CharField(label=_("Text"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    scan = ScanField(required=False)

    def __init__(self, *args, student=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.about = student
        self.fields["school_class"].queryset = classes_now()
        if student:
            del self.fields["student"], self.fields["child_name"]
            self.fields["applicant"].choices = [*self._guardians(student), (SOMEBODY, _("somebody else"))]
            self.fields["applicant_name"].help_text = _("Where it is somebody else.")
        else:
            del self.fields["applicant"]
            self.fields["student"].queryset = Student.objects.all()

    @staticmethod
    def _guardians(student):
        links = student.guardianships.on(clock.today()).select_related("guardian")
        pairs = [(str(link.guardian_id), str(link)) for link in links]
        born = student.person.born_on
        adult = [(str(student.person_id), _("the student"))] if born and age_on(born, clock.today()) >= 18 else []
        return [*pairs, *adult]

    def layout(self):
        who = ("applicant", "applicant_name") if self.about else ("applicant_name",)
        about = [name for name in ("student", "child_name") if name in self.fields]
        return Layout(
            Section(_("Application"), Pair("kind", "received_on"), *about, *who),
            Section(_("What the order will say"), Pair("school_class", "wished_on"), Pair("area", "place")),
            Section(_("Text and scan"), "text", "scan"),
        )

    def clean(self):
        data = super().clean()
        if not data.get("applicant") and not data.get("applicant_name", "").strip():
            self.add_error("applicant_name", _("Write who applies."))
        if not self.about and not data.get("student") and not data.get("child_name", "").strip():
            self.add_error("student", _("Choose the student, or write the child's name."))
        elif (
            not self.about and not data.get("student") and data.get("kind") not in (Asked.ADMISSION, Asked.OTHER, None)
        ):
            self.add_error("student", _("Only an admission may be about a child without a record."))
        return data

    def facts(self):
        """For the act `register_application`, but the kind and the day."""
        data = self.cleaned_data
        student = self.about or data.get("student")
        found = {name: data[name] for name in ("school_class", "wished_on", "text", "scan")}
        found["area"] = data["area"]
        found["place"] = places.line(data["area"], data["place"].strip(), lang="ky")
        chosen = data.get("applicant")
        link = self.about.guardianships.filter(guardian=chosen).first() if chosen and self.about else None
        person = link.guardian if link else self.about.person if chosen else None
        child = "" if student else data["child_name"].strip()
        name = data["applicant_name"].strip()
        return found | {"student": student, "applicant": person, "applicant_name": name, "child_name": child}


class PaperForm(SchoolForm):
    code = forms.ChoiceField(label=_("Document"), choices=[one for one in Paper.choices if one[0] != Paper.APPLICATION])
    number = forms.CharField(label=_("Number"), max_length=100)
    dated_on = forms.DateField(label=_("Date"))
    scan = ScanField(
        required=False, help_text=_("Not of a health document: the fact and the number alone are kept (R7-3.5).")
    )

    def layout(self):
        return Layout(Section(_("Document"), "code", Pair("number", "dated_on"), "scan"))


class AnswerForm(SchoolForm):
    answer = forms.CharField(label=_("Answer"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
