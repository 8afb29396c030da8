"""The class journal for the archive: asked for, and kept in the register with its number and hash (R1-4.1/2)."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import permissions
from journal.models import PrintedJournal
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.audit.exports import PRINT, book_export
from schoolmis.files.actions import keep_file
from schoolmis.jobs.models import Job
from schoolmis.jobs.queue import enqueue
from schoolmis.papers import checks
from schoolmis.structure.models import SchoolClass, Section, Subject, Term

JOB = "journal.class_book"
NUMBERING = "select pg_advisory_xact_lock(hashtext('journal.class_book'))"
PAPER = checks.declare(JOB, gettext_lazy("Class journal"))


def order_journal(
    of: SchoolClass, *, term: Term | None, subject: Subject | None, lang: str, origin: str, by: User
) -> Job:
    """R1-4.1/2: the book is made in the background; the order is booked as a print."""
    grant = permissions.CLASS_BOOK.demand(by, of)
    if subject and not Section.objects.filter(group__classes=of, subject=subject).exists():
        raise ValidationError({"subject": ValidationError(_("This class is not taught this subject."), "subject")})
    parts = (_("Class journal"), str(of), subject and subject.name, str(term or of.year))
    title = ", ".join(filter(None, parts))
    with acting(by, grant=grant):
        mark = book_export(PRINT, by=by, name=title, format="pdf", report=JOB, params=str(of.pk))
        asked = {"of": of.pk, "term": term and term.pk, "subject": subject and subject.pk}
        return enqueue(JOB, owner=by, title=title, lang=lang, origin=origin, mark=mark.text(lang), **asked)


def keep_journal(composed, *, origin: str, mark: str, by: User) -> PrintedJournal:
    """R1-4.1/2: the next number of the year, under a lock; the file is bound with it and kept with its hash."""
    asked, day = composed.asked, clock.today()
    grant = permissions.CLASS_BOOK.demand(by, asked.school_class)
    with acting(by, grant=grant):
        with connection.cursor() as cursor:
            cursor.execute(NUMBERING)
        last = PrintedJournal.objects.filter(year=day.year).order_by("-number").values_list("number", flat=True).first()
        number = (last or 0) + 1
        check = checks.issue(PAPER, number, day)
        data = composed.bound(number, check, origin=origin, mark=mark)
        name = f"journal-{asked.school_class}-{number}.pdf"
        kept = PrintedJournal.objects.create(
            school_class=asked.school_class,
            term=asked.term,
            subject=asked.subject,
            language=composed.lang,
            year=day.year,
            number=number,
            check_row=check,
            file=keep_file(SimpleUploadedFile(name, data), by=by, kinds={"pdf"}),
            pages=composed.pages,
            corrections=composed.corrections,
            made_by=by,
        )
        record("journal.print_book", kept, by=by, pages=kept.pages, sha256=kept.file.sha256)
    return kept


def annul_journal(book: PrintedJournal, *, why: str, by: User) -> PrintedJournal:
    """R1-4.1/2: a book made wrongly keeps its number and its file; the register and its code say «annulled»."""
    grant = permissions.ANNUL_BOOK.demand(by, book.school_class)
    if not why.strip():
        raise ValidationError({"why": ValidationError(_("Write why the journal is annulled."), "why")})
    with acting(by, reason=why.strip(), grant=grant):
        checks.annul(book.check_row)
        book.annulled_why, book.annulled_by = why.strip(), by
        book.save(update_fields=["annulled_why", "annulled_by"])
        record("journal.annul_book", book, by=by, why=book.annulled_why)
    return book
