"""The WSGI application that `manage.py serve` hands to gunicorn."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
