"""FET is given the load, and its timetable comes back as a draft without a clash."""

import os
import shutil
import stat
import sys
from datetime import date, time

import pytest

from journal.actions import fill_version, publish_version, start_version
from journal.formats import read_timetable
from journal.generation import engine
from journal.generation.atoms import atoms
from journal.generation.barred import barred
from journal.generation.grid import lay_out
from journal.generation.task import Activity, build
from journal.generation.write import data_file
from journal.models import Place, Slot, TimetableVersion
from schoolmis.audit.book import acting
from schoolmis.imports import actions
from schoolmis.imports.reading import Unreadable
from schoolmis.jobs import queue
from schoolmis.jobs.models import Job
from schoolmis.people.models import Employee
from schoolmis.structure.actions import add_group, add_room, add_section, change_class
from schoolmis.structure.models import Bell, Section, Subject, TeachingLoad
from tests.cast import START
from tests.journal.clash_checker import hard_clashes
from tests.journal.test_timetable_import import own_files, states  # noqa: F401

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)

# A stand-in for the program: every activity has an hour of its own in its shift. FAKE_FET says how the run ends.
FAKE = """#!{python}
import os, re, sys, time
options = dict(one[2:].split("=", 1) for one in sys.argv[1:])
text = open(options["inputfile"], encoding="utf-8").read()
ends = os.environ.get("FAKE_FET", "done")
logs = os.path.join(options["outputdir"], "logs")
os.makedirs(logs)
if ends == "waits":
    open(os.path.join(logs, "max_placed_activities.txt"), "w").write("In 0 h 0 m 1 s 7 activities were placed\\n")
    time.sleep(30)
if ends == "failed":
    print("FET - Warning\\nCannot optimize: teacher has too many hours")
    sys.exit(0)
days = re.findall(r"<Day><Name>(.*?)</Name>", text)
hours = re.findall(r"<Hour><Name>(.*?)</Name>", text)
whose = re.findall(r"<Students>(.*?)</Students><Duration>.*?<Id>(\\d+)</Id>", text)
away = {{}}
for of, times in re.findall(r"NotAvailableTimes>.*?<Students>(.*?)</Students>(.*?)</Constraint", text):
    away[of] = re.findall(r"<Day>(.*?)</Day><Hour>(.*?)</Hour>", times)
free, places = [(day, hour) for hour in hours for day in days], {{}}
fixed = re.findall(r"<Activity_Id>(\\d+)</Activity_Id><Preferred_Day>(.*?)</Preferred_Day>"
                   r"<Preferred_Hour>(.*?)</Preferred_Hour>", text)
for key, day, hour in fixed:
    places[key] = day, hour
    free.remove((day, hour))
for students, key in whose:
    places[key] = places.get(key) or next(one for one in free if one not in away.get(students[:3], ()))
    if places[key] in free:
        free.remove(places[key])
if ends == "late":
    places.popitem()
name = "school-highest" if ends == "late" else "school"
folder = os.path.join(options["outputdir"], "timetables", name)
os.makedirs(folder)
with open(os.path.join(folder, "school_activities.xml"), "w", encoding="utf-8") as file:
    file.write("<Activities_Timetable>")
    for key, (day, hour) in places.items():
        file.write(f"<Activity><Id>{{key}}</Id><Day>{{day}}</Day><Hour>{{hour}}</Hour><Room></Room></Activity>")
    file.write("</Activities_Timetable>")
result = "Time exceeded" if ends == "late" else "Simulation successful"
open(os.path.join(logs, "result.txt"), "w").write(result)
"""


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """The stand-in goes before any real one on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "fet-cl"
    program.write_text(FAKE.format(python=sys.executable))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return lambda ends: monkeypatch.setenv("FAKE_FET", ends)


@pytest.fixture
def whichever(request):
    """The real program where the machine has it, else the stand-in."""
    if not shutil.which("fet-cl"):
        request.getfixturevalue("fake")


@pytest.fixture
def two_shifts(world, deputy):
    """1-А comes after dinner, when 8-А still has its sixth lesson; 8-А is divided in mathematics; one laboratory."""
    change_class(world.first_class, shift=2, by=deputy)
    for number, begins in enumerate([time(13, 15), time(14, 0), time(15, 0), time(16, 0)], 1):
        Bell.objects.create(shift=2, number=number, starts_at=begins, ends_at=begins.replace(minute=begins.minute + 40))
    for part in (1, 2):
        group = add_group("subgroup", f"8-А · Математика · {part}", [world.class_a], by=deputy)
        made = add_section(group, Subject.objects.get(code="MAT"), 2, by=deputy)
        teacher = Employee.objects.filter(person__user__username__in=["teacher", "homeroom"]).order_by("pk")[part - 1]
        told = {"order": TeachingLoad.objects.first().order, "teacher": teacher, "hours": 2, "starts_on": START}
        with acting(deputy):
            TeachingLoad.objects.create(section=made, **told)
    laboratory = add_room("Лаб.", by=deputy)
    for section, number in ((world.algebra, 5), (Section.objects.get(group__name="8-Б"), 6)):
        Slot.objects.create(section=section, weekday=1, number=number, room=laboratory, starts_on=START)
    return world


def begin(client, **data):
    return client.post("/journal/timetable/generate/", {"starts_on": "2026-11-20", "minutes": "1"} | data)


def run_job() -> Job:
    made = Job.objects.get(name="journal.generate", status=Job.Status.WAITING)
    queue.run(made.pk)
    made.refresh_from_db()
    return made


def test_a_generated_timetable_has_no_hard_clash(whichever, two_shifts, login, deputy):
    assert begin(login(deputy)).status_code == 302
    made = run_job()
    assert made.status == Job.Status.DONE, made.message
    draft = TimetableVersion.objects.get()
    assert (made.address, draft.status) == (f"/journal/timetable/versions/{draft.pk}/", "draft")
    publish_version(draft, by=deputy)
    assert hard_clashes(two_shifts.year, DAY) == []
    again = actions.stage("x.fet", data_file(_as_it_stands(two_shifts.year), name="x"), kind="", by=deputy)
    assert set(states(again)) == {"unchanged"}


def _as_it_stands(year):
    """The load with every lesson where the timetable has it: the export of what is in force."""
    task = build(year, DAY, keep=set(Subject.objects.values_list("pk", flat=True)))
    assert all(one.fixed for one in task.activities)
    return task


def test_progress_stop_and_what_fet_cannot_do_are_told(fake, world, login, deputy):
    client = login(deputy)
    fake("failed")
    begin(client)
    assert "too many hours" in run_job().message
    fake("late")
    begin(client)
    late = run_job()
    assert late.status == Job.Status.DONE
    assert Place.objects.count() == load_hours(world) - 1
    assert "1" in late.message
    fake("waits")
    begin(client)
    refused = begin(client)
    assert refused.status_code == 422
    going = Job.objects.get(status=Job.Status.WAITING)
    Job.objects.filter(pk=going.pk).update(stop_asked=True)
    stopped = run_job()
    assert (stopped.status, stopped.done) == (Job.Status.STOPPED, 7)
    begin(client)
    waiting = Job.objects.get(status=Job.Status.WAITING)
    assert "/jobs/" in client.get("/journal/timetable/generate/").content.decode()
    client.post(f"/jobs/{waiting.pk}/stop/")
    waiting.refresh_from_db()
    queue.run(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.status == Job.Status.STOPPED
    assert TimetableVersion.objects.count() == 1


def load_hours(world) -> int:
    return sum(int(one.hours) for one in Section.objects.filter(group__year=world.year))


def test_fixed_places_of_a_draft_stay_where_they_are(whichever, two_shifts, login, deputy):
    draft = start_version(two_shifts.year, "Негиз", starts_on=DAY, copied=False, by=deputy)
    fill_version(draft, [(two_shifts.algebra.pk, 5, 6, None, True)], source="x", by=deputy)
    begin(login(deputy), base=draft.pk)
    assert run_job().status == Job.Status.DONE
    made = TimetableVersion.objects.exclude(pk=draft.pk).get()
    told = {"section": two_shifts.algebra, "weekday": 5, "number": 6}
    assert made.places.get(fixed=True) == made.places.get(**told)


def test_without_fet_the_page_says_how_to_install_it(world, login, deputy, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    client = login(deputy)
    assert "sudo apt install fet" in client.get("/journal/timetable/generate/").content.decode()
    assert begin(client).status_code == 422
    assert engine.installed() is None


def test_what_no_engine_could_do_is_told_before_it_is_tried(fake, world, login, deputy):
    world.algebra.hours = 40
    world.algebra.save()
    answer = begin(login(deputy))
    assert answer.status_code == 422
    assert "8-А" in answer.content.decode()
    assert not Job.objects.exists()


def test_the_load_goes_out_as_a_file_that_fet_and_this_program_read(two_shifts, login, deputy):
    content = b"".join(login(deputy).get("/journal/timetable/load.fet").streaming_content)
    for name in ("8-А · Математика · 1", "8-А ·1", "Абдыракманова Чолпонай", "13:00/13:15"):
        assert name in content.decode()
    with pytest.raises(Unreadable) as wrong:
        read_timetable(content)
    assert wrong.value.code == "fet_no_times"


def test_hours_of_two_shifts_share_a_column_only_where_they_meet():
    first = {n: (time(7 + n), time(7 + n, 45)) for n in range(1, 7)}
    second = {1: (time(13, 15), time(13, 55)), 2: (time(14), time(14, 40))}
    grid = lay_out({"a": first, "b": second})
    assert grid.names[5:] == ["13:00/13:15", "14:00"]
    assert grid.of["b"] == {1: 5, 2: 6}
    assert not grid.meeting


def test_hours_that_meet_in_two_columns_are_closed_to_whom_both_need():
    long, short = {1: (time(8), time(9, 30))}, {1: (time(8), time(8, 40)), 2: (time(8, 45), time(9, 25))}
    grid = lay_out({"long": long, "short": short})
    assert grid.meeting == {(0, 1)}

    class Lesson(Activity):
        needs = [("teacher", 1)]

    lessons = [Lesson(1, None, [1], ["long"]), Lesson(2, None, [1], ["short"])]
    assert barred(grid, lessons) == {2: {1}}


def test_a_class_falls_into_parts_that_no_subgroup_cuts():
    subjects = {1: 10, 2: 10, 3: 20, 4: 20}
    full = atoms({1: {"a", "b"}, 2: {"c"}, 3: {"a"}, 4: {"b", "c"}}, subjects, {"a", "b", "c", "d"})
    assert full == [frozenset(), frozenset({1, 3}), frozenset({1, 4}), frozenset({2, 4})]
    unknown = atoms({1: set(), 2: set(), 3: set(), 4: set()}, subjects, set())
    assert {frozenset({1, 3}), frozenset({1, 4}), frozenset({2, 3}), frozenset({2, 4})} == set(unknown)
