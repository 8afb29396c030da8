from django.urls import include, path

urlpatterns = [
    path("", include("schoolmis.ui.urls")),
]
