"""What the frame shows around a page, from providers: `ui` itself asks the database nothing."""

from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language

from . import menu, names

_providers = []
_links = {
    "home": "desk:start",
    "search": "desk:search",
    "sign_in": "account_login",
    "sign_out": "account_logout",
    "account": "accounts:account",
    "help": "help:index",
}


def provide(provider):
    """Register `callable(request) -> dict`: school, place, period, role, person. Later providers win."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def link(**url_names):
    """Name the addresses of the frame's own links: home, search, sign_in, sign_out, account, help."""
    _links.update(url_names)


class Frame:
    """The frame of one request; every part is worked out only if the template asks for it."""

    def __init__(self, request):
        self.request = request
        self.user = getattr(request, "user", None)
        self.signed_in = bool(self.user and self.user.is_authenticated)

    @cached_property
    def about(self):
        facts = {"school": "", "place": "", "period": "", "role": "", "person": ""}
        for provider in _providers:
            facts.update(provider(self.request) or {})
        return facts

    @cached_property
    def person(self):
        if not self.signed_in:
            return ""
        return str(self.about["person"] or self.user.get_full_name() or self.user)

    @property
    def face(self):
        return names.initials(self.person)

    @cached_property
    def links(self):
        return {name: _reverse(url_name) for name, url_name in _links.items()}

    @cached_property
    def lines(self):
        return menu.lines(self.user, self.request.path) if self.signed_in else []

    @cached_property
    def sections(self):
        return menu.sections(self.lines)

    @property
    def phone(self):
        return [line for line in self.lines if line.item.phone][:4]

    @property
    def account(self):
        return [line for line in self.lines if line.item.section == menu.ACCOUNT]

    @property
    def theme(self):
        """light or dark when the reader chose one; "" follows the system."""
        chosen = self.request.COOKIES.get("theme", "")
        return chosen if chosen in ("light", "dark") else ""

    @property
    def language(self):
        return (get_language() or "ky")[:2]


def _reverse(url_name):
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
