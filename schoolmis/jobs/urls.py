from django.urls import path

from schoolmis.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/progress/", views.progress, name="progress"),
    path("<int:pk>/stop/", views.halt, name="stop"),
    path("<int:pk>/result/", views.result, name="result"),
]
