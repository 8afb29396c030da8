from django.urls import path

from schoolmis.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.send_up, name="new"),
    path("<int:pk>/", views.upload, name="upload"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/discard/", views.discard, name="discard"),
    path("<int:pk>/refused.xlsx", views.refused, name="refused"),
]
