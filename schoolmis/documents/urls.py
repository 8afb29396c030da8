from django.urls import path

from schoolmis.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.index, name="index"),
    path("rules/new/", views.publish, name="publish"),
    path("rules/<int:version>/", views.rules, name="rules"),
]
