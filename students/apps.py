from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudentsConfig(AppConfig):
    name = "students"
    verbose_name = _("Students")

    def ready(self):
        from students import (  # noqa: F401
            citing,
            counts,
            events,
            extract,
            imports,
            menu,
            notice_kinds,
            orders,
            panels,
            permissions,
            picks,
            record_blocks,
            scans,
            search,
            sources,
            words,
            year_jobs,
        )
