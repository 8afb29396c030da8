from django.urls import path

from schoolmis.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.account, name="account"),
    path("join/", views.join, name="join"),
    path("rules/", views.rules, name="rules"),
]
