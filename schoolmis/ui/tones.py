"""Which colour a state has. The word always stands beside it; the colour only repeats the word."""

GOOD, WARN, BAD, KOK, NONE = "good", "warn", "bad", "kok", "none"

# By the stored value of a status, for every app at once; a TextChoices with a `tone` of its own goes first.
TONES = {
    GOOD: "active approved closed confirmed current done executed excellent filled given good given_back in_force paid "
    "passed present published ready returned signed studying valid yes",
    WARN: "conditional debt draft due expiring incomplete late partial pending planned repair unfilled waiting warning "
    "withdrawn",
    BAD: "absent annulled bad damaged expelled expired failed locked lost missing no overdue rejected refused revoked",
    KOK: "chosen new now open running today",
}
_BY_VALUE = {value: tone for tone, values in TONES.items() for value in values.split()}


def tone_of(value):
    """good, warn, bad, kok or none for a status (a TextChoices member or its stored value); a tone stays itself."""
    if value in (GOOD, WARN, BAD, KOK, NONE):
        return value
    own = getattr(value, "tone", None)
    if own:
        return own
    return _BY_VALUE.get(str(getattr(value, "value", value)), NONE)


def status_of(obj, field):
    """The status of `obj.field` as (label, tone); the choices are the nested class named after the field."""
    value = getattr(obj, field)
    label = getattr(obj, f"get_{field}_display", lambda: value)()
    choices = getattr(type(obj), field.title().replace("_", ""), None)
    if choices is not None and value in getattr(choices, "values", ()):
        value = choices(value)
    return label, tone_of(value)
