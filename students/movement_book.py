"""The movement book read from the rows that signed orders wrote: stays and places, a few statements for any period."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q

from schoolmis.orders.models import Series
from schoolmis.structure.models import AcademicYear, SchoolClass
from students.models import Enrolment, Placement
from students.rules import movement_book as book


class Movement:
    """What the book knows of `first`–`last`, both days within."""

    def __init__(self, first: date, last: date):
        self.first, self.last = first, last
        self.spells = [
            book.Spell(student, sex, starts, ends, series == Series.OPENING, back, pk)
            for pk, student, sex, starts, ends, series, back in _spells(first, last)
        ]
        self.parts = book.parts(self.spells, [book.Place(*row) for row in _places(first, last)])
        self.classes = SchoolClass.objects.select_related("year").in_bulk({part.place.of for part in self.parts})

    def school(self, first=None, last=None) -> book.Counts:
        return book.school_balance(self.spells, first or self.first, last or self.last)

    def years(self):
        """[(academic year, first, last, [(class, counts)], the rest)]: the period cut where a year begins.

        The rest is who is on the roll and in no class; it is nobody as a rule.
        """
        found = []
        for year, first, last in _cut(self.first, self.last):
            mine = [part for part in self.parts if part.place.year == year.pk]
            by_class = book.class_balances(mine, first, last)
            rows = sorted(
                ((self.classes[pk], counts) for pk, counts in by_class.items() if counts),
                key=lambda row: (row[0].grade, row[0].letter),
            )
            rest = self.school(first, last) - sum((counts for _of, counts in rows), book.Counts())
            rest = book.Counts(*(_net(one) for one in (rest.total, rest.boys, rest.girls)))
            found.append((year, first, last, rows, rest))
        return found

    def lines(self, kinds) -> list[tuple[book.Entry, object]]:
        """[(entry, its Enrolment or Placement with order and person)] of the kinds, by day, order and name."""
        chosen = [one for one in book.entries(self.spells, self.parts, self.first, self.last) if one.kind in kinds]
        inner = {book.MOVED, book.PROMOTED}
        places = _rows(
            Placement.objects.select_related("order__revokes"), [one.row for one in chosen if one.kind in inner]
        )
        stays = Enrolment.objects.select_related("order__revokes", "departure_order__revokes")
        spells = _rows(stays, [one.row for one in chosen if one.kind not in inner])
        rows = [(one, (places if one.kind in inner else spells)[one.row]) for one in chosen]
        return sorted(rows, key=_place_in_book)


def order_of(entry, row):
    """The signed order that the line rests on."""
    return row.departure_order if entry.kind == book.LEFT else row.order


def _place_in_book(pair):
    entry, row = pair
    order = order_of(entry, row)
    return entry.day, bool(entry.kind == book.LEFT), order and order.date, order and order.number, row.person_key


def _rows(queryset, pks):
    found = queryset.select_related("student__person").annotate(person_key=F("student__person__sort_key"))
    return found.in_bulk(pks)


def _net(one: book.Balance) -> book.Balance:
    """A row without a class: what moves between it and the classes stands as coming in or going out."""
    inner = one.came_in - one.went_out
    return book.Balance(one.start, one.arrived, max(inner, 0), one.left, max(-inner, 0), one.end)


def _spells(first, last):
    """A stay that ended on the day before `first` has its last day there and no say any more."""
    earlier = Enrolment.objects.filter(student=OuterRef("student"), starts_on__lt=OuterRef("starts_on"))
    return (
        Enrolment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)
        .annotate(back=Exists(earlier.exclude(ends_on=F("starts_on"))))
        .order_by("student", "starts_on", "pk")
        .values_list("pk", "student", "student__person__sex", "starts_on", "ends_on", "order__series", "back")
    )


def _places(first, last):
    rows = (
        Placement.objects.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last + timedelta(days=1))
        .order_by("student", "starts_on", "pk")
        .values_list(
            "student",
            "student__person__sex",
            "school_class",
            "school_class__year",
            "starts_on",
            "ends_on",
            "order__series",
            "pk",
        )
    )
    return ((*row[:6], row[6] == Series.OPENING, row[7]) for row in rows)


def _cut(first: date, last: date):
    """(year, first, last): an academic year lasts, in the book, until the next one begins."""
    years = list(AcademicYear.objects.order_by("starts_on"))
    ends = [*(one.starts_on - timedelta(days=1) for one in years[1:]), date.max]
    for number, (year, end) in enumerate(zip(years, ends, strict=True)):
        begins = year.starts_on if number else date.min
        if begins <= last and end >= first:
            yield year, max(first, begins), min(last, end)
