"""What an order on the form of study is filled from."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis.ui.forms import Pair
from students.models import StudyForm
from students.orders.forms import OrderForm
from students.papers import Paper

Form = StudyForm.Form


class StudyOrderForm(OrderForm):
    until = forms.DateField(label=_("Until"), required=False, help_text=_("The first day of full-time study again."))
    form_of_study = ""

    def __init__(self, data=None, *, payload=None, **kwargs):
        super().__init__(data, payload=payload, **kwargs)
        self.initial["until"] = (payload or {}).get("until")

    def line(self):
        return {"form": str(self.form_of_study)}

    def clean(self):
        data = super().clean()
        if data.get("until") and data.get("on") and data["until"] <= data["on"]:
            self.add_error("until", _("The end comes before the beginning."))
        return data

    def payload(self):
        until = self.cleaned_data.get("until")
        return super().payload() | ({"until": until.isoformat()} if until else {})

    def layout(self):
        days = Pair("on", "until") if "until" in self.fields else "on"
        return Layout("students", *self.own(), days, *self.papers_section())

    def own(self):
        return ()


class HomeForm(StudyOrderForm):
    """R7-2.3: at home by a medical certificate, in the family by the parents' wish."""

    form = forms.ChoiceField(
        label=_("Form of study"), choices=[(one.value, one.label) for one in (Form.HOME, Form.FAMILY)]
    )
    asked = ("home", "family")
    papers = (Paper.APPLICATION, Paper.MEDICAL)
    wording = (
        "1. Төмөнкү окуучу(лар) {start} тартып көрсөтүлгөн формада окутулсун.",
        "1. Обучать {start} в указанной форме следующих учащихся.",
    )

    def hint(self, paper):
        return _("For study at home (R7-2.3): the fact and the number alone.") if paper == Paper.MEDICAL else ""

    def known(self, rows):
        return {"form": rows[0].get("form")} if rows else {}

    def line(self):
        return {"form": self.cleaned_data["form"]}

    def own(self):
        return ("form",)


class AdaptedForm(StudyOrderForm):
    form_of_study = Form.ADAPTED
    asked = ("adapted",)
    papers = (Paper.APPLICATION, Paper.PMPC)
    wording = (
        "1. Төмөнкү окуучу(лар) {start} тартып адаптацияланган программа боюнча окутулсун.",
        "1. Обучать {start} по адаптированной программе следующих учащихся.",
    )


class IndividualForm(StudyOrderForm):
    form_of_study = Form.INDIVIDUAL
    asked = ("individual",)
    papers = (Paper.APPLICATION, Paper.PLAN)
    wording = (
        "1. Төмөнкү окуучу(лар) {start} тартып жекече окуу планы боюнча окутулсун.",
        "1. Обучать {start} по индивидуальному учебному плану следующих учащихся.",
    )


class FullTimeForm(StudyOrderForm):
    form_of_study = "full_time"
    asked = ("full_time",)
    papers = (Paper.APPLICATION,)
    until = None
    wording = (
        "1. Төмөнкү окуучу(лар) {start} тартып күндүзгү окууга кайтарылсын.",
        "1. Вернуть {start} к очному обучению следующих учащихся.",
    )

    def those(self):
        from schoolmis import clock

        return super().those().filter(study_forms__in=StudyForm.objects.on(clock.today()))
