"""Numbers of the office's books: per calendar year, without gaps, under a lock."""

from students.models import BookCounter


def next_number(book: str, year: int) -> int:
    """The number, taken: inside the act's transaction, so that an act undone leaves no gap."""
    BookCounter.objects.get_or_create(book=book, year=year)
    counter = BookCounter.objects.select_for_update().get(book=book, year=year)
    counter.next_number += 1
    counter.save(update_fields=["next_number"])
    return counter.next_number - 1
