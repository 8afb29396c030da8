from django.urls import path

from students.views import card, classes, consents, guardians, listing, movement, proposals, subjects

app_name = "students"
urlpatterns = [
    path("", listing.student_list, name="list"),
    path("admit/", movement.student_admit, name="admit"),
    path("classes/", classes.class_index, name="classes"),
    path("classes/<int:pk>/", classes.class_page, name="class"),
    path("classes/<int:pk>/slips/", classes.class_slips, name="class_slips"),
    path("classes/<int:pk>/groups/<int:group>/", classes.group_members, name="group"),
    path("proposals/", proposals.proposal_list, name="proposals"),
    path("proposals/<int:pk>/", proposals.proposal_page, name="proposal"),
    path("proposals/<int:pk>/withdraw/", proposals.proposal_withdraw, name="proposal_withdraw"),
    path("<int:pk>/propose/", proposals.propose, name="propose"),
    path("<int:pk>/", card.student_card, name="card"),
    path("<int:pk>/blocks/<str:code>/", card.student_block, name="block"),
    path("<int:pk>/pin/", card.student_pin, name="pin"),
    path("<int:pk>/history/", card.student_history, name="history"),
    path("<int:pk>/edit/", card.student_edit, name="edit"),
    path("<int:pk>/slips/", card.student_slips, name="slips"),
    path("<int:pk>/transfer/", movement.student_transfer, name="transfer"),
    path("<int:pk>/release/", movement.student_release, name="release"),
    path("<int:pk>/restore/", movement.student_restore, name="restore"),
    path("<int:pk>/guardians/add/", guardians.guardian_add, name="guardian_add"),
    path("<int:pk>/guardians/<int:link>/edit/", guardians.guardian_edit, name="guardian_edit"),
    path("<int:pk>/guardians/<int:link>/end/", guardians.guardian_end, name="guardian_end"),
    path("<int:pk>/consents/give/", consents.consent_give, name="consent_give"),
    path("<int:pk>/consents/<int:consent>/withdraw/", consents.consent_withdraw, name="consent_withdraw"),
    path("<int:pk>/consents/<int:consent>/scan/", consents.consent_scan, name="consent_scan"),
    path("<int:pk>/consents/form/", consents.consent_paper, name="consent_paper"),
    path("<int:pk>/exemptions/add/", subjects.exemption_add, name="exemption_add"),
    path("<int:pk>/exemptions/<int:exemption>/end/", subjects.exemption_end, name="exemption_end"),
]
