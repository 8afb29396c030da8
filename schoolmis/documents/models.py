"""The register of electronic documents (R3-4.1/2) and the director's instructions (R1-5.1c, R3-5.1d)."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.orders.models import Decision, Order
from schoolmis.people.models import FoldedKey, Person
from schoolmis.structure.models import in_language

WORDS = ("summary", "correspondent", "their_number", "number_text", "resolution", "file_names")


class DocumentKind(models.Model):
    """What a document is: a letter, an order from above, an act. The list is the school's own."""

    name_ky = models.CharField(_("Name in Kyrgyz"), max_length=80, unique=True)
    name_ru = models.CharField(_("Name in Russian"), max_length=80, blank=True)
    is_used = models.BooleanField(_("In use"), default=True)

    class Meta:
        ordering = ["name_ky"]

    def __str__(self):
        return in_language(self, "name")


class CaseFile(models.Model):
    """A case of the list of cases (иш номенклатурасы): where papers lie and how long they are kept."""

    index = models.CharField(_("Index"), max_length=20, unique=True)
    title_ky = models.CharField(_("Title in Kyrgyz"), max_length=200)
    title_ru = models.CharField(_("Title in Russian"), max_length=200, blank=True)
    kept = models.CharField(_("How long it is kept"), max_length=60, blank=True)
    is_used = models.BooleanField(_("In use"), default=True)

    class Meta:
        ordering = ["index"]

    def __str__(self):
        return f"{self.index} {in_language(self, 'title')}"


class Direction(models.TextChoices):
    INCOMING = "in", _("Incoming")
    OUTGOING = "out", _("Outgoing")
    INTERNAL = "own", _("Internal")


class RegisterCounter(models.Model):
    """The next number of a direction in a year; its row is the lock under which numbers are given."""

    direction = models.CharField(max_length=3, choices=Direction)
    year = models.PositiveSmallIntegerField()
    next_number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["direction", "year"], name="documents_one_counter")]

    def __str__(self):
        return f"{self.direction} {self.year}: {self.next_number}"


class Vector(Func):
    """Words of the folded key, as they stand: no language's endings are cut."""

    template = "to_tsvector('simple'::regconfig, %(expressions)s)"
    output_field = SearchVectorField()


class Plain(Func):
    """Words and numbers alone, one space between them, as `people.names.fold` gives what is typed."""

    template = "regexp_replace(%(expressions)s, '[^[:alnum:]]+', ' ', 'g')"
    output_field = TextField()


def _all_words():
    parts = []
    for name in WORDS:
        parts += [F(name), Value(" ")]
    return Plain(FoldedKey(Concat(*parts, output_field=TextField())))


@legal_record
class Document(models.Model):
    """One registered document: number and date, from or to whom, about what, who answers for it, until when."""

    class State(models.TextChoices):
        REGISTERED = "new", _("Registered")
        WORK = "work", _("On the work")
        DONE = "done", _("Done")
        FILED = "filed", _("In the case")

    tones = {State.REGISTERED: "warn", State.WORK: "kok", State.DONE: "good", State.FILED: "none"}

    direction = models.CharField(_("Direction"), max_length=3, choices=Direction)
    year = models.PositiveSmallIntegerField(editable=False)
    number = models.PositiveIntegerField(_("Number"), editable=False)
    number_text = models.CharField(max_length=20, editable=False)
    registered_on = models.DateField(_("Registered on"), default=clock.today)
    kind = models.ForeignKey(DocumentKind, models.PROTECT, verbose_name=_("Kind"), related_name="documents")
    correspondent = models.CharField(_("Correspondent"), max_length=200, blank=True)
    their_number = models.CharField(_("Their number"), max_length=60, blank=True)
    their_date = models.DateField(_("Their date"), null=True, blank=True)
    summary = models.CharField(_("About what"), max_length=500)
    responsible = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("Responsible"), null=True, blank=True, related_name="documents"
    )
    due_on = models.DateField(_("Deadline"), null=True, blank=True)
    resolution = models.CharField(_("Resolution"), max_length=500, blank=True)
    resolved_by = models.CharField(max_length=200, blank=True)
    state = models.CharField(_("State"), max_length=5, choices=State, default=State.REGISTERED)
    outcome = models.CharField(_("What was done"), max_length=500, blank=True)
    done_on = models.DateField(_("Done on"), null=True, blank=True)
    case = models.ForeignKey(CaseFile, models.PROTECT, verbose_name=_("Case"), null=True, blank=True, related_name="+")
    answers = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    is_restricted = models.BooleanField(_("Restricted"), default=False)
    file_names = models.TextField(blank=True, editable=False)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    folded = models.GeneratedField(expression=_all_words(), output_field=TextField(), db_persist=True)
    search = models.GeneratedField(expression=Vector(_all_words()), output_field=SearchVectorField(), db_persist=True)

    class Meta:
        ordering = ["-registered_on", "-number"]
        indexes = [
            GinIndex(fields=["search"], name="documents_search"),
            GinIndex(fields=["folded"], name="documents_folded", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["due_on"], condition=Q(done_on=None), name="documents_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["direction", "year", "number"], name="documents_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["new", "work"], done_on=None)
                | Q(state__in=["done", "filed"], done_on__isnull=False),
                name="documents_done_has_day",
                violation_error_message=_("A document that is done has the day on which it was."),
            ),
            models.CheckConstraint(
                condition=~Q(state="filed") | Q(case__isnull=False),
                name="documents_filed_has_case",
                violation_error_message=_("Choose the case in which it lies."),
            ),
        ]

    def __str__(self):
        return f"№ {self.number_text}, {self.registered_on:%d.%m.%Y}"


@legal_record
class DocumentFile(models.Model):
    """A file of a document; a newer version of the same file stands beside the former one, never in its place."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="files")
    stored = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(_("Name"), max_length=150)
    number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["name", "-number"]
        constraints = [models.UniqueConstraint(fields=["document", "name", "number"], name="documents_version_once")]

    def __str__(self):
        return f"{self.name} ({self.number})"


class FileText(models.Model):
    """The words inside a file, for the search alone; a scan has none (`documents.pdf_text`)."""

    file = models.OneToOneField(DocumentFile, models.CASCADE, primary_key=True, related_name="words")
    text = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=Vector(Plain(FoldedKey(F("text")))), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        indexes = [GinIndex(fields=["search"], name="documents_file_words")]

    def __str__(self):
        return str(self.file)


@legal_record
class Instruction(models.Model):
    """What the director tells people to do, until when, and what it rests on (R1-5.1c, R3-5.1d)."""

    text = models.TextField(_("What is to be done"))
    given_on = models.DateField(_("Given on"), default=clock.today)
    due_on = models.DateField(_("Deadline"))
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="instructions")
    order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    annulled_on = models.DateField(null=True)
    annulled_why = models.CharField(_("Why annulled"), max_length=300, blank=True)

    class Meta:
        ordering = ["-given_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(annulled_on=None, annulled_why="") | (Q(annulled_on__isnull=False) & ~Q(annulled_why="")),
                name="documents_annulled_says_why",
                violation_error_message=_("Say why the instruction is annulled."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("given_on")),
                name="documents_due_after_given",
                violation_error_message=_("The last day comes before the first one."),
            ),
        ]

    def __str__(self):
        return self.text[:100]


@legal_record
class Task(models.Model):
    """One person's part in an instruction: read, reported, accepted."""

    instruction = models.ForeignKey(Instruction, models.PROTECT, related_name="tasks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="tasks")
    read_on = models.DateField(null=True)
    reported_on = models.DateField(null=True)
    report = models.CharField(_("What was done"), max_length=500, blank=True)
    accepted_on = models.DateField(null=True)
    returned = models.CharField(_("Why it is returned"), max_length=300, blank=True)

    class Meta:
        ordering = ["person__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["instruction", "person"], name="documents_one_task"),
            models.CheckConstraint(
                condition=Q(accepted_on=None) | Q(reported_on__isnull=False), name="documents_accepted_was_reported"
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.instruction}"
