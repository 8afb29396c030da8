from django.urls import include, path

urlpatterns = [
    path("account/", include("schoolmis.accounts.entrance")),
    path("account/", include("schoolmis.accounts.urls")),
    path("", include("schoolmis.desk.urls")),
    path("", include("schoolmis.ui.urls")),
]
