from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "schoolmis.people"
