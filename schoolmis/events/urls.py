from django.urls import path

from schoolmis.events.views import calendar, event, kinds

app_name = "events"
urlpatterns = [
    path("", calendar.month, name="calendar"),
    path("new/", event.event_new, name="new"),
    path("kinds/", kinds.kind_list, name="kinds"),
    path("kinds/new/", kinds.kind_edit, name="kind_new"),
    path("kinds/<int:pk>/", kinds.kind_edit, name="kind"),
    path("<int:pk>/", event.event_page, name="event"),
    path("<int:pk>/edit/", event.event_edit, name="edit"),
    path("<int:pk>/call-off/", event.event_call_off, name="call_off"),
]
