from django.urls import path

from schoolmis.documents import pages, tasks, views

app_name = "documents"
urlpatterns = [
    path("", views.index, name="index"),
    path("rules/new/", views.publish, name="publish"),
    path("rules/<int:version>/", views.rules, name="rules"),
    path("register/", pages.register_list, name="register"),
    path("register/add/<slug:direction>/", pages.document_new, name="new"),
    path("register/numbers/", pages.numbers, name="numbers"),
    path("register/lists/", pages.lists, name="lists"),
    path("register/lists/kind/", pages.kind_new, name="kind_new"),
    path("register/lists/case/", pages.case_new, name="case_new"),
    path("register/<int:pk>/", pages.document_page, name="document"),
    path("register/<int:pk>/edit/", pages.document_edit, name="edit"),
    path("register/<int:pk>/resolve/", pages.document_resolve, name="resolve"),
    path("register/<int:pk>/complete/", pages.document_complete, name="complete"),
    path("register/<int:pk>/case/", pages.document_file, name="file"),
    path("register/<int:pk>/attach/", pages.document_attach, name="attach"),
    path("instructions/", tasks.instruction_list, name="instructions"),
    path("instructions/give/", tasks.instruct, name="instruct"),
    path("instructions/<int:pk>/", tasks.instruction_page, name="instruction"),
    path("instructions/<int:pk>/annul/", tasks.instruction_annul, name="annul_instruction"),
    path("instructions/parts/<int:pk>/read/", tasks.task_read, name="task_read"),
    path("instructions/parts/<int:pk>/report/", tasks.task_report, name="task_report"),
    path("instructions/parts/<int:pk>/accept/", tasks.task_accept, name="task_accept"),
    path("instructions/parts/<int:pk>/return/", tasks.task_return, name="task_return"),
]
