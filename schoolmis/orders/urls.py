from django.urls import path

from schoolmis.orders import numbering, staffing, views

app_name = "orders"
urlpatterns = [
    path("", views.order_list, name="list"),
    path("load/", staffing.load_page, name="load"),
    path("homerooms/", staffing.homerooms_page, name="homerooms"),
    path("numbers/", numbering.numbers, name="numbers"),
    path("new/", views.order_new, name="new"),
    path("new/<slug:kind>/", views.order_draft, name="draft"),
    path("new/<slug:kind>/sheet/", views.draft_sheet, name="draft_sheet"),
    path("<int:pk>/", views.order_page, name="order"),
    path("<int:pk>/print/", views.order_print, name="print"),
    path("<int:pk>/sign/", views.order_sign, name="sign"),
    path("<int:pk>/execute/", views.order_execute, name="execute"),
    path("<int:pk>/annul/", views.order_annul, name="annul"),
    path("<int:pk>/revoke/", views.order_revoke, name="revoke"),
]
