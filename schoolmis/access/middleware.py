"""Each request has an id that its entries in the book carry; a role that must have a second factor is held to it."""

import uuid

from allauth.mfa.utils import is_mfa_enabled
from django.core.cache import cache
from django.shortcuts import redirect

from schoolmis.access.actions import CACHE
from schoolmis.access.grants import roles_of
from schoolmis.access.models import SecondFactor
from schoolmis.accounts.middleware import is_free
from schoolmis.audit.book import request_id


def roles_with_second_factor() -> set[str]:
    """Roles held to a second factor; known to every process within half a minute of a change."""
    return cache.get_or_set(CACHE, lambda: set(SecondFactor.objects.values_list("role", flat=True)), 30)


class AccessMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request_id.set(str(uuid.uuid4()))
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or is_free(view):
            return None
        asked = roles_with_second_factor()
        if asked and asked & roles_of(request.user) and not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        return None
