from django.urls import include, path

from schoolmis.orders import duties_sheet, execution_views, numbering, reading_views, staffing, views, yearbook
from schoolmis.orders.staff.views import service

app_name = "orders"
urlpatterns = [
    path("", include("schoolmis.orders.timesheet.urls")),
    path("", views.order_list, name="list"),
    path("load/", staffing.load_page, name="load"),
    path("homerooms/", staffing.homerooms_page, name="homerooms"),
    path("staff/<int:pk>/", service, name="service"),
    path("numbers/", numbering.numbers, name="numbers"),
    path("yearbook/", yearbook.yearbook, name="yearbook"),
    path("to-read/", reading_views.to_read, name="to_read"),
    path("to-read/<int:pk>/", reading_views.to_read_one, name="to_read_one"),
    path("duties/<int:pk>/print/", duties_sheet.duties_print, name="duties_print"),
    path("new/", views.order_new, name="new"),
    path("new/<slug:kind>/", views.order_draft, name="draft"),
    path("new/<slug:kind>/sheet/", views.draft_sheet, name="draft_sheet"),
    path("<int:pk>/", views.order_page, name="order"),
    path("<int:pk>/scan/", reading_views.order_scan, name="scan"),
    path("<int:pk>/readers/", reading_views.order_readers, name="readers"),
    path("<int:pk>/readers/remind/", reading_views.order_remind, name="remind"),
    path("<int:pk>/readers/<int:row>/", reading_views.order_read_on_paper, name="read_on_paper"),
    path("<int:pk>/print/", views.order_print, name="print"),
    path("<int:pk>/sign/", views.order_sign, name="sign"),
    path("<int:pk>/execute/", views.order_execute, name="execute"),
    path("<int:pk>/points/<int:number>/", execution_views.order_tick, name="tick"),
    path("<int:pk>/annul/", views.order_annul, name="annul"),
    path("<int:pk>/revoke/", views.order_revoke, name="revoke"),
]
