"""Applications of the demo in every state, and a student who studies at home by an order."""

from schoolmis import demo
from schoolmis.orders.demo import signed
from students.actions import close_application, register_application
from students.demo.movement import in_class
from students.models import Application, Asked

State = Application.State


@demo.part(order=39)
def applications(progress, story):
    """Registered, refused, taken back, carried out: each by its act, on days of this autumn."""
    if not story.past(story.day(11, 10)) or in_class(story, 5, "А", 4) is None:
        return
    progress("Applications")
    secretary = story.users["secretary"]

    def asked(kind, on, seat, **more):
        student = in_class(story, 5, "А", seat)
        name = str(student.guardianships.first().guardian) if student.guardianships.exists() else "Ата-энеси"
        return register_application(kind, received_on=on, student=student, applicant_name=name, by=secretary, **more)

    home = asked(Asked.HOME, story.day(11, 2), 1, text="Дарыгердин корутундусу боюнча үйдө окутууну суранам.")
    refused = asked(Asked.TRANSFER, story.day(11, 3), 2, text="5-Б классына которууну суранам.")
    taken = asked(Asked.SCHOOL, story.day(11, 4), 3, place="Балыкчы шаарындагы № 4 орто мектеп")
    asked(Asked.OTHER, story.day(11, 9), 4, text="Мектеп формасы боюнча суроо.")
    register_application(
        Asked.ADMISSION,
        received_on=story.day(11, 9),
        applicant_name="Үсөнова Жамал Эркиновна",
        child_name="Үсөнов Бекболсун Талантович",
        place="Каракол шаарындагы № 11 мектеп-гимназия",
        by=secretary,
    )
    close_application(refused, State.REFUSED, "5-Б классында орун жок.", by=secretary)
    close_application(taken, State.WITHDRAWN, "", by=secretary)
    documents = [
        {"code": "application", "application": home.pk},
        {"code": "medical", "number": "214", "on": f"{story.day(11, 1)}"},
    ]
    rows = [{"student": home.student_id, "form": "home", "documents": documents}]
    signed(story, "study_home", story.day(11, 5), {"students": rows}, by=secretary, executed=False)
