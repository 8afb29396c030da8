from django.urls import path

from journal import views

app_name = "journal"
urlpatterns = [
    path("", views.sections, name="sections"),
    path("<int:pk>/", views.grid, name="section"),
    path("<int:pk>/term/<int:number>/", views.grid, name="grid"),
    path("<int:pk>/cells/", views.cells, name="cells"),
    path("<int:pk>/results/", views.results, name="results"),
    path("<int:pk>/sheet/", views.sheet, name="sheet"),
    path("<int:pk>/sheet/propose/", views.propose_column, name="propose_column"),
    path("rules/", views.result_policy, name="result_policy"),
    path("<int:pk>/attendance/", views.attendance, name="attendance"),
    path("<int:pk>/term/<int:number>/propose/", views.propose, name="propose"),
    path("cells/<int:lesson>/<int:student>/history/", views.history, name="history"),
    path("lessons/<int:pk>/", views.lesson, name="lesson"),
    path("lessons/<int:pk>/topic/", views.topic, name="topic"),
    path("<int:pk>/plan/", views.plan, name="plan"),
    path("day/", views.day, name="day"),
    path("children/", views.children, name="children"),
    path("children/<int:pk>/", views.child, name="child"),
    path("behind/", views.behind, name="behind"),
    path("timetable/", views.timetable, name="timetable"),
    path("timetable/list.xlsx", views.timetable_list, name="timetable_list"),
    path("timetable/generate/", views.generate, name="generate"),
    path("timetable/load.fet", views.load_file, name="load_file"),
    path("timetable/names/<int:pk>/", views.names, name="names"),
    path("timetable/classes/<int:pk>/", views.class_timetable, name="class_timetable"),
    path("terms/", views.terms, name="terms"),
    path("terms/<int:pk>/", views.term, name="term"),
    path("terms/<int:pk>/step/", views.term_step, name="term_step"),
    path("terms/<int:pk>/back/", views.term_back, name="term_back"),
    path("terms/requests/<int:pk>/", views.answer_reopening, name="answer_reopening"),
    path("<int:pk>/term/<int:number>/ask/", views.ask_reopening, name="ask_reopening"),
    path("<int:pk>/term/<int:number>/reopen/", views.reopen_journal, name="reopen_journal"),
]
