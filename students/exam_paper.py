"""The protocol of an exam of the final state attestation, in Kyrgyz and Russian (R7-3.1, domain §2.5)."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from schoolmis.orders.models import Seat
from schoolmis.papers import kit
from schoolmis.papers.form import PrintedForm
from schoolmis.papers.sheets import Column
from schoolmis.structure.models import in_language
from schoolmis.ui.dates import date_long
from students import permissions

WORDS = {
    "ky": {
        "title": "ЭКЗАМЕНДИН ПРОТОКОЛУ",
        "about": "жыйынтыктоочу мамлекеттик аттестация, {year}-окуу жылы",
        "subject": "Предмет",
        "grade": "Класс",
        "form": "Өткөрүү түрү",
        "day": "Өткөрүлгөн күнү",
        "repeat_day": "Кайра өткөрүү күнү",
        "body": "Комиссия",
        "ground": "Негизи",
        "name": "Окуучунун аты-жөнү",
        "class": "Класс",
        "year_mark": "Жылдык",
        "exam": "Экзамен",
        "again": "Кайра",
        "final": "Жыйынтык",
        "remark": "Эскертүү",
        "absent": "келген жок",
        "counts": "Тизмеде: {all}. «5» – {m5}, «4» – {m4}, «3» – {m3}, «2» – {m2}, {who} – {absent}.",
        "never": "келбегени",
        "neither": "эки күнү тең келбегени",
        "chair": "Комиссиянын төрагасы",
        "member": "Комиссиянын мүчөсү",
        "forms": {"written": "жазуу жүзүндө", "oral": "оозеки", "test": "тест"},
    },
    "ru": {
        "title": "ПРОТОКОЛ ЭКЗАМЕНА",
        "about": "итоговой государственной аттестации, {year} учебный год",
        "subject": "Предмет",
        "grade": "Класс",
        "form": "Форма проведения",
        "day": "Дата проведения",
        "repeat_day": "Дата повторного экзамена",
        "body": "Комиссия",
        "ground": "Основание",
        "name": "Фамилия, имя учащегося",
        "class": "Класс",
        "year_mark": "Годовая",
        "exam": "Экзамен",
        "again": "Повторно",
        "final": "Итоговая",
        "remark": "Примечание",
        "absent": "не явился",
        "counts": "По списку: {all}. «5» – {m5}, «4» – {m4}, «3» – {m3}, «2» – {m2}, {who} – {absent}.",
        "never": "не явились",
        "neither": "не явились ни в один из дней",
        "chair": "Председатель комиссии",
        "member": "Член комиссии",
        "forms": {"written": "письменно", "oral": "устно", "test": "тест"},
    },
}


class ExamProtocol(PrintedForm):
    """Subject: `(exam, lines)` as students.attestation reads them."""

    code = "students.exam_protocol"
    title = _("Protocol of an exam")
    permission = permissions.ATTESTATION
    letterhead = "one"

    def name(self, subject, lang):
        return str(subject[0])

    def story(self, subject, lang):
        exam, lines = subject
        words = WORDS[lang]
        facts = [
            (words["subject"], in_language(exam.subject, "name", lang)),
            (words["grade"], exam.grade),
            (words["form"], words["forms"][exam.form]),
            (words["day"], date_long(exam.on, lang) if exam.on else "—"),
        ]
        if exam.repeat_on:
            facts.append((words["repeat_day"], date_long(exam.repeat_on, lang)))
        if exam.body:
            facts.append((words["body"], in_language(exam.body, "name", lang)))
        if exam.ground:
            facts.append((words["ground"], exam.ground))
        who = words["neither" if exam.repeat_on else "never"]
        return [
            kit.title(words["title"]),
            kit.text(words["about"].format(year=exam.year), align="center", after=8),
            *kit.facts(facts, at=0.32),
            _table(words, lines),
            kit.text(words["counts"].format(**_counts(lines), who=who), before=4, after=8),
            kit.together(*(kit.signature_line(words[post], name) for post, name in _signers(exam))),
        ]


def _table(words, lines):
    columns = [
        Column("no", "№", kind="int", width=9),
        Column("name", words["name"], weight=4),
        Column("class", words["class"], width=14, align="center"),
        Column("year", words["year_mark"], kind="mark", width=18),
        Column("exam", words["exam"], kind="mark", width=18),
        Column("again", words["again"], kind="mark", width=18),
        Column("final", words["final"], kind="mark", width=20, strong=True),
        Column("remark", words["remark"], weight=2),
    ]
    rows = [
        (
            place,
            str(line.student),
            str(line.school_class),
            line.year,
            line.entry.value,
            line.entry.again,
            line.final,
            ", ".join(filter(None, [words["absent"] if line.entry.is_absent else "", line.entry.appeal])),
        )
        for place, line in enumerate(lines, 1)
    ]
    return kit.table(columns, rows, row_height=18)


def _counts(lines):
    found = Counter(str(line.entry.mark) for line in lines if line.entry.mark)
    absent = sum(line.entry.is_absent and not line.entry.again for line in lines)
    return {**{f"m{mark}": found[mark] for mark in "5432"}, "all": len(lines), "absent": absent}


def _signers(exam):
    """The commission on the day of the exam, its chair first; two empty lines where none is named."""
    if not exam.body:
        return [("chair", ""), ("member", "")]
    seats = Seat.objects.filter(body=exam.body).select_related("person")
    if exam.on:
        seats = seats.on(exam.on)
    ordered = sorted(seats, key=lambda seat: (seat.post != Seat.Post.CHAIR, seat.person.sort_key or ""))
    return [("chair" if seat.post == Seat.Post.CHAIR else "member", seat.person.short_name) for seat in ordered]
