from django.urls import path

from schoolmis.orders.timesheet import views

urlpatterns = [
    path("timesheet/", views.timesheets, name="timesheets"),
    path("timesheet/<str:month>/", views.timesheet, name="timesheet"),
    path("timesheet/<str:month>/correct/", views.correction, name="correction"),
    path("timesheet/<str:month>/correct/<int:pk>/annul/", views.correction_annul, name="correction_annul"),
    path("timesheet/<str:month>/close/", views.timesheet_close, name="timesheet_close"),
    path("timesheet/<str:month>/reopen/", views.timesheet_reopen, name="timesheet_reopen"),
]
