from django.urls import path

from schoolmis.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.index, name="index"),
    path("rest/", views.rest, name="rest"),
    path("seen/", views.see, name="see"),
]
