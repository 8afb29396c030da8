"""The program's addresses and, until they stand among them, those of the reports."""

from django.urls import include, path

urlpatterns = [path("", include("schoolmis.papers.urls")), path("", include("schoolmis.urls"))]
