"""Order of admission to the final state attestation. payload: {from, students: [{student, class}]} (domain §2.5).

The council's decision is cited: {decision: its id}, or of a paper protocol {protocol, decided_on} (R7-2.1).
"""

from datetime import date

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.audit.book import record_all
from schoolmis.orders.fields import DecisionField
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Body, Decision, Series
from schoolmis.structure.models import AcademicYear, SchoolClass
from schoolmis.ui.forms import Pair, Section
from students import permissions
from students.attestation import admitted
from students.models import Placement, Student
from students.orders.forms import OrderForm
from students.orders.lines import day_of, day_text, effects, named, ready, rows_of
from students.orders.year_texts import TITLES, in_full
from students.rules.movement import BASIC, SECONDARY, in_time
from students.rules.promotion import council_decides, may_sit_exams
from students.year_facts import of_year, policy_now


def final_places():
    """Places of today in the last grades of a level."""
    return Placement.objects.on(clock.today()).filter(school_class__grade__in=[BASIC, SECONDARY, SECONDARY + 1])


def refusals(students, but=None) -> dict:
    """{student: why not} of those who lack an annual mark, have a debt or are admitted already."""
    year = AcademicYear.objects.filter(starts_on__lte=clock.today()).first()
    pupils, policy, wrong = of_year(year, [one.pk for one in students]), policy_now(), {}
    done = admitted(year, but)
    for student in students:
        pupil = pupils.get(student.pk)
        try:
            if pupil is None:
                raise ValidationError(_("The student is in no class of this year any more."))
            may_sit_exams(pupil.facts, policy, admitted=student.pk in done)
        except ValidationError as refused:
            wrong[student] = " ".join(refused.messages)
    return wrong


def checked(students, but=None) -> None:
    """Each has every annual mark and no debt, and is not admitted yet; those who may not are named."""
    wrong = [f"{student}: {why}" for student, why in refusals(students, but).items()]
    if wrong:
        raise ValidationError([*wrong[:10], *([_("and %(n)s more") % {"n": len(wrong) - 10}] if wrong[10:] else [])])


class ExamsForm(OrderForm):
    """Students by name, and whole classes: of those everybody who may sit, the draft names who is left out."""

    classes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Whole classes"),
        queryset=SchoolClass.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Everybody who has every annual mark and no debt; the draft names who is left out."),
    )
    decision = DecisionField(kinds=[Body.Kind.COUNCIL], label=gettext_lazy("Decision of the council"), required=False)
    protocol = forms.CharField(
        label=gettext_lazy("Protocol of the pedagogical council"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Where the protocol is kept on paper only: № 3, 15.06.2026, 1."),
    )
    decided_on = forms.DateField(label=gettext_lazy("Decided on"), required=False)
    cited = ("decision", "protocol", "decided_on")
    wording = (
        "1. Жылдык баалары толук, академиялык карызы жок төмөнкү окуучулар жыйынтыктоочу мамлекеттик аттестацияга "
        "{start} тартып киргизилсин.",
        "1. Допустить {start} к итоговой государственной аттестации следующих учащихся, имеющих все годовые отметки и "
        "не имеющих академической задолженности.",
    )

    def __init__(self, data=None, *, payload=None, **kwargs):
        super().__init__(data, payload=payload, **kwargs)
        self.initial |= {name: (payload or {}).get(name) for name in self.cited}
        self.fields["students"].required = False
        of = SchoolClass.objects.filter(pk__in=final_places().values("school_class")).select_related("year")
        self.fields["classes"].queryset = of.order_by("grade", "letter")

    def layout(self):
        paper = Section(gettext_lazy("On paper only"), Pair("protocol", "decided_on"))
        return Layout("classes", "students", "on", "decision", paper)

    def clean(self):
        """R7-2.1: a decision kept here, or the protocol on paper with its day."""
        data = super().clean()
        if {"students", "classes"} <= set(data):
            data["students"] = self._everybody(data)
        if data.get("decision") is None and "decision" not in self.errors:
            for name in self.cited[1:]:
                if not data.get(name) and name not in self.errors:
                    sentence = gettext_lazy("Choose a decision, or write the protocol and its date (R7-2.1).")
                    self.add_error(name, sentence)
        return data

    def _everybody(self, data):
        """Those chosen by name, and of the whole classes those who may sit."""
        places = final_places().filter(school_class__in=data["classes"])
        members = Student.objects.filter(placements__in=places).exclude(pk__in=data["students"])
        members = list(members.select_related("person").order_by("person__sort_key"))
        wrong = refusals(members) if members else {}
        found = [*data["students"], *(one for one in members if one not in wrong)]
        if not found:
            said = _("Nobody of these classes may sit yet: an annual mark is empty, or a debt is open (R7-2.1).")
            self.add_error("students", said if members else self.fields["students"].error_messages["required"])
        return found

    def basis(self):
        decision, protocol = self.cleaned_data["decision"], self.cleaned_data["protocol"]
        ky, ru = decision.cited() if decision else (in_full(protocol, "ky"), in_full(protocol, "ru"))
        return {"basis_ky": ky, "basis_ru": ru}

    def those(self):
        return Student.objects.filter(placements__in=final_places())

    def clean_students(self):
        students = self.cleaned_data["students"]
        checked(students)
        return students

    def payload(self):
        told = super().payload()
        classes = dict(final_places().values_list("student_id", "school_class_id"))
        for line in told["students"]:
            line["class"] = classes.get(line["student"])
        return told | self._cited()

    def _cited(self):
        if decision := self.cleaned_data["decision"]:
            return {"decision": decision.pk}
        day = self.cleaned_data["decided_on"]
        return {"protocol": self.cleaned_data["protocol"], "decided_on": day.isoformat()}


def decided_on(order) -> date | None:
    """The day of the council's decision that the order cites."""
    if pk := order.payload.get("decision"):
        signed = Decision.objects.filter(pk=pk, is_dropped=False, protocol__status="signed", protocol__annulled_at=None)
        return signed.values_list("protocol__held_on", flat=True).first()
    told = order.payload.get("protocol", "").strip() and order.payload.get("decided_on")
    return date.fromisoformat(told) if told else None


def admit(order, by):
    council_decides(decided_on(order), order.date)
    in_time(order.date, day_of(order))
    rows = rows_of(order)
    checked([student for _line, student, _class in rows], but=order.pk)
    record_all("students.admit_to_exams", [(student, {"order": order.pk}) for _line, student, _class in rows], by=by)


def lines(order, language):
    return [_("Name"), _("Class"), _("From")], [
        [name, str(school_class or ""), day_text(order)] for name, _line, _student, school_class in named(order)
    ]


def told(order) -> list[str]:
    """What signing does; and who of the classes named is left out, with the reason."""
    done = effects(order, _("Students: %(n)s sit the final attestation from %(day)s"))
    lines = order.payload.get("students", [])
    places = final_places().filter(school_class__in={line.get("class") for line in lines} - {None})
    others = Student.objects.filter(placements__in=places).exclude(pk__in=[line["student"] for line in lines])
    left = refusals(list(others.select_related("person").order_by("person__sort_key")), order.pk) if lines else {}
    return done + [_("Left out: %(name)s. %(why)s") % {"name": one, "why": why} for one, why in left.items()]


def may_sign(order) -> str:
    try:
        council_decides(decided_on(order), order.date or clock.today())
    except ValidationError as refused:
        return refused.messages[0]
    return ready(order)


EXAMS = register(
    Kind(
        "exams",
        gettext_lazy("Admission to the final attestation"),
        Series.STUDENTS,
        (
            *TITLES["exams"],
            "1. Төмөнкү окуучулар жыйынтыктоочу мамлекеттик аттестацияга киргизилсин.",
            "1. Допустить к итоговой государственной аттестации следующих учащихся.",
        ),
        form=ExamsForm,
        apply=admit,
        lines=lines,
        ready=may_sign,
        effects=told,
        draft=permissions.PROMOTE,
    )
)
