from django.urls import path

from schoolmis.people import completeness_views, consent_views, file_views, name_views, views

app_name = "people"
urlpatterns = [
    path("", views.staff_list, name="staff"),
    path("incomplete/", completeness_views.incomplete, name="incomplete"),
    path("new/", views.employee_new, name="employee_new"),
    path("<int:pk>/", views.employee_card, name="employee"),
    path("<int:pk>/edit/", views.employee_edit, name="employee_edit"),
    path("<int:pk>/name/", name_views.name_change, name="name"),
    path("<int:pk>/consents/give/", consent_views.consent_give, name="consent_give"),
    path("<int:pk>/consents/<int:consent>/withdraw/", consent_views.consent_withdraw, name="consent_withdraw"),
    path("<int:pk>/consents/<int:consent>/scan/", consent_views.consent_scan, name="consent_scan"),
    path("<int:pk>/consents/form/", consent_views.consent_paper, name="consent_paper"),
    path("<int:pk>/slip/", views.employee_slip, name="employee_slip"),
    path("<int:pk>/file/", file_views.staff_file, name="file"),
    path("<int:pk>/file/<slug:code>/new/", file_views.row_new, name="row_new"),
    path("<int:pk>/file/<slug:code>/<int:row>/", file_views.row_edit, name="row"),
    path("<int:pk>/file/<slug:code>/<int:row>/annul/", file_views.row_annul, name="row_annul"),
]
