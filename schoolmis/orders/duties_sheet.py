"""The sheet of one employee's duties in the system, which the director signs and the employee has read (R3-5.1a)."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.orders import permissions
from schoolmis.orders.models import Duty
from schoolmis.orders.rights import rights_on
from schoolmis.orders.sheet import WORDS, split_text
from schoolmis.papers import answer, kit, letterhead
from schoolmis.papers.form import PrintedForm
from schoolmis.papers.words import language
from schoolmis.ui.dates import date_dated, date_long, date_short


class DutySheet(PrintedForm):
    code = "orders.duty_sheet"
    title = gettext_lazy("Functional duties of an employee in the system")
    permission = permissions.VIEW

    def name(self, duty, lang):
        return str(duty.employee)

    def story(self, duty, lang):
        head = letterhead.current(lang)
        one, order = duty.employee, duty.order
        yield kit.title(_("Functional duties"))
        yield kit.text(_("in the information system of the school"), align="center", after=8)
        yield kit.parts(date_long(clock.today(), lang), "", head.place)
        yield from kit.facts(
            [
                (_("Name"), str(one.person)),
                (_("Position"), one.get_position_display()),
                (_("By order"), f"{date_dated(order.date, lang)} № {order.label}"),
                (_("In force from"), date_short(duty.starts_on)),
            ]
        )
        yield kit.text(_("Duties"), bold=True, before=12, after=4)
        words = (duty.text_ru if lang == "ru" else duty.text_ky) or duty.text_ky
        before, points = split_text(words)
        if before:
            yield kit.text(before, after=4)
        for number, point in enumerate(points, 1):
            yield kit.text(point, hang=f"{number}.", indent=18) if len(points) > 1 else kit.text(point)
        yield kit.text(_("Rights in the system"), bold=True, before=10, after=4)
        yield self._rights(rights_on(clock.today(), duty.employee).get(duty.employee_id, []))
        answers = _("The employee answers for the accuracy of what they enter and keeps their sign-in to themselves.")
        yield kit.text(answers, before=10, after=14)
        post = head.head_post or WORDS[lang]["head"]
        yield kit.together(
            kit.signature_line(post, head.head_name),
            kit.text(_("I have read this and have a copy of it:"), before=16, after=6),
            kit.signature_line(_("Employee"), one.person.initials),
            kit.text(_("Date: ____________________"), before=8),
        )

    def _rights(self, rights):
        if not rights:
            return kit.text(_("No right of access is in force."))
        rows = [
            [str(n), one.role, one.where, date_short(one.starts_on), f"№ {one.order.label}"]
            for n, one in enumerate(rights, 1)
        ]
        return kit.table(["№", _("Role in the system"), _("Class"), _("From"), _("By order")], rows)


DUTY_SHEET = DutySheet()


@guard(permissions.VIEW)
@require_safe
def duties_print(request, pk):
    """`pk` is the employee's; without duties in force there is no sheet."""
    rows = Duty.objects.on(clock.today()).select_related("employee__person", "order")
    duty, lang = get_object_or_404(rows, employee=pk), language(request.GET.get("lang"))
    return answer.printed(request, DUTY_SHEET, [duty], f"mildetter-{pk}-{lang}")
