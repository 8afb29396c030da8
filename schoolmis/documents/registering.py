"""What is done with documents: registered under the next number, resolved, carried out, filed (R3-4.1/2)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.documents import permissions, rules
from schoolmis.documents.models import (
    CaseFile,
    Direction,
    Document,
    DocumentFile,
    DocumentKind,
    FileText,
    RegisterCounter,
)
from schoolmis.documents.pdf_text import text_of
from schoolmis.files.actions import DOCUMENTS, keep_file
from schoolmis.notices import kinds
from schoolmis.notices.actions import notify

LETTER = {Direction.INCOMING: "К", Direction.OUTGOING: "Ч", Direction.INTERNAL: "И"}
FIRST_KINDS = (
    ("Кат", "Письмо"),
    ("Буйрук (жогорку органдан)", "Приказ вышестоящего органа"),
    ("Суроо-талап", "Запрос"),
    ("Арыз", "Заявление"),
    ("Акт", "Акт"),
    ("Билдирүү кат", "Докладная записка"),
    ("Отчет", "Отчёт"),
)
FIRST_CASES = (
    ("01-01", "Жогорку органдардын каттары жана буйруктары", "Письма и приказы вышестоящих органов", "5 жыл"),
    ("01-02", "Жөнөтүлгөн каттар", "Отправленные письма", "5 жыл"),
    ("01-03", "Жарандардын арыздары", "Обращения граждан", "5 жыл"),
    ("01-04", "Ички документтер: актылар, билдирүү каттар", "Внутренние документы: акты, докладные", "3 жыл"),
    ("02-01", "Отчеттор", "Отчёты", "туруктуу"),
)
kinds.register("documents.resolved", gettext_lazy("Document %(number)s is given to you"))
DUE = "documents.resolved"


def demanded(permission, by: User, obj=None):
    return None if by.is_system else permission.demand(by, obj)


def begin(by: User) -> None:
    """The lists every school begins with."""
    with acting(by):
        DocumentKind.objects.bulk_create(DocumentKind(name_ky=ky, name_ru=ru) for ky, ru in FIRST_KINDS)
        CaseFile.objects.bulk_create(
            CaseFile(index=index, title_ky=ky, title_ru=ru, kept=kept) for index, ky, ru, kept in FIRST_CASES
        )
        record("documents.begin", by=by)


def register(direction: str, *, by: User, registered_on: date | None = None, upload=None, **facts) -> Document:
    """R3-4.1/2: a document gets the next number of its direction and year. `facts`: fields of Document."""
    grant, on = demanded(permissions.KEEP, by), registered_on or clock.today()
    words = text_of(upload)
    with acting(by, grant=grant):
        RegisterCounter.objects.get_or_create(direction=direction, year=on.year)
        counter = RegisterCounter.objects.select_for_update().get(direction=direction, year=on.year)
        last = Document.objects.filter(direction=direction, year=on.year).order_by("-number").first()
        rules.may_register(on, clock.today(), last and last.registered_on)
        number = counter.next_number
        document = Document.objects.create(
            direction=direction,
            year=on.year,
            number=number,
            number_text=f"{number}-{LETTER[direction]}",
            registered_on=on,
            registered_by=by,
            **facts,
        )
        counter.next_number += 1
        counter.save(update_fields=["next_number"])
        record("documents.register", document, by=by)
        if upload:
            _keep(document, upload, by, words)
    document.refresh_from_db()
    return document


def set_next_number(direction: str, year: int, number: int, *, by: User) -> RegisterCounter:
    """A direction goes on from the paper book's next number; set once, before its first document of the year."""
    grant = demanded(permissions.KEEP, by)
    with acting(by, grant=grant):
        RegisterCounter.objects.get_or_create(direction=direction, year=year)
        counter = RegisterCounter.objects.select_for_update().get(direction=direction, year=year)
        begun = Document.objects.filter(direction=direction, year=year).exists()
        rules.may_set_number(begun, counter.next_number)
        counter.next_number = number
        counter.save(update_fields=["next_number"])
        record("documents.set_next_number", by=by, direction=direction, year=year, number=number)
    return counter


def _changed(document, version, by, act, **facts):
    """Write `facts` if nobody has changed the document since `version`."""
    if not Document.objects.filter(pk=document.pk, version=version).update(version=version + 1, **facts):
        raise ValidationError(_("Somebody else has changed this record meanwhile. Compare and save again."), "version")
    document.refresh_from_db()
    record(act, document, by=by, fields=sorted(facts))
    return document


def change(document: Document, *, version: int, by: User, **facts) -> Document:
    """Correct what was registered; number and day stay."""
    grant = demanded(permissions.KEEP, by)
    with acting(by, grant=grant):
        return _changed(document, version, by, "documents.change", **facts)


def resolve(document: Document, *, version: int, resolution: str, responsible, due_on, by: User) -> Document:
    """R3-5.1d: the director writes what is to be done, by whom, until when; that person is told."""
    grant = demanded(permissions.RESOLVE, by)
    if document.done_on:
        raise ValidationError(_("This document is done already."), "done")
    facts = {"resolution": resolution, "responsible": responsible, "due_on": due_on, "resolved_by": str(by)}
    with acting(by, grant=grant):
        document = _changed(document, version, by, "documents.resolve", state=Document.State.WORK, **facts)
        if responsible and responsible.user_id:
            url = reverse("documents:document", args=[document.pk])
            notify([responsible.user], DUE, by=by, url=url, number=document.number_text)
    return document


def complete(document: Document, *, version: int, outcome: str, by: User) -> Document:
    """The responsible person, or the office, says what was done."""
    grant = demanded(permissions.VIEW, by, document)
    mine = document.responsible_id and document.responsible.user_id == by.pk
    if not mine:
        grant = demanded(permissions.KEEP, by)
    if document.done_on:
        raise ValidationError(_("This document is done already."), "done")
    with acting(by, grant=grant):
        facts = {"outcome": outcome, "done_on": clock.today(), "state": Document.State.DONE}
        return _changed(document, version, by, "documents.complete", **facts)


def file_away(document: Document, *, version: int, case: CaseFile, by: User) -> Document:
    """The paper lies in its case; what needed no work is done with that."""
    grant = demanded(permissions.KEEP, by)
    with acting(by, grant=grant):
        facts = {"case": case, "state": Document.State.FILED, "done_on": document.done_on or clock.today()}
        return _changed(document, version, by, "documents.file", **facts)


def attach(document: Document, upload, *, by: User) -> DocumentFile:
    """A file of the document; under a name that is there already it is the next version."""
    grant = demanded(permissions.VIEW, by, document)
    if not document.responsible_id or document.responsible.user_id != by.pk:
        grant = demanded(permissions.KEEP, by)
    words = text_of(upload)
    with acting(by, grant=grant):
        Document.objects.select_for_update().get(pk=document.pk)
        return _keep(document, upload, by, words)


def _keep(document, upload, by, words):
    stored = keep_file(upload, by=by, kinds=DOCUMENTS)
    before = document.files.filter(name=stored.name).count()
    kept = DocumentFile.objects.create(document=document, stored=stored, name=stored.name, number=before + 1)
    if words:
        FileText.objects.create(file=kept, text=words)
    names = " ".join(sorted(set(document.files.values_list("name", flat=True))))
    Document.objects.filter(pk=document.pk).update(file_names=names)
    record("documents.attach", document, by=by, file=stored.pk, version=kept.number)
    return kept


def keep_kind(name_ky: str, name_ru="", *, by: User) -> DocumentKind:
    """A further kind of document."""
    grant = demanded(permissions.KEEP, by)
    with acting(by, grant=grant):
        kind = DocumentKind(name_ky=name_ky, name_ru=name_ru)
        kind.full_clean()
        kind.save()
        record("documents.keep_kind", by=by, name=str(kind))
    return kind


def keep_case(index: str, title_ky: str, title_ru="", kept="", *, by: User) -> CaseFile:
    """A further case of the list of cases."""
    grant = demanded(permissions.KEEP, by)
    with acting(by, grant=grant):
        case = CaseFile(index=index, title_ky=title_ky, title_ru=title_ru, kept=kept)
        case.full_clean()
        case.save()
        record("documents.keep_case", by=by, name=str(case))
    return case
