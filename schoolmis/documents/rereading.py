"""Files that were taken in before the reader of words existed are read afterwards, each once."""

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.documents.models import DocumentFile, FileText
from schoolmis.documents.pdf_text import text_of


def unread():
    return DocumentFile.objects.filter(words=None, stored__kind="pdf").select_related("stored").order_by("pk")


def read_files(*, by: User, progress=lambda done, total: None) -> tuple[int, int]:
    """(files read, of them with words). A scan is noted as read too, so that a second run finds nothing to do.

    Each file is a transaction of its own: a run that is broken off goes on where it stopped.
    """
    files = list(unread())
    worded = 0
    for number, file in enumerate(files, 1):
        words = _words(file)
        with acting(by):
            _row, new = FileText.objects.get_or_create(file=file, defaults={"text": words})
        worded += bool(words and new)
        progress(number, len(files))
    if files:
        record("documents.read_files", by=by, read=len(files), worded=worded)
    return len(files), worded


def _words(file) -> str:
    """A file that the store has lost has no words; that is another command's matter."""
    try:
        with file.stored.content.open("rb") as content:
            return text_of(content)
    except FileNotFoundError:
        return ""
