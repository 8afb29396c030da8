"""Setting results: the teacher decides, the average only proposes (domain facts §2.4)."""

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from journal import locks, permissions, policy
from journal.roster import members
from journal.rules.marks import State, may_change_result
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure.models import Section, Term
from students.attestation import attested
from students.models import SHORT, Placement, Result

MARKS = {"2", "3", "4", "5"}
CODES = {short: code for code, short in SHORT.items()}
UPSERT = """
insert into students_result as r (student_id, school_class_id, subject_id, section_id, year_id, period, term_id,
    value, code, own, version, key, set_by_id, set_at)
select s, k, %s, %s, %s, %s, %s, v, c, o, n, %s, %s, %s
from unnest(%s::bigint[], %s::bigint[], %s::int2[], %s::text[], %s::text[], %s::int[]) as sent (s, k, v, c, o, n)
on conflict (student_id, subject_id, year_id, period, term_id) do update set value = excluded.value,
    code = excluded.code, own = excluded.own, section_id = excluded.section_id,
    school_class_id = excluded.school_class_id, version = excluded.version, key = excluded.key,
    set_by_id = excluded.set_by_id, set_at = excluded.set_at
where r.version = excluded.version - 1
returning student_id, version
"""


def set_results(
    section: Section, term: Term | None, sent: list[dict], *, key: str, by: User, period: str | None = None
) -> dict:
    """R1-4.1/1: results of a term, or without one of a `period` (the year, exam, final) for students of a section.

    `sent`: [{"s": student, "t": "5" | "н/а" | "осв" | "", "v": version, "reason": ""}]. Answers as
    save_cells does, with "r" for the column; a result that stood when its term was
    complete or closed changes as the correction policy says.
    """
    grant = permissions.KEEP.demand(by, section)
    period = str(Result.Period.TERM if term else period or Result.Period.YEAR)
    year, column = section.group.year, str(term.pk) if term else period
    first, last = (term.starts_on, term.ends_on) if term else (year.starts_on, year.ends_on)
    answer = {"saved": [], "clash": [], "refused": []}
    reason = next((cell["reason"].strip() for cell in sent if cell.get("reason", "").strip()), "")
    with acting(by, grant=grant, reason=reason):
        locks.hold_terms()
        roster = {m.id: m for m in members(section, first, last)}
        shut, lock = _lock(section, term, period)
        scale = policy.scale_for(section)
        allowed = scale.results(section.subject_id, policy.proposals())
        wanted = {cell["s"]: cell for cell in sent}
        mine = wanted.keys() & roster.keys()  # of another journal nothing is told
        stored = Result.objects.filter(
            student__in=mine, subject=section.subject_id, year=year, period=period, term=term
        )
        now = {r.student_id: r for r in stored.select_related("set_by")}
        writes = {}
        for pk, cell in wanted.items():
            text, has = (cell.get("t") or "").strip().lower(), now.get(pk)
            here = {"r": column, "s": pk, "t": has.text if has else "", "v": has.version if has else 0}
            said = scale.stored(text) or (int(text) if text in MARKS else None, CODES.get(text, ""), "")
            if pk not in roster:
                answer["refused"].append(here | {"code": "out", "message": _("This student is not in this lesson.")})
            elif text and said == (None, "", ""):
                answer["refused"].append(
                    here | {"code": "text", "message": _("“%(text)s” is not a mark.") % {"text": text[:10]}}
                )
            elif text and text not in allowed:
                answer["refused"].append(here | {"code": "scale", "message": _not_here(allowed)})
            elif has and (has.key == key or has.text == text):
                answer["saved"].append(here)
            elif here["v"] != cell["v"]:
                answer["clash"].append(here | _who(has))
            elif shut:
                answer["refused"].append(here | {"code": "locked", "message": shut})
            elif (state := _correction(lock, bool(here["t"]))).code == "locked" or (state.code and not reason):
                answer["refused"].append(here | {"code": state.code, "message": locks.sentence(state)})
            else:
                writes[pk] = (*said, cell["v"] + 1, text)
        if writes:
            _write(section, term, period, writes, key, by, answer, column, last)
            record(
                "journal.set_results",
                section,
                by=by,
                name="",
                column=column,
                results=[[pk, w[-1]] for pk, w in writes.items()],
            )
    return answer


def _not_here(allowed) -> str:
    if not allowed:
        return _("This class studies without marks.")
    return _("Here a result is one of: %(values)s.") % {"values": " ".join(allowed)}


def _lock(section, term, period) -> tuple[str, locks.TermLock]:
    """Why the column cannot be written, empty when it can; how its term stands, of the year the last one."""
    if period in (Result.Period.EXAM, Result.Period.FINAL) and (why := attested(section)):
        return why, locks.TermLock()
    year = section.group.year
    if year.closed_on:
        return locks.sentence(State("locked", "year")), locks.TermLock()
    last = term or section.periods().latest("starts_on")
    lock = locks.term_lock(section, last)
    return locks.of_term(section, term, lock) if term else locks.of_year(year, last), lock


def _correction(lock, changes) -> State:
    decided = policy.proposals().decided if lock.decided else ""
    return may_change_result(closed=lock.closed, changes=changes, decided=decided)


def _who(result) -> dict:
    return (
        {"by": str(result.set_by), "at": f"{timezone.localtime(result.set_at):%d.%m %H:%M}"}
        if result
        else {"by": "", "at": ""}
    )


def _write(section, term, period, writes, key, by, answer, column, last) -> None:
    rows = sorted(writes.items())
    classes = dict(
        Placement.objects.filter(student__in=writes, school_class__year=section.group.year_id, starts_on__lte=last)
        .order_by("starts_on")
        .values_list("student_id", "school_class_id")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            UPSERT,
            [
                section.subject_id,
                section.pk,
                section.group.year_id,
                period,
                term and term.pk,
                key,
                by.pk,
                clock.now(),
                [pk for pk, _w in rows],
                [classes[pk] for pk, _w in rows],
                [w[0] for _pk, w in rows],
                [w[1] for _pk, w in rows],
                [w[2] for _pk, w in rows],
                [w[3] for _pk, w in rows],
            ],
        )
        written = dict(cursor.fetchall())
    lost = (
        {
            r.student_id: r
            for r in Result.objects.filter(
                student__in=set(writes) - set(written),
                subject=section.subject_id,
                year=section.group.year_id,
                period=period,
                term=term,
            ).select_related("set_by")
        }
        if len(written) < len(writes)
        else {}
    )
    for pk, (*_said, text) in rows:
        if pk in written:
            answer["saved"].append({"r": column, "s": pk, "t": text, "v": written[pk]})
        else:
            has = lost[pk]
            answer["clash"].append({"r": column, "s": pk, "t": has.text, "v": has.version} | _who(has))
