from django.urls import path

from schoolmis.people import data_views

app_name = "own_data"
urlpatterns = [
    path("", data_views.own, name="own"),
    path("<int:pk>/", data_views.extract, name="extract"),
]
