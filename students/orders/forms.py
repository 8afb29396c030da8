"""What a draft order on students is filled from. `payload()` goes into the draft, `texts()` words it with its day."""

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.people import places
from schoolmis.structure.models import SchoolClass
from schoolmis.ui.dates import date_from, date_to
from schoolmis.ui.forms import Pair, SchoolForm
from schoolmis.ui.pick import PickWidget
from students import picks
from students.grounds import Ground
from students.models import Placement, Student
from students.orders.paper_fields import WithPapers
from students.papers import Paper
from students.rules.movement import SECONDARY, may_leave


def classes_now():
    """Classes of the year that goes on, or of the next one."""
    return (
        SchoolClass.objects.filter(year__ends_on__gte=clock.today())
        .select_related("year")
        .order_by("year", "grade", "letter")
    )


def class_of_return(student):
    """R7-4.4: the class of the year that goes on, of the grade, programme and letter that the student left."""
    places = student.placements.exclude(ends_on=F("starts_on")).select_related("school_class").order_by("starts_on")
    last = places.last()
    if last is None:
        return None
    before, going = last.school_class, classes_now().filter(year__starts_on__lte=clock.today())
    same = going.filter(grade=before.grade, programme=before.programme)
    return same.filter(letter=before.letter).first() or same.first()


class StudentsField(forms.ModelMultipleChoiceField):
    """Students with their class; those chosen already stand first."""

    def label_from_instance(self, student):
        return f"{student}, {student.class_grade}-{student.class_letter}" if student.class_letter else str(student)

    @staticmethod
    def rows(those, ids):
        chosen = Case(When(pk__in=ids, then=0), default=1)
        found = Student.objects.filter(Q(pk__in=those.values("pk")) | Q(pk__in=ids)).select_related("person")
        return found.with_class(clock.today()).order_by(chosen, "person__sort_key")


class OrderForm(WithPapers, SchoolForm):
    """Whom the order is about and from when; `about(students)` fixes those on whose page it began.

    A stored draft gives its `payload`: `{from, students: [{student, …}]}`; the words beside the student are alike.
    """

    students = StudentsField(label=_("Students"), queryset=Student.objects.none())
    on = forms.DateField(label=_("From"))
    source = picks.ENROLLED
    wording = ("", "")
    kept = ()
    """Fields that stand in each row under their own names."""

    def __init__(self, data=None, *, payload=None, prefix="kind", **kwargs):
        payload = payload or {}
        rows = payload.get("students", [])
        ids = [row["student"] for row in rows]
        first = {key: value for key, value in (rows[0] if rows else {}).items() if key in self.kept}
        initial = {"students": ids, "on": payload.get("from") or clock.today(), **first, **self.known(rows)}
        super().__init__(data, prefix=prefix, initial=initial, **kwargs)
        self.fields["students"].queryset = StudentsField.rows(self.those(), ids)
        self.fields["students"].widget = PickWidget(self.source)
        if self.source == picks.ENROLLED:
            self.fields["students"].help_text = _("A name, or a class: 9-А.")
        self.add_papers(rows)

    def known(self, rows):
        """Initial values that a row holds in another shape."""
        return {}

    def those(self):
        """Whom such an order may be about."""
        return Student.objects.enrolled(clock.today())

    def about(self, students):
        ids = [one.pk for one in students]
        self.fields["students"].queryset = StudentsField.rows(Student.objects.none(), ids)
        self.initial["students"] = ids
        self.fields["students"].widget = forms.MultipleHiddenInput()
        self.only_of(students)
        return self

    def layout(self):
        """The fields of the kind, then its documents."""
        papers = self.paper_names()
        return Layout(*[name for name in self.fields if name not in papers], *self.papers_section())

    def clean(self):
        return self.clean_papers(super().clean())

    def line(self):
        """What stands in each row beside the student."""
        return {name: self.cleaned_data[name] for name in self.kept}

    def payload(self):
        line = self.line()
        return {
            "from": self.cleaned_data["on"].isoformat(),
            "students": [
                {"student": student.pk} | line | self._papers(student) for student in self.cleaned_data["students"]
            ],
        }

    def _papers(self, student):
        found = self.documents_of(student)
        return {"documents": found} if found else {}

    def texts(self):
        ky, ru = self.wording
        on = self.cleaned_data["on"]
        return {
            "text_ky": ky.format(start=date_from(on, "ky"), until=date_to(on, "ky")),
            "text_ru": ru.format(start=date_from(on, "ru"), until=date_to(on, "ru")),
        }


class ClassOrderForm(OrderForm):
    """An order that puts students into a class."""

    school_class = forms.ModelChoiceField(label=_("Class"), queryset=SchoolClass.objects.none())
    field_order = ["students", "school_class", "on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school_class"].queryset = classes_now()

    def known(self, rows):
        return {"school_class": rows[0].get("class")} if rows else {}

    def line(self):
        return super().line() | {"class": self.cleaned_data["school_class"].pk}


class AdmissionForm(ClassOrderForm):
    source = picks.NEW
    asked = ("admission",)
    papers = (Paper.APPLICATION,)
    came_from = forms.CharField(label=_("Came from"), max_length=200, required=False)
    came_place = forms.ChoiceField(label=_("District it came from"), required=False, choices=places.choices)
    kept = ("came_from", "came_place")
    wording = (
        "1. Төмөнкү окуучу(лар) {start} тартып көрсөтүлгөн класска кабыл алынсын.",
        "1. Зачислить {start} в указанный класс следующих учащихся.",
    )

    def those(self):
        """Those whose record is kept and who have never been on the roll."""
        return Student.objects.filter(enrolments=None)


class TransferForm(ClassOrderForm):
    asked = ("transfer",)
    papers = (Paper.APPLICATION,)

    def about(self, students):
        """R7-2.6: the other classes of the same grade and year."""
        now = SchoolClass.objects.filter(
            placements__in=Placement.objects.on(clock.today()).filter(student__in=students)
        )
        others = classes_now().filter(grade__in=now.values("grade"), year__in=now.values("year"))
        choices = self.fields["school_class"].queryset = others.exclude(pk__in=now.values("pk"))
        if not choices.exists():
            self.fields["school_class"].help_text = _(
                "No other class of this grade goes on now. In summer the class of the next year is chosen at the "
                "year's end (R7-2.1)."
            )
        return super().about(students)

    wording = (
        "1. Төмөнкү окуучу(лар) {start} тартып көрсөтүлгөн класска которулсун.",
        "1. Перевести {start} в указанный класс следующих учащихся.",
    )


class RestorationForm(AdmissionForm):
    """R7-4: by the registered application (R7-4.5), to the grade and programme of the departure (R7-4.4)."""

    source = picks.LEFT
    due = forms.DateField(
        label=_("Debts are cleared by"), required=False, help_text=_("Where the student left with debts (R7-4.3).")
    )
    asked = ("restoration",)
    papers = (Paper.RECORD,)
    wording = (
        "1. Төмөнкү окуучу(лар) {start} тартып окуучулардын катарына калыбына келтирилсин.",
        "1. Восстановить {start} в числе учащихся школы следующих лиц.",
    )

    def __init__(self, data=None, *, payload=None, **kwargs):
        super().__init__(data, payload=payload, **kwargs)
        self.initial["due"] = (payload or {}).get("due")

    def hint(self, paper):
        return _("Where the student returns to another grade (R7-4.4).")

    def payload(self):
        due = self.cleaned_data.get("due")
        return super().payload() | ({"due": due.isoformat()} if due else {})

    def about(self, students):
        """What the registered application says (R7-4.5), and the class of the same grade and programme (R7-4.4)."""
        super().about(students)
        asked = self.offered().filter(student__in=students).first()
        school_class = (asked and asked.school_class) or class_of_return(students[0])
        self.initial |= {"school_class": school_class and school_class.pk}
        if asked:
            self.initial |= {"applications": [asked.pk], "came_from": asked.place, "came_place": asked.area}
            self.initial |= {"on": asked.wished_on or clock.today()}
        return self

    def those(self):
        return (
            Student.objects.filter(enrolments__ends_on__lte=clock.today())
            .exclude(pk__in=Student.objects.enrolled(clock.today()))
            .distinct()
        )


HINTS = {
    Paper.APPLICATION: _("For a change of residence or school, where it is not in the register (R7-3.3, R7-3.4)."),
    Paper.CONFIRMATION: _("For a change of school (R7-3.4)."),
    Paper.MEDICAL: _("For health: the fact and the number alone (R7-3.5)."),
    Paper.CERTIFICATE: _("For those who complete basic or secondary school (R7-3.1)."),
    Paper.OTHER: _("For another ground: what it is, and its number."),
}


class DepartureForm(OrderForm):
    on = forms.DateField(label=_("Last day at the school"))
    kept = ("ground", "went_to")
    asked = ("moved", "school", "health")
    papers = tuple(HINTS)
    ground = forms.ChoiceField(label=_("Ground"), choices=[("", "—"), *Ground.choices])
    went_to = forms.CharField(
        label=_("Goes to"),
        max_length=200,
        required=False,
        help_text=_("The school or place; asked for under grade 10."),
    )
    wording = (
        "1. Төмөнкү окуучу(лар) {until} окуду деп эсептелип, окуучулардын катарынан чыгарылсын.\n"
        "2. Өздүк делосу ата-энесине берилсин.",
        "1. Отчислить следующих учащихся, считая их обучавшимися {until} включительно.\n"
        "2. Выдать родителям личное дело.",
    )

    def hint(self, paper):
        return HINTS[paper]

    def layout(self):
        return Layout("students", Pair("on", "ground"), "went_to", *self.papers_section())

    def clean(self):
        data = super().clean()
        if {"on", "ground"} <= set(data):
            may_leave(data["on"], data["on"], data["ground"], grade=SECONDARY, went_to=data.get("went_to", ""))
        return data
