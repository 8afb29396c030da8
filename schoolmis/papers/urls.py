from django.urls import path

from . import check_page, views

app_name = "papers"
urlpatterns = [
    path("check/<str:code>/", check_page.check, name="check"),
    path("reports/", views.catalogue, name="catalogue"),
    path("reports/<str:code>/", views.report_page, name="report"),
]
