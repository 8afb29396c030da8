"""How often somebody may knock: so many times within so many minutes, counted in the database for all processes.

A school is one address for everybody in it, so what is counted by address has room for a computer room.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.shortcuts import render

from schoolmis import clock

COUNT = """
    insert into audit_knock as known (key, since, count) values (%s, %s, 1)
    on conflict (key) do update set
        count = case when known.since < %s then 1 else known.count + 1 end,
        since = case when known.since < %s then excluded.since else known.since end
    returning count, since
"""
FORGET = "delete from audit_knock where since < %s"
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Pace:
    """`most` knocks of one address or one user within `minutes`."""

    code: str
    most: int
    minutes: int

    def knock(self, who: str) -> int:
        """Count one; 0 when it is within the pace, else the minutes to wait."""
        now, span = clock.now(), timedelta(minutes=self.minutes)
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [self._key(who), now, now - span, now - span])
            count, since = cursor.fetchone()
            if count == 1:
                cursor.execute(FORGET, [now - KEPT])
        return 0 if count <= self.most else max(1, -(-int((since + span - now).total_seconds()) // 60))

    def _key(self, who: str) -> str:
        """An address is not kept, only its trace with the installation's own key."""
        return hashlib.sha256(f"{settings.SECRET_KEY} {self.code} {who}".encode()).hexdigest()[:40]

    def of_address(self, request) -> int:
        return self.knock(address(request))

    def of_user(self, request) -> int:
        return self.knock(f"user {request.user.pk}")


def address(request) -> str:
    """Where the request comes from; behind the school's own proxy it is the last address the proxy names."""
    told = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return told.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")


class TooMany(Exception):
    """Raised anywhere under a view; the page says how long to wait."""

    def __init__(self, minutes: int):
        super().__init__(minutes)
        self.minutes = minutes


def answer(request, minutes: int):
    """Our page, 429."""
    reply = render(request, "429.html", {"minutes": minutes, "is_pace": True}, status=429)
    reply["Retry-After"] = str(minutes * 60)
    return reply


class PaceMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, problem):
        return answer(request, problem.minutes) if isinstance(problem, TooMany) else None


CHECKS = Pace("check", most=60, minutes=10)
SLIPS = Pace("join", most=60, minutes=10)
EXPORTS = Pace("export", most=60, minutes=10)


def within(minutes: int) -> None:
    """Go on, or leave the view with the page that says how long to wait."""
    if minutes:
        raise TooMany(minutes)
