from django.urls import include, path

from journal.views import worker as journal

urlpatterns = [
    path("access/", include("schoolmis.access.urls")),
    path("journal/", include("journal.urls")),
    path("sw.js", journal.service_worker),
    path("account/", include("schoolmis.accounts.entrance")),
    path("account/", include("schoolmis.accounts.urls")),
    path("", include("schoolmis.papers.urls")),
    path("bodies/", include("schoolmis.orders.bodies.urls")),
    path("documents/", include("schoolmis.documents.urls")),
    path("files/", include("schoolmis.files.urls")),
    path("help/", include("schoolmis.help.urls")),
    path("imports/", include("schoolmis.imports.urls")),
    path("jobs/", include("schoolmis.jobs.urls")),
    path("my-data/", include("schoolmis.people.data_urls")),
    path("notices/", include("schoolmis.notices.urls")),
    path("", include("schoolmis.desk.urls")),
    path("orders/", include("schoolmis.orders.urls")),
    path("school/events/", include("schoolmis.events.urls")),
    path("school/", include("schoolmis.structure.urls")),
    path("staff/", include("schoolmis.people.urls")),
    path("students/", include("students.urls")),
    path("", include("schoolmis.ui.urls")),
]

handler403 = "schoolmis.access.views.denied"
