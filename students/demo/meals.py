"""Who eats otherwise in the demo: two diets, one who eats at home, two of the senior grades who eat too."""

from schoolmis import demo
from students.actions import add_meal
from students.demo.movement import in_class


@demo.part(order=38)
def meals(progress, story):
    progress("Meals")
    for key, place, kind, note in (
        ((1, "А"), 2, "diet", "сүтсүз"),
        ((3, "Б"), 5, "diet", "№ 5 үстөл"),
        ((2, "А"), 7, "not", ""),
        ((6, "А"), 4, "also", ""),
        ((7, "Б"), 9, "also", ""),
    ):
        student = in_class(story, *key, place)
        if student:
            add_meal(student, kind=kind, note=note, starts_on=story.year.starts_on, by=story.users["secretary"])
