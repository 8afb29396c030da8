"""Files leave through a view that has asked who wants them; nothing in the store has an address of its own."""

from django.http import FileResponse


def send(stored, name: str, *, inline: bool = False) -> FileResponse:
    """A stored file (FieldFile) under `name`; `inline` only for types that cannot run: PDF and images.

    The caller is a guarded view. The browser neither keeps it nor guesses another type.
    """
    response = FileResponse(stored.open("rb"), as_attachment=not inline, filename=name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
