"""The product's addresses, and the floors under `bench/`; mounted by the benchmark's settings only."""

from django.urls import include, path

from journal.bench import floors

urlpatterns = [
    path("bench/bare/", floors.bare),
    path("bench/sign-in/", floors.sign_in),
    path("bench/grid/<int:section>/", floors.grid),
    path("bench/cells/<int:section>/", floors.cells),
    path("bench/child/<int:student>/", floors.child),
    path("bench/sheet/<int:school_class>/", floors.sheet),
    path("bench/cards/<int:school_class>/", floors.cards),
    path("bench/school/<int:term>/", floors.school),
    path("bench/search/", floors.search),
    path("", include("schoolmis.urls")),
]
handler403 = "schoolmis.access.views.denied"
