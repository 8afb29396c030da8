from django.urls import path

from schoolmis.orders.bodies import pages, views

app_name = "bodies"
urlpatterns = [
    path("", views.body_list, name="list"),
    path("new/", views.body_new, name="new"),
    path("<int:pk>/", views.body_page, name="body"),
    path("<int:pk>/edit/", views.body_edit, name="edit"),
    path("<int:pk>/close/", views.body_close, name="close"),
    path("<int:pk>/number/", views.body_number, name="number"),
    path("<int:pk>/members/", views.body_members, name="members"),
    path("seats/<int:pk>/end/", views.end_seat, name="end_seat"),
    path("protocols/", pages.protocol_list, name="protocols"),
    path("protocols/new/", pages.protocol_new, name="protocol_new"),
    path("protocols/<int:pk>/", pages.protocol_page, name="protocol"),
    path("protocols/<int:pk>/sheet/", pages.protocol_sheet, name="protocol_sheet"),
    path("protocols/<int:pk>/print/", pages.protocol_print, name="protocol_print"),
    path("protocols/<int:pk>/sign/", pages.protocol_sign, name="protocol_sign"),
    path("protocols/<int:pk>/annul/", pages.protocol_annul, name="protocol_annul"),
    path("protocols/<int:pk>/scan/", pages.protocol_scan, name="protocol_scan"),
]
