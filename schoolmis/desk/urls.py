from django.urls import path

from schoolmis.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.start, name="start"),
    path("panels/<str:code>/", views.panel, name="panel"),
    path("search/", views.search, name="search"),
    path("health/", views.health, name="health"),
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
]
