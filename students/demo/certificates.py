"""Certificates of study of the demo: some issued, one annulled, two asked for by a family."""

from schoolmis import demo
from students import actions
from students.demo.movement import in_class
from students.models import Guardianship

PLACES = ("Социалдык фонд", "", "Тоң районунун соцөнүктүрүү башкармалыгы", "", "Ата-энесинин иштеген жери")


@demo.part(order=36)
def certificates(progress, story):
    """The paper register stood at № 117; the program goes on from there."""
    progress("Certificates of study")
    secretary, guardian = story.users["secretary"], story.users["guardian"]
    made = []
    for place, addressee in enumerate(PLACES):
        student = in_class(story, *max(key for key in story.classes if key[0] <= 9 - place), 2 + place)
        link = student and student.guardianships.select_related("guardian").first()
        if link:
            taken = {"addressee": addressee, "received_by": str(link.guardian), "first_number": 118}
            made.append(actions.issue_certificate(student, by=secretary, **taken))
    for one in made[:-1]:
        actions.print_certificate(one, by=secretary)
    if len(made) > 2:
        actions.annul_certificate(made[1], why="Аты-жөнү ката жазылган, кайра берилди", by=secretary)
    for link in Guardianship.objects.filter(guardian__user=guardian).select_related("student")[:2]:
        actions.ask_certificate(link.student, addressee="Социалдык фонд", by=guardian)
