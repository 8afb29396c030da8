from django.urls import path

from schoolmis.people import views

app_name = "people"
urlpatterns = [
    path("", views.staff_list, name="staff"),
    path("new/", views.employee_new, name="employee_new"),
    path("<int:pk>/", views.employee_card, name="employee"),
    path("<int:pk>/edit/", views.employee_edit, name="employee_edit"),
    path("<int:pk>/slip/", views.employee_slip, name="employee_slip"),
]
