from django.urls import path

from . import views

app_name = "papers"
urlpatterns = [
    path("reports/", views.catalogue, name="catalogue"),
    path("reports/<str:code>/", views.report_page, name="report"),
]
