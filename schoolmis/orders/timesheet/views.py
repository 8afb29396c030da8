"""The timesheet of a month: the paper, its corrections, its closing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from schoolmis.access.guard import guard
from schoolmis.orders import permissions
from schoolmis.orders.models import TimesheetCorrection
from schoolmis.orders.reports.timesheet import TimesheetReport
from schoolmis.orders.timesheet import actions
from schoolmis.orders.timesheet.forms import CorrectionForm, ReopenForm, month_of, months
from schoolmis.orders.timesheet.month import stored
from schoolmis.orders.timesheet.rules import month_days
from schoolmis.papers import page
from schoolmis.people.models import Employee
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import date_long, is_ru, month_year
from schoolmis.ui.forms import form_page, refuse

CODE = TimesheetReport.code


def _month(text):
    month = month_of(text)
    if month is None:
        raise Http404
    return month


def _at(name, month, *more):
    return reverse(f"orders:{name}", args=[f"{month:%Y-%m}", *more])


@guard(permissions.TIMESHEET)
@require_safe
def timesheets(request):
    """The month that is going on."""
    return redirect(_at("timesheet", months()[0]))


@guard(permissions.TIMESHEET)
@require_safe
def timesheet(request, month):
    month = _month(month)
    sheet, lang = stored(month), "ru" if is_ru() else "ky"
    closed = bool(sheet and sheet.closed_on)
    corrections = TimesheetCorrection.objects.filter(day__gte=month, day__lte=month_days(month)[-1], annulled_at=None)
    context = {
        "title": _("Timesheet"),
        "line": month_year(month),
        "acts": _acts(month, closed),
        "months": [(one, _at("timesheet", one), one == month) for one in reversed(months()[:12])],
        "sheet": sheet if closed else None,
        "paper": page.render(TimesheetReport().build({"month": month}, lang)),
        "corrections": [
            (one, Act(_("Annul"), _at("correction_annul", month, one.pk), permissions.CORRECT_TIMESHEET, method="post"))
            for one in corrections.select_related("employee__person", "by")
        ],
    }
    return render(request, "orders/timesheet.html", context)


def _acts(month, closed):
    report = f"{reverse('papers:report', args=[CODE])}?month={month:%Y-%m}"
    acts = [Act(_("PDF and XLSX"), report, permissions.TIMESHEET, icon="print")]
    reason = _("The timesheet of this month is closed already.") if closed else None
    acts.append(Act(_("Correct a day"), _at("correction", month), permissions.CORRECT_TIMESHEET, reason=reason))
    if closed:
        acts.append(Act(_("Open again"), _at("timesheet_reopen", month), permissions.CLOSE_TIMESHEET, danger=True))
    else:
        question = _("Close the timesheet? Later orders will not change it.")
        close = _at("timesheet_close", month)
        acts.append(Act(_("Close"), close, permissions.CLOSE_TIMESHEET, method="post", main=True, confirm=question))
    return acts


def _crumbs(month):
    return [(_("Timesheet"), reverse("orders:timesheets")), (month_year(month), _at("timesheet", month))]


@guard(permissions.CORRECT_TIMESHEET)
def correction(request, month):
    month = _month(month)
    form = CorrectionForm(request.POST or None, month=month)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            employee = Employee.objects.get(pk=asked["employee"])
            actions.correct_day(employee, asked["day"], asked["code"], asked["reason"], by=request.user)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The day is corrected."))
            return redirect(_at("timesheet", month))
    page_of = {"title": _("Correct a day"), "crumbs": _crumbs(month), "cancel": _at("timesheet", month)}
    return form_page(request, form, submit=_("Correct"), **page_of)


@guard(permissions.CORRECT_TIMESHEET)
@require_POST
def correction_annul(request, month, pk):
    found = TimesheetCorrection.objects.filter(pk=pk, annulled_at=None).select_related("employee__person").first()
    if found is None:
        raise Http404
    _done(request, lambda: actions.annul_correction(found, by=request.user), _("The correction is annulled."))
    return redirect(_at("timesheet", _month(month)))


@guard(permissions.CLOSE_TIMESHEET)
@require_POST
def timesheet_close(request, month):
    month = _month(month)
    told = _("The timesheet is closed: %(month)s.") % {"month": month_year(month)}
    _done(request, lambda: actions.close_timesheet(month, by=request.user), told)
    return redirect(_at("timesheet", month))


def _done(request, act, told):
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, told)


@guard(permissions.CLOSE_TIMESHEET)
def timesheet_reopen(request, month):
    month = _month(month)
    sheet = stored(month)
    if not (sheet and sheet.closed_on):
        raise Http404
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.reopen_timesheet(month, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The timesheet is open again."))
        return redirect(_at("timesheet", month))
    line = _("Closed on %(day)s.") % {"day": date_long(sheet.closed_on)}
    page_of = {"title": _("Open the timesheet again"), "line": line, "crumbs": _crumbs(month), "danger": True}
    return form_page(request, form, submit=_("Open again"), cancel=_at("timesheet", month), **page_of)
