"""Parts of the account page that other apps put there: `access` knows the reader's rights, this app does not."""

_sections = []


def section(function):
    """Register `function(request) -> (template, context)` or None."""
    _sections.append(function)
    return function


def of(request):
    return [{"template": made[0], **made[1]} for made in (function(request) for function in _sections) if made]
