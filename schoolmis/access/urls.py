from django.urls import path

from schoolmis.access import exports, views

app_name = "access"
urlpatterns = [
    path("", views.rights, name="rights"),
    path("holders/", views.holders, name="holders"),
    path("exports/", exports.export_list, name="exports"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("second-factor/<int:pk>/drop/", views.drop_second_factor, name="drop_second_factor"),
]
