"""The floors: bare views behind the full middleware, signed in, raw SQL, rows built in Python.

Each does what the product's view must do with the same rows and nothing else: no rights on the object, no frame, no
templates, no rules. They are mounted by the benchmark's settings only.
"""

import json
from html import escape

from django.contrib.auth import login
from django.contrib.auth.hashers import check_password
from django.db import connection, transaction
from django.http import HttpResponse, JsonResponse

from journal.bench.size import TODAY
from schoolmis.access.guard import public, signed_in
from schoolmis.accounts.models import User

MEMBERS = """
select p.student_id, x.last_name, x.first_name, x.patronymic
from structure_section s
join structure_group_classes g on g.group_id = s.group_id
join students_placement p on p.school_class_id = g.schoolclass_id
join students_student st on st.id = p.student_id join people_person x on x.id = st.person_id
where s.id = %s order by x.sort_key
"""
LESSONS = """
select l.id, l.date, l.number, l.topic, l.homework, coalesce(l.weight, k.weight), k.short_ky
from journal_lesson l left join journal_workkind k on k.id = l.kind_id
where l.section_id = %s and l.date between %s and %s and l.status = 'planned' order by l.date, l.number
"""
CELLS = """
select lesson_id, student_id, first, second, absence, late, retake, comment, version
from journal_cell where lesson_id = any(%s)
"""
RESULTS = """
select r.student_id, r.value, r.version from students_result r join structure_section s on s.subject_id = r.subject_id
where s.id = %s and r.student_id = any(%s) and r.period = 'term'
"""
UPSERT = """
insert into journal_cell as c (lesson_id, student_id, first, absence, comment, version, key, entered_by_id, entered_at)
select l, s, f, a, '', v, %s, %s, now() from unnest(%s::bigint[], %s::bigint[], %s::int2[], %s::text[], %s::int[])
    x (l, s, f, a, v)
on conflict (lesson_id, student_id) do update set first = excluded.first, second = null, absence = excluded.absence,
    late = null, retake = false, version = excluded.version, key = excluded.key, entered_by_id = excluded.entered_by_id,
    entered_at = excluded.entered_at
where c.version = excluded.version - 1 returning lesson_id, student_id, version
"""
ENTRY = """
insert into audit_entry (at, by_id, by_name, act, subject_type, subject_id, subject_name, data, request_id)
values (now(), %s, %s, 'journal.mark', 'structure.section', %s, '', %s, '')
"""
AVERAGES = """
select c.student_id, round(sum((case when c.retake then 0 else c.first end + coalesce(c.second, 0)) * k.weight)
    / sum(((not c.retake)::int + (c.second is not null)::int) * k.weight), 2)
from journal_cell c join journal_lesson l on l.id = c.lesson_id join journal_workkind k on k.id = l.kind_id
where l.section_id = %s and l.date between %s and %s and c.student_id = any(%s) and c.first is not null
group by c.student_id
"""
OF_CHILD = """
select l.date, l.number, b.id, b.name_ky, b.has_marks, l.topic, l.homework, k.weight, k.name_ky,
    c.first, c.second, c.absence, c.late, c.retake, c.comment, c.entered_at
from students_placement p
join structure_group_classes g on g.schoolclass_id = p.school_class_id
join structure_section s on s.group_id = g.group_id join structure_subject b on b.id = s.subject_id
join journal_lesson l on l.section_id = s.id and l.status = 'planned' and l.date between %s and %s
left join journal_workkind k on k.id = l.kind_id
left join journal_cell c on c.lesson_id = l.id and c.student_id = p.student_id
where p.student_id = %s order by b.order, l.date, l.number
"""
CHILD_RESULTS = "select subject_id, value from students_result where student_id = %s and period = 'term'"
TERM = "select starts_on, ends_on from structure_term where kind = 'quarter' and starts_on <= %s and ends_on >= %s"
SEARCH = """
select p.last_name, p.first_name, p.patronymic, k.grade, k.letter, s.id
from people_person p join students_student s on s.person_id = p.id
left join students_placement x on x.student_id = s.id and x.ends_on is null
left join structure_schoolclass k on k.id = x.school_class_id
where p.folded like %s order by p.sort_key limit 9
"""
STAFF = """
select p.last_name, p.first_name, p.patronymic, e.id from people_person p join people_employee e on e.person_id = p.id
where p.folded like %s order by p.sort_key limit 9
"""
ORDERS = "select title_ky, id from orders_order where ky_fold(title_ky || ' ' || title_ru) like %s limit 9"
SCHOOL = """
select k.grade || '-' || k.letter, r.student_id, r.value
from students_result r join structure_schoolclass k on k.id = r.school_class_id
where r.term_id = %s and r.period = 'term'
"""


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else None


def page(rows) -> HttpResponse:
    return HttpResponse("<!doctype html><table>" + "\n".join(rows) + "</table>")


@public
def bare(request):
    return HttpResponse("<!doctype html><form></form>")


@public
def sign_in(request):
    """One user, one hash, one new session."""
    user = User.objects.get(username=request.POST["login"])
    if not check_password(request.POST["password"], user.password):
        return HttpResponse(status=422)
    login(request, user, "allauth.account.auth_backends.AuthenticationBackend")
    return HttpResponse(status=302, headers={"Location": "/"})


def mean(pairs):
    weight = sum(its for _, its in pairs)
    return sum(mark * its for mark, its in pairs) / weight if weight else None


def text_of(mark, second, absence, retake):
    return absence or (f"{mark}{'→' if retake else '/'}{second}" if second else mark or "")


def counted(mark, second, retake, weight):
    return [(one, weight) for one in (None if retake else mark, second) if one]


@signed_in
def grid(request, section):
    """Members, lessons, cells and results of a section; a row of HTML for each student."""
    ((first, last),) = ask(TERM, TODAY, TODAY)
    people = ask(MEMBERS, section)
    lessons = ask(LESSONS, section, first, last)
    cells = {(row[0], row[1]): row[2:] for row in ask(CELLS, [lesson[0] for lesson in lessons])}
    results = {row[0]: row[1:] for row in ask(RESULTS, section, [one[0] for one in people])}
    rows = [
        "<tr>"
        + "".join(
            f'<th data-l="{pk}" data-home="{escape(home)}" title="{escape(topic)}"><b>{day.day}</b>{kind or ""}</th>'
            for pk, day, number, topic, home, weight, kind in lessons
        )
    ]
    for place, (pk, surname, name, patronymic) in enumerate(people, 1):
        surname, name = escape(surname), escape(name)
        row = [
            f'<tr data-s="{pk}"><th class="no" scope="row">{place}</th><th class="name" scope="row" title="{surname} '
            f'{name} {escape(patronymic)}"><span><b>{surname}</b> <small>{name}</small></span></th>'
        ]
        pairs = []
        for lesson in lessons:
            cell = cells.get((lesson[0], pk))
            if cell is None:
                row.append('<td class="l"></td>')
                continue
            mark, second, absence, late, retake, comment, version = cell
            text = text_of(mark, second, absence, retake)
            note = f' data-c="{escape(comment)}"' if comment else ""
            row.append(f'<td class="l m{mark or absence}" data-v="{version}"{note}>{text}</td>')
            pairs += counted(mark, second, retake, float(lesson[5]))
        average, (value, version) = mean(pairs), results.get(pk, ("", 0))
        row.append(f'<td class="r avg">{average or 0:.2f}</td><td class="r" data-v="{version}">{value}</td></tr>')
        rows.append("".join(row))
    return page(rows)


@signed_in
def cells(request, section):
    """One upsert, one entry in the book, one statement of averages."""
    letter = json.loads(request.body)
    sent = letter["cells"]
    marks = [int(cell["t"]) if cell["t"].isdigit() else None for cell in sent]
    absences = ["" if cell["t"].isdigit() else cell["t"] for cell in sent]
    places = [[cell["l"] for cell in sent], [cell["s"] for cell in sent]]
    versions = [cell["v"] + 1 for cell in sent]
    user = request.user
    with transaction.atomic():
        ask("select set_config('app.actor', %s, true)", str(user.pk))
        written = ask(UPSERT, letter["key"], user.pk, *places, marks, absences, versions)
        ask(ENTRY, user.pk, user.name, section, json.dumps([[c["l"], c["s"], c["t"]] for c in sent]))
    averages = dict(ask(AVERAGES, section, TODAY.replace(month=9, day=1), TODAY, places[1]))
    texts = {(cell["l"], cell["s"]): cell["t"] for cell in sent}
    saved = [{"l": l, "s": s, "v": v, "t": texts[l, s], "avg": str(averages.get(s, ""))} for l, s, v in written]  # noqa: E741
    return JsonResponse({"saved": saved, "clash": [], "refused": []})


@signed_in
def child(request, student):
    """All marks of a child by subject, averages, absences, the day, homework, results."""
    ((first, last),) = ask(TERM, TODAY, TODAY)
    name = ask(
        "select p.last_name, p.first_name from people_person p join students_student s on s.person_id = p.id"
        " where s.id = %s",
        student,
    )
    results = dict(ask(CHILD_RESULTS, student))
    found, today, home, missed = {}, [], [], 0
    for row in ask(OF_CHILD, first, last, student):
        day, number, pk, subject, _has, topic, task, weight, kind, *cell, comment, _at = row
        mark, second, absence, late, retake = cell
        marks, pairs = found.setdefault((pk, subject), ([], []))
        text = text_of(mark, second, absence, retake)
        if day == TODAY:
            today.append(f"<li>{number} {escape(subject)} <small>{escape(topic)}</small> {text}</li>")
            home.append(f"<li>{escape(subject)} {escape(task)}</li>")
        if text:
            said = f": {escape(comment)}" if comment else ""
            marks.append(f'<span class="mark m{text}" title="{day:%d.%m}, {escape(kind or "")}{said}">{text}</span>')
        missed += bool(absence)
        pairs += counted(mark, second, retake, float(weight or 1))
    rows = [
        f"<tr><td>{escape(subject)}</td><td>{' '.join(marks)}</td><td>{mean(pairs) or 0:.2f}</td>"
        f"<td>{results.get(pk, '')}</td></tr>"
        for (pk, subject), (marks, pairs) in found.items()
    ]
    return page([escape(" ".join(name[0])), *today, *home, str(missed), *rows])


@signed_in
def search(request):
    """Students, staff and orders, as the product's one box looks through them."""
    like = f"%{request.GET['q'].lower()}%"
    found = [(" ".join(hit[:3]), f"{hit[3]}-{hit[4]}", hit[5]) for hit in ask(SEARCH, like)]
    found += [(" ".join(hit[:3]), "", hit[3]) for hit in ask(STAFF, like)]
    found += [(title, "", pk) for title, pk in ask(ORDERS, like)]
    return page(f'<li><a href="/{pk}/">{escape(name)}</a> {escape(note)}</li>' for name, note, pk in found)


@signed_in
def school(request, term):
    """The results of the whole school counted by class: how many have only fives, fours, a three, a two."""
    classes = {}
    for name, student, value in ask(SCHOOL, term):
        classes.setdefault(name, {}).setdefault(student, []).append(value)
    rows = []
    for name, students in classes.items():
        least = [min(marks) for marks in students.values()]
        every = [mark for marks in students.values() for mark in marks]
        counts = [least.count(mark) for mark in (5, 4, 3, 2)]
        shares = [100 * (len(least) - counts[3]) / len(least), 100 * (counts[0] + counts[1]) / len(least)]
        cells = [*counts, *(f"{share:.1f}" for share in shares), f"{sum(every) / len(every):.2f}"]
        rows.append(f"<tr><td>{escape(name)}</td>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    return page(rows)


@signed_in
def sheet(request, school_class):
    from journal.bench.drawing import class_sheet

    return HttpResponse(class_sheet(school_class), content_type="application/pdf")


@signed_in
def cards(request, school_class):
    from journal.bench.drawing import report_cards

    return HttpResponse(report_cards([school_class]), content_type="application/pdf")
