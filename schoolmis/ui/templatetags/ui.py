"""The tags and filters of every page: `{% load ui %}`. See docs/ui.md."""

from functools import cache, lru_cache

from django import template
from django.forms import CheckboxInput, DateInput, DateTimeInput, FileInput, Textarea, TimeInput
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from schoolmis.ui import acts as ui_acts
from schoolmis.ui import dates, names, numbers, pick, tones
from schoolmis.ui.keeping import kept

register = template.Library()

for function in (
    dates.date_long,
    dates.date_short,
    dates.date_from,
    dates.date_to,
    dates.date_dated,
    dates.day_month,
    dates.month,
    dates.month_year,
    dates.weekday,
    dates.moment,
    dates.clock_time,
    numbers.decimal,
    numbers.whole,
    numbers.percent,
    numbers.money,
    numbers.file_size,
    names.initials,
    names.short_name,
    names.mask_pin,
):
    register.filter(function.__name__, function)


@register.filter
def keep(text):
    """A date's parts, a class, a number with its sign do not break: 12-ноябрь, 8-А, № 3."""
    return kept(text)


@register.filter
def tone(value):
    return tones.tone_of(value)


@cache
def icon_svg(name, small=False):
    """The sign `name` of static/svg/icons.svg; always beside a word, so hidden from screen readers.

    Kept per process: a page has dozens, and each would ask for the hashed name anew.
    """
    return format_html(
        '<svg class="i{}" viewBox="0 0 20 20" aria-hidden="true"><use href="{}#{}"/></svg>',
        " s" if small else "",
        static("svg/icons.svg"),
        name,
    )


def badge_html(label, tone=tones.NONE):
    """A word in a state; "" for no word."""
    if label in (None, ""):
        return mark_safe("")
    return format_html('<span class="badge{}">{}</span>', "" if tone in ("", tones.NONE) else f" is-{tone}", label)


@register.simple_tag
def icon(name, small=False):
    return icon_svg(name, small)


@register.simple_tag
def badge(thing, tone=""):
    """`{% badge order "status" %}`, `{% badge member %}` of a TextChoices, or `{% badge label "warn" %}`."""
    if tone and not isinstance(thing, str) and hasattr(thing, tone):
        return badge_html(*tones.status_of(thing, tone))
    return badge_html(getattr(thing, "label", thing), tone or tones.tone_of(thing))


@register.inclusion_tag("ui/act.html", takes_context=True)
def act_button(context, act, small=False, css=""):
    """An `Act`, pressed by the reader of the page or refused with its reason; `css` stands for a button's own look."""
    request = context.get("request")
    shown = act.for_user(getattr(request, "user", None))
    css = css and css + (" bad" if shown.danger else "")
    return {
        "act": shown,
        "small": small,
        "css": css or shown.css,
        "csrf_token": context.get("csrf_token"),
        "why": f"why-{id(shown.teller or act):x}",
    }


@register.inclusion_tag("ui/page_head.html", takes_context=True)
def page_head(context, title, line="", acts=(), crumbs=(), list=None):
    """Where, what, acts. `crumbs` are (label, address) pairs; the filled act comes last; a `List` adds its export."""
    request = context.get("request")
    row, more, main = ui_acts.placed(ui_acts.shown(acts, getattr(request, "user", None)))
    beside = ui_acts.told_once([*row, *main])
    row, main = beside[: len(row)], beside[len(row) :]
    return {
        "title": title,
        "line": line,
        "crumbs": crumbs,
        "acts": row,
        "more": ui_acts.told_once(more),
        "main": main,
        "list": list,
        "request": request,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ui/empty.html", takes_context=True)
def empty(context, sentence, act=None):
    """Nothing here: one sentence, one act."""
    return {
        "sentence": sentence,
        "act": act,
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ui/stats.html")
def stats(items):
    """Figures in one strip: dicts with label, value and optionally note, url, tone."""
    return {"items": items}


@register.inclusion_tag("ui/notice.html")
def notice(text, tone="kok", act_label="", act_url=""):
    """What stays true on this page."""
    sign = {"good": "check", "warn": "warning", "bad": "warning"}.get(tone, "info")
    return {"text": text, "tone": tone, "sign": sign, "act_label": act_label, "act_url": act_url}


@register.filter
def field_kind(field):
    """How the form pack draws a field: hidden, tick, ticks, input."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, CheckboxInput):
        return "tick"
    return "ticks" if widget.use_fieldset and hasattr(widget, "option_template_name") else "input"


_NATIVE = (
    (DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
    (DateInput, "date", "%Y-%m-%d"),
    (TimeInput, "time", "%H:%M"),
)


@register.simple_tag
def field_input(field):
    """The bare input of a bound field, dressed: class, native date and time pickers, aria from Django."""
    widget = field.field.widget
    for kind, input_type, pattern in _NATIVE:
        if isinstance(widget, kind):
            widget.input_type = input_type
            widget.format = pattern
            break
    attrs = {}
    if field_kind(field) == "input":
        attrs["class"] = f"in {widget.attrs.get('class', '')}".strip()
        if isinstance(widget, FileInput):
            attrs["class"] += " file"
        if isinstance(widget, Textarea) and widget.attrs.get("rows") == "10":
            attrs["rows"] = "3"
    return field.as_widget(attrs=attrs)


@register.simple_tag(takes_context=True)
def pick_one(context, code, name):
    """The choice of one person in a row of a page that has no form of its own."""
    return pick.box(code, name, context["request"].POST)


@register.simple_tag
def error_links(form):
    """[(field, its first error)] for the summary over a form."""
    return [(field, field.errors[0]) for field in form if field.errors]


@register.simple_tag
def menu_lines(lines):
    """Lines of the menu, built here: every page draws some twenty of them."""
    language = get_language()
    return mark_safe("\n".join(_line_html(line, language) for line in lines))  # noqa: S308 each is built by format_html


@lru_cache(maxsize=2000)
def _line_html(line, language):
    count = format_html('<span class="count{}">{}</span>', " is-bad" if line.item.alarm else "", line.count)
    return format_html(
        '<a href="{}"{}>{}<span>{}</span>{}</a>',
        line.url,
        mark_safe(' aria-current="page"') if line.current else "",
        icon(line.item.icon),
        line.item.label,
        count if line.count else "",
    )
