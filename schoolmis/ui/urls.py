from django.urls import path

from . import views

app_name = "ui"

urlpatterns = [
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
    path("pick/<str:code>/", views.pick, name="pick"),
    path("styleguide/", views.styleguide, name="styleguide"),
]
