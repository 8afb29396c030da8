"""What stands on a child's page beside marks: praise and remarks, absences told, files of homework, messages, texts."""

from django.db import connection

from journal import remote
from journal.models import AbsenceNote, BehaviourNote
from schoolmis.accounts.models import User
from schoolmis.ui.dates import is_ru

# One statement for all of them: this page is the one that everybody opens.
NOTES = f"""
select n."on", n."on", n.kind, n.words, u.name, '', n.written_at, n.id
from journal_behaviournote n join accounts_user u on u.id = n.written_by_id
where n.student_id = %(student)s and n.annulled_at is null and n.for_family and n."on" between %(first)s and %(last)s
union all select first, last, reason, words, status, answer, decided_at, id from journal_absencenote
where student_id = %(student)s and last >= %(first)s
union all select null, null, 'file', f.name, h.lesson_id::text, f.id::text, null, 0 from journal_homeworkfile h
join files_storedfile f on f.id = h.file_id where h.lesson_id = any(%(lessons)s) and h.taken_off_at is null
union all select null, null, 'talk', '', u.name, '', null, t.id from journal_conversation t
join accounts_user u on u.id = t.teacher_id where t.student_id = %(student)s and t.guardian_id = %(reader)s and exists (
    select 1 from journal_message m where m.conversation_id = t.id and m.by_id <> t.guardian_id
    and (t.guardian_seen_at is null or m.at > t.guardian_seen_at))
union all select t.ends_on, null, 'text', x.words, u.name,
    case when %(ru)s then coalesce(nullif(s.name_ru, ''), s.name_ky)
        else coalesce(nullif(s.name_ky, ''), s.name_ru) end, x.given_at, s."order"
from journal_termtext x join structure_subject s on s.id = x.subject_id join accounts_user u on u.id = x.written_by_id
left join structure_term t on t.id = x.term_id
where x.student_id = %(student)s and x.given_at is not null and (t.ends_on = %(last)s
    or x.term_id is null and x.year_id = %(year)s and %(is_last)s)
{remote.UNUSUAL}
order by 1 desc nulls last, 6
"""


def read(page, term, seen, reader) -> None:
    """Praise and remarks for the family, absences told, the newest first; files of the homework ahead."""
    tasks = {task.lesson: task for day in [page.today, *page.ahead] if day for task in day.every()}
    wanted = {
        "student": page.student.pk,
        "first": term.starts_on,
        "last": term.ends_on,
        "lessons": list(tasks),
        "reader": reader,
        "day": page.day,
        "ru": is_ru(),
        "year": term.year_id,
        "is_last": page.terms[-1].pk == term.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(NOTES, wanted)
        rows = cursor.fetchall()
    for first, last, what, words, by, answer, at, pk in rows:
        if what == "talk":
            page.talks.append({"id": pk, "who": by})
            continue
        if what == "file":
            tasks[int(by)].files.append({"id": int(answer), "name": words})
            continue
        if what == "text":
            text = {"subject": answer, "words": words, "by": by, "of_year": first is None, "order": pk}
            page.texts.append(text | {"new": bool(seen and at > seen)})
            continue
        if what in BehaviourNote.Kind:
            note = BehaviourNote(pk=pk, on=first, kind=what, words=words, written_by=User(name=by))
            page.notes.append(note)
        elif remote.add_unusual(page, first, last, what, (words, by, answer)):
            continue
        else:
            note = AbsenceNote(pk=pk, first=first, last=last, reason=what, words=words, status=by, answer=answer)
            page.told.append(note)
        note.new = bool(seen and at and at > seen)
    page.texts.sort(key=lambda one: (one["of_year"], one["order"], one["subject"]))
    page.notes, page.told = page.notes[:10], page.told[:6]
    page.remote.reverse()
    page.lost.reverse()
