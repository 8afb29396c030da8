"""Files are taken in by one act, whoever's paper they are."""

import hashlib
import re
from pathlib import PurePath

from django.core.files.base import ContentFile

from schoolmis.audit.book import acting, record
from schoolmis.files.checks import check_upload, read_image
from schoolmis.files.models import StoredFile

SCANS = frozenset({"pdf", "jpeg", "png"})
DOCUMENTS = SCANS | {"docx", "xlsx"}
ENDING = {"jpeg": "jpg", "png": "jpg"}


def keep_file(upload, *, by, kinds=SCANS) -> StoredFile:
    """Keep an UploadedFile of one of `kinds`; ValidationError says what is wrong. A picture is drawn anew as JPEG.

    The caller is an act: it has asked for the right, and ties the file to its row in the same transaction.
    """
    kind = check_upload(upload, kinds=kinds)
    data = read_image(upload, widest=2400) if kind in {"jpeg", "png"} else upload.read()
    kind = "jpeg" if kind == "png" else kind
    stem = re.sub(r"[\x00-\x1f/\\:*?\"<>|]+", " ", PurePath(upload.name or "").stem).strip()[:120] or "scan"
    with acting(by):
        stored = StoredFile(
            name=f"{stem}.{ENDING.get(kind, kind)}",
            kind=kind,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            by=by,
        )
        stored.content.save("", ContentFile(data), save=False)
        stored.save()
        record("files.keep", stored, by=by, sha256=stored.sha256)
    return stored
