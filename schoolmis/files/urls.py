from django.urls import path

from schoolmis.files import views

app_name = "files"
urlpatterns = [path("<int:pk>/", views.stored_file, name="file")]
