"""An independent checker of a published week: plain Python over rows, knowing nothing of the rules that made it."""

from collections import Counter, defaultdict
from itertools import combinations

from journal.models import ClosedHour, Slot
from schoolmis.structure.models import Bell, Group, Section, TeachingLoad
from students.models import Membership, Placement


def hard_clashes(year, day) -> list[str]:
    """Whoever is in two places at one time: teachers, students (by their class and subgroups), rooms, hours outside the
    shift's bells; and hours a week other than the load's."""
    bells = {
        (b.shift, b.number): (b.starts_at, b.ends_at) for b in Bell.objects.filter(is_short=False, grade_from=None)
    }
    teachers, students = defaultdict(set), defaultdict(set)
    for section, teacher in TeachingLoad.objects.on(day).values_list("section", "teacher"):
        teachers[section].add(teacher)
    in_class, in_group = defaultdict(set), defaultdict(set)
    for of, student in Placement.objects.on(day).values_list("school_class", "student"):
        in_class[of].add(student)
    for group, student in Membership.objects.on(day).values_list("group", "student"):
        in_group[group].add(student)
    sections = {one.pk: one for one in Section.objects.filter(group__year=year).select_related("group")}
    shifts, kinds = {}, {}
    for pk, one in sections.items():
        classes = list(one.group.classes.all())
        kinds[pk] = one.group.kind == Group.Kind.SUBGROUP, {of.pk for of in classes}
        shifts[pk] = {of.shift for of in classes}
        students[pk] = in_group[one.group_id] if kinds[pk][0] else set().union(*(in_class[of.pk] for of in classes))
    found, lessons, count, in_room = [], [], Counter(), defaultdict(list)
    for slot in Slot.objects.on(day).filter(section__in=sections):
        count[slot.section_id] += 1
        hours = {bells.get((shift, slot.number)) for shift in shifts[slot.section_id]}
        if len(hours) != 1 or None in hours:
            found.append(f"no bell: {slot}")
        else:
            lessons.append((slot, hours.pop()))
    found += [f"hours: {one} {count[pk]}" for pk, one in sections.items() if count[pk] != one.hours]
    for (one, first), (two, second) in combinations(lessons, 2):
        if one.weekday != two.weekday or first[1] <= second[0] or second[1] <= first[0]:
            continue
        a, b = one.section_id, two.section_id
        if teachers[a] & teachers[b]:
            found.append(f"teacher: {one} {two}")
        if students[a] & students[b]:
            found.append(f"students: {one} {two}")
        if kinds[a][1] & kinds[b][1] and not (kinds[a][0] and kinds[b][0]):
            found.append(f"class: {one} {two}")
        if one.room_id and one.room_id == two.room_id:
            in_room[one].append(two)
    # A room holds `lessons_at_once`: one that meets as many others as that is too much where they meet each other too.
    found += [f"room: {one} {many}" for one, many in in_room.items() if len(many) >= one.room.lessons_at_once]
    return found


def taught_when_closed(year, day) -> list[str]:
    """Lessons in force that stand where a teacher of theirs said not to be able to teach."""
    closed = defaultdict(set)
    for row in ClosedHour.objects.filter(of__year=year).select_related("of"):
        closed[row.of.teacher_id].add((row.weekday, row.shift, row.number))
    teachers = defaultdict(set)
    for section, teacher in TeachingLoad.objects.on(day).values_list("section", "teacher"):
        teachers[section].add(teacher)
    found = []
    for slot in Slot.objects.on(day).filter(section__group__year=year):
        shifts = {of.shift for of in slot.section.group.classes.all()}
        hours = {(slot.weekday, shift, slot.number) for shift in shifts} | {(slot.weekday, 0, 0)}
        found += [f"{slot}: {teacher}" for teacher in teachers[slot.section_id] if closed[teacher] & hours]
    return found
