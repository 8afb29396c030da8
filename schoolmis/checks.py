"""What `manage.py check` says beyond Django's own checks."""

import os

from django.conf import settings
from django.core.checks import Warning as Doubt
from django.core.checks import register
from psycopg.conninfo import conninfo_to_dict


@register
def mail_has_a_server(app_configs, **options):
    """The e-mail channel without a server would put every notice off until its tries are spent."""
    if "email" not in settings.NOTICE_CHANNELS or "EMAIL_HOST" in os.environ:
        return []
    hint = "Set EMAIL_HOST, and EMAIL_FROM, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS as the provider says."
    return [Doubt("NOTICE_CHANNELS has email, but no mail server is named.", hint=hint, id="schoolmis.W002")]


@register
def two_database_roles(app_configs, **options):
    """The server works as a role that cannot change tables or delete records; one role for all is only half as safe."""
    if not settings.WEB_URL or conninfo_to_dict(settings.OWNER_URL).get("user") != settings.WEB_ROLE:
        return []
    hint = "Make a second role without ownership, name it in DATABASE_URL and the owner in DATABASE_OWNER_URL."
    return [Doubt("The program works as the owner of the database.", hint=hint, id="schoolmis.W001")]
