from django.urls import path

from . import check_page, saving, views

app_name = "papers"
urlpatterns = [
    path("check/<str:code>/", check_page.check, name="check"),
    path("reports/", views.catalogue, name="catalogue"),
    path("reports/layouts/<int:pk>/remove/", saving.drop_layout, name="drop_layout"),
    path("reports/<str:code>/save/", saving.save_layout, name="save_layout"),
    path("reports/<str:code>/", views.report_page, name="report"),
]
