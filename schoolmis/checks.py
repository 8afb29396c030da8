"""What `manage.py check` says beyond Django's own checks."""

from django.conf import settings
from django.core.checks import Warning as Doubt
from django.core.checks import register
from psycopg.conninfo import conninfo_to_dict


@register
def two_database_roles(app_configs, **options):
    """The server works as a role that cannot change tables or delete records; one role for all is only half as safe."""
    if not settings.WEB_URL or conninfo_to_dict(settings.OWNER_URL).get("user") != settings.WEB_ROLE:
        return []
    hint = "Make a second role without ownership, name it in DATABASE_URL and the owner in DATABASE_OWNER_URL."
    return [Doubt("The program works as the owner of the database.", hint=hint, id="schoolmis.W001")]
