from django.urls import path

from schoolmis.structure.views import calendar, classes, half_years, school

app_name = "structure"
urlpatterns = [
    path("", school.school_page, name="school"),
    path("profile/", school.profile_edit, name="profile"),
    path("premises/", school.premises_edit, name="premises"),
    path("subjects/", school.subject_list, name="subjects"),
    path("subjects/new/", school.subject_edit, name="subject_new"),
    path("subjects/<int:pk>/", school.subject_edit, name="subject"),
    path("bells/", school.bells_page, name="bells"),
    path("bells/new/", school.bell_edit, name="bell_new"),
    path("bells/<int:pk>/", school.bell_edit, name="bell"),
    path("rooms/new/", school.room_edit, name="room_new"),
    path("rooms/<int:pk>/", school.room_edit, name="room"),
    path("calendar/", calendar.calendar_page, name="calendar"),
    path("calendar/confirm/", calendar.calendar_confirm, name="confirm"),
    path("calendar/terms/", calendar.terms_edit, name="terms"),
    path("calendar/half-years/", half_years.half_years, name="half_years"),
    path("calendar/off/new/", calendar.day_off_edit, name="off_new"),
    path("calendar/off/<int:pk>/", calendar.day_off_edit, name="off"),
    path("calendar/off/<int:pk>/annul/", calendar.day_off_annul, name="off_annul"),
    path("calendar/special/new/", calendar.special_day_edit, name="special_new"),
    path("calendar/special/<int:pk>/", calendar.special_day_edit, name="special"),
    path("calendar/special/<int:pk>/annul/", calendar.special_day_annul, name="special_annul"),
    path("classes/", classes.class_list, name="classes"),
    path("classes/new/", classes.class_edit, name="class_new"),
    path("classes/<int:pk>/", classes.class_edit, name="class"),
    path("groups/", classes.group_list, name="groups"),
    path("groups/new/", classes.group_new, name="group_new"),
    path("sections/new/", classes.section_new, name="section_new"),
]
