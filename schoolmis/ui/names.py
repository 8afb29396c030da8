"""Names cut short without declining them; «уулу», «кызы», «тегин» belong to the word before."""

_PARTICLES = {"уулу", "кызы", "тегин", "оглы", "углы", "гызы"}


def _parts(name):
    """The words of a full name, surname first, each particle glued to its father's name."""
    parts = []
    for word in str(name or "").split():
        if word.lower() in _PARTICLES and parts:
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts


def initials(name):
    """Two letters for the account's square: «Асан кызы Гүлзат» → «АГ»."""
    return "".join(part[0].upper() for part in _parts(name)[:2])


def short_name(name):
    """«Бөрүбаев Кубаныч Асанович» → «Бөрүбаев К. А.»; «Асан кызы Гүлзат» → «Асан кызы Г.»"""
    parts = _parts(name)
    return " ".join([*parts[:1], *(f"{part[0].upper()}." for part in parts[1:3])])


def mask_pin(pin):
    """A PIN a passer-by may see: 21403201200012 → 2•••••••••0012."""
    pin = str(pin or "")
    return f"{pin[0]}{'•' * (len(pin) - 5)}{pin[-4:]}" if len(pin) > 5 else pin
