"""The class journal from the first page to the last (R1-4.1/2, domain §4.6)."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation

from journal import policy, results
from journal.classbook import pupils, read, sheets, spread
from journal.classbook.binding import Book
from journal.classbook.words import WORDS
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.papers import kit
from schoolmis.papers.models import Check
from schoolmis.structure.models import Group, SchoolClass, Subject, Term


@dataclass(frozen=True)
class Asked:
    """Which book: a class, a term or the year for None, one subject or all for None."""

    school_class: SchoolClass
    term: Term | None = None
    subject: Subject | None = None
    homeroom: str = ""
    reader: User | None = None
    """Who has it made: what is told of health is what she may see (R1-6.1)."""

    @property
    def first(self) -> date:
        return (self.term or self.school_class.year).starts_on

    @property
    def last(self) -> date:
        """Up to today: a lesson to come is no page of an archive."""
        return min((self.term or self.school_class.year).ends_on, clock.today())


@dataclass
class Registered:
    """What the title page says of the book itself."""

    number: int
    on: date
    pages: int
    corrections: int
    check: Check


class Composed:
    """All pages but the first, whose number in the register is not known yet."""

    def __init__(self, book, asked, lang, title_at, corrections):
        self.book, self.asked, self.lang = book, asked, lang
        self.title_at, self.corrections = title_at, corrections

    @property
    def pages(self) -> int:
        return len(self.book)

    def bound(self, number: int, check: Check, *, origin: str, mark: str = "") -> bytes:
        """The PDF under its number."""
        words = WORDS[self.lang]
        row = Registered(number, check.issued_on, self.pages, self.corrections, check)
        with translation.override(self.lang):
            self.book.fill(self.title_at, 1, sheets.title(self.asked, row, words, self.lang, origin))
        of = self.asked.school_class
        return self.book.bound(f"{words['journal']} {of}, {of.year} · № {number}", mark)


def sections_of(asked):
    """The class's journals in the curriculum's order: its own, those of its subgroups, joint ones."""
    found = policy.sections().filter(group__classes=asked.school_class)
    if asked.subject:
        found = found.filter(subject=asked.subject)
    return list(found.order_by("subject__order", "subject__name_ky", "group__name"))


def compose(asked: Asked, lang: str, tell=lambda done, total: None) -> Composed:
    """Every page is laid; `tell(done, total)` after each journal."""
    words = WORDS[lang]
    with translation.override(lang):
        sections = sections_of(asked)
        who = pupils.pupils(asked.school_class, asked.first, asked.last)
        book = Book(f"{words['title']} {asked.school_class}", lang)
        title_at = book.reserve(1)
        many = -(-(len(sections) + 6) // sheets.LINES)
        contents_at = book.reserve(many)
        entries = _before(book, asked, who, words)
        corrections = _journals(book, asked, sections, {one.id for one in who}, entries, words, lang, tell)
        entries += _after(book, asked, who, words, lang, corrections)
        book.fill(contents_at, many, sheets.contents(entries, words))
    return Composed(book, asked, lang, title_at, corrections)


def _before(book, asked, who, words) -> list:
    if asked.subject:
        return []
    pages = (("students", sheets.students(who, words)), ("parents", sheets.parents(who, words)))
    return [(words[key], book.lay(story, words[key]), False) for key, story in pages]


def _journals(book, asked, sections, ids, entries, words, lang, tell) -> int:
    every = list(Term.periods.filter(year=asked.school_class.year_id).order_by("starts_on"))
    corrections = 0
    for done, section in enumerate(sections, 1):
        terms = [one for one in every if one.kind == section.period_kind and _belongs(one, asked)]
        told = read.read(section, terms, asked.first, asked.last, ids, lang, with_year=not asked.term)
        if not told.is_empty:
            name = section.subject.name
            if section.group.kind != Group.Kind.CLASS:
                name = f"{name} ({section.group})"
            start, count = _spreads(book, told, name, words, lang)
            entries.append((name, start, True))
            corrections += count
        tell(done, len(sections))
    return corrections


def _belongs(term, asked) -> bool:
    """Results of the book: of the term and of the half-year that ends with it; of the year all that have begun."""
    return term.ends_on == asked.term.ends_on if asked.term else term.starts_on <= clock.today()


def _spreads(book, told, name, words, lang) -> tuple[int, int]:
    start, corrections = 0, 0
    for left, right, more, count in spread.spreads(told, words, lang, name):
        page = book.spread(left, right, "" if start else name)
        start, corrections = start or page, corrections + count
        if more:
            book.lay([kit.text(f"{name}. {words['more']}", bold=True, size=9.5, after=4), *more])
    return start, corrections


def _after(book, asked, who, words, lang, corrections) -> list:
    """Attendance, results, remarks; the last page says how many pages there are, so it is laid on a page of its own."""
    entries = []
    if not asked.subject:
        terms = [one for one in Term.objects.filter(year=asked.school_class.year_id) if _belongs(one, asked)]
        subjects = results.subjects_of(asked.school_class)
        pages = (
            ("missed", sheets.missed(who, terms, words)),
            ("summary", sheets.summary(asked, who, terms, words, subjects)),
        )
        sport = pupils.sport_groups(asked.reader, who, asked.last)
        held = pupils.briefings(asked.school_class, asked.first, asked.last)
        pages += (("health", sheets.health(who, sport, words)), ("briefings", sheets.briefings(who, held, words)))
        entries += [(words[key], book.lay(story, words[key]), False) for key, story in pages]
    remarks = list(sheets.checked(asked, words, asked.first, asked.last))
    laid = book.lay(remarks, words["remarks"])
    book.lay([sheets.end(words, lang, len(book) + 1, corrections)])
    return [*entries, (words["remarks"], laid, False)]
