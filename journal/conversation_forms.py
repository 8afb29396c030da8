from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal import conversations
from journal.models import AbsenceNote, BehaviourNote, Lesson
from journal.models.conversations import LONGEST
from schoolmis.ui.dates import day_month
from schoolmis.ui.forms import SchoolForm

LEADER = _("homeroom teacher")


class MessageForm(SchoolForm):
    words = forms.CharField(label=_("Message"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))


class NewMessageForm(MessageForm):
    """To whom: the teacher of the thing, or who leads the class. Without a thing a lesson may be chosen."""

    lesson = forms.ChoiceField(label=_("About"), required=False)
    whom = forms.ChoiceField(label=pgettext_lazy("message", "To"), widget=forms.RadioSelect, required=False)
    field_order = ["lesson", "whom", "words"]

    def __init__(self, *args, student, thing, **kwargs):
        super().__init__(*args, **kwargs)
        self.student, self.given = student, thing
        self.people = conversations.recipients(student, thing)
        self.lessons = {}
        if thing is None:
            self.lessons = {str(one.pk): one for one in conversations.lessons_of(student)}
            told = [(pk, f"{one.section.subject}, {day_month(one.date)}") for pk, one in self.lessons.items()]
            self.fields["lesson"].choices = [("", _("the child in general: to the homeroom teacher")), *told]
            del self.fields["whom"]
        else:
            del self.fields["lesson"]
            choices = [(pk, self._named(user, leads)) for pk, (user, leads) in self.people.items()]
            self.fields["whom"].choices = choices
            self.fields["whom"].initial = choices[0][0] if choices else ""

    @staticmethod
    def _named(user, leads) -> str:
        return f"{user.name}, {LEADER}" if leads else user.name

    @property
    def about(self) -> str:
        if isinstance(self.given, Lesson):
            return f"{self.student.person.short_name}: {self.given.section.subject}, {day_month(self.given.date)}"
        if isinstance(self.given, BehaviourNote):
            return f"{self.student.person.short_name}: {self.given.get_kind_display()}, {day_month(self.given.on)}"
        if isinstance(self.given, AbsenceNote):
            return f"{self.student.person.short_name}: {day_month(self.given.first)}"
        return ""

    def thing(self):
        return self.given or self.lessons.get(self.cleaned_data.get("lesson") or "")

    def to(self):
        people = self.people if self.given else conversations.recipients(self.student, self.thing())
        chosen = self.cleaned_data.get("whom")
        return people[chosen][0] if chosen in people else next(iter(people.values()))[0]

    def clean(self):
        data = super().clean()
        if "lesson" in self.errors:
            return data
        if not conversations.recipients(self.student, self.thing() if "lesson" in self.fields else self.given):
            self.add_error(None, _("There is nobody to write to: the school has named no teacher here yet."))
        return data
