"""Ways a notice goes out beside the list in the program. A channel is `function(notices)`; none is needed."""

_channels = []


def register(function):
    """Register `function(notices)`, called after the commit; a fault in it never undoes what the notice is about."""
    _channels.append(function)
    return function


def every():
    return tuple(_channels)
