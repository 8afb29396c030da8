"""What is sent up is judged by its content, never by its name: kind, size, what a zip unpacks to, pixels."""

import io
import zipfile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis.ui.numbers import file_size

MB = 1024 * 1024
LARGEST = 20 * MB
MOST_MEMBERS, LARGEST_UNPACKED, HIGHEST_RATIO = 2000, 200 * MB, 200
MOST_PIXELS = 40_000_000
WORDS = {"xlsx": "XLSX", "csv": "CSV", "pdf": "PDF", "jpeg": "JPEG", "png": "PNG", "docx": "DOCX"}
MAGIC = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}
INSIDE = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}


def check_upload(upload, *, kinds, largest: int = LARGEST) -> str:
    """The kind of an uploaded file (one of `kinds`: xlsx, csv, pdf, jpeg, png, docx); ValidationError otherwise.

    `upload` is a Django UploadedFile; it is left rewound. `largest` in bytes.
    """
    if upload.size > largest:
        allowed = {"size": file_size(upload.size), "limit": file_size(largest)}
        raise ValidationError(_("The file is too large: %(size)s; at most %(limit)s.") % allowed, "large")
    if not upload.size:
        raise ValidationError(_("The file is empty."), "empty")
    upload.seek(0)
    found = kind_of(upload)
    upload.seek(0)
    if found not in kinds:
        wanted = ", ".join(WORDS.get(kind, kind) for kind in sorted(kinds))
        raise ValidationError(
            _("This kind of file is not taken here. Send one of: %(kinds)s.") % {"kinds": wanted}, "kind"
        )
    return found


def kind_of(stream) -> str:
    """What the bytes say they are, or ""; a zip is looked into and refused when it would burst."""
    start = stream.read(4096)
    for magic, kind in MAGIC.items():
        if start.startswith(magic):
            return kind
    if start.startswith(b"PK\x03\x04"):
        stream.seek(0)
        return _zip_kind(stream)
    return "csv" if _is_text(start) else ""


def _zip_kind(stream) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            _limits(members)
            names = {member.filename for member in members}
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as fault:
        raise ValidationError(_("The file is damaged. Save it once more and send it again."), "damaged") from fault
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ValidationError(_("The workbook holds macros. Save it as XLSX and send it again."), "macros")
    return next((kind for name, kind in INSIDE.items() if name in names), "")


def _limits(members):
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_MEMBERS or total > LARGEST_UNPACKED or total > MB and total > HIGHEST_RATIO * max(packed, 1):
        raise ValidationError(_("The file unpacks to far more than it seems. It is not taken."), "bomb")
    if any(member.flag_bits & 1 for member in members):
        raise ValidationError(
            _("The file is locked with a password. Take the password off and send it again."), "locked"
        )


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\0" not in start and sum(byte < 9 or 13 < byte < 32 for byte in start) == 0


def read_image(upload, *, widest: int = 1600) -> bytes:
    """An uploaded picture as a fresh JPEG of at most `widest` pixels a side: whatever rode with it is gone."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    check_upload(upload, kinds={"jpeg", "png"}, largest=10 * MB)
    try:
        with Image.open(upload) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("The picture is too large. Make it smaller and send it again."), "pixels")
            fresh = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as fault:
        raise ValidationError(_("The picture is damaged. Save it once more and send it again."), "damaged") from fault
    fresh.thumbnail((widest, widest))
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=85)
    return out.getvalue()
