"""Days at a distance and lessons not held, as pages read them."""

from datetime import date

from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from journal.models import LostLesson, RemoteDays
from schoolmis.notices import kinds
from schoolmis.ui.dates import day_month

TOLD = kinds.register("journal.remote", _("%(student)s: lessons at a distance, %(days)s. Where: %(platform)s"))
TAKEN_BACK = kinds.register("journal.remote_taken_back", _("%(student)s: at school again, %(days)s."))

# Where a lesson `l` of a section `{section}` is held at a distance; null where the class is at school.
PLACE = """(select coalesce(nullif(r.platform, ''), '—') from journal_remotedays r
    join structure_group_classes rg on rg.schoolclass_id = r.school_class_id
    join structure_section rs on rs.group_id = rg.group_id
    where rs.id = {of}.section_id and {of}.date between r.first and r.last and r.taken_back_at is null limit 1)"""


def days(row) -> str:
    """One day, or from a day to a day."""
    one = day_month(row.first)
    return one if row.first == row.last else f"{one} – {day_month(row.last)}"


def with_place(lessons):
    """Lessons with where their class studies at a distance, for `place`."""
    where = PLACE.replace("coalesce(nullif(r.platform, ''), '—')", "r.platform || chr(10) || r.link")
    return lessons.annotate(remote_place=RawSQL(where.format(of="journal_lesson"), []))


def place(lesson) -> dict | None:
    """{"platform", "link"} of one of with_place(); None where the class is at school."""
    if lesson.remote_place is None:
        return None
    platform, _newline, link = lesson.remote_place.partition("\n")
    return {"platform": platform, "link": link}


# Rows beside praise and remarks on the family's page, seven days ahead: where the class studies at a distance, and how
# many of the student's lessons are not held, by reason. Columns as there; the reason stands after the colon.
UNUSUAL = """
union all select r.first, r.last, 'remote:' || r.reason, r.words, r.platform, r.link, null, 0
from journal_remotedays r join students_placement p on p.school_class_id = r.school_class_id
where p.student_id = %(student)s and p.starts_on <= %(day)s and (p.ends_on is null or p.ends_on > %(day)s)
    and r.taken_back_at is null and r.last >= %(day)s and r.first <= %(day)s + 7
union all select l.date, l.date, 'lost:' || x.reason, count(*)::text, '', '', null, 0
from journal_lostlesson x join journal_lesson l on l.id = x.lesson_id join structure_section s on s.id = l.section_id
where x.restored_at is null and l.date between %(day)s and %(day)s + 7 and s.group_id in (
    select xg.group_id from students_placement p
    join structure_group_classes xg on xg.schoolclass_id = p.school_class_id
    join structure_group g on g.id = xg.group_id and g.kind <> 'subgroup'
    where p.student_id = %(student)s and p.starts_on <= %(day)s and (p.ends_on is null or p.ends_on > %(day)s)
    union select m.group_id from students_membership m
    where m.student_id = %(student)s and m.starts_on <= %(day)s and (m.ends_on is null or m.ends_on > %(day)s))
group by l.date, x.reason
"""


def add_unusual(page, first: date, last: date, what: str, row) -> bool:
    """One of the rows above into the page's `remote` or `lost`; False where it is another row."""
    kind, _colon, reason = what.partition(":")
    if kind == "remote":
        words, platform, link = row
        facts = {"first": first, "last": last, "reason": reason, "words": words}
        page.remote.append(RemoteDays(**facts, platform=platform, link=link))
    elif kind == "lost":
        why = LostLesson.Reason.AWAY if reason in LostLesson.BY_ABSENCE else LostLesson.Reason(reason)
        page.lost.append({"day": first, "n": int(row[0]), "why": why.label})
    else:
        return False
    return True
