"""The words of a PDF, for the search. A file from outside is read in a process of its own, with limits.

A scan has no words inside: it is found by its name and by what was written at registration.
"""

import subprocess
import sys
from io import BytesIO

SIZE, PAGES, LETTERS, SECONDS, MEMORY = 10_000_000, 60, 100_000, 10, 1_000_000_000


def text_of(upload) -> str:
    """What can be read of an uploaded PDF; nothing for another file, a scan, or one that passes the limits."""
    if upload is None or upload.size > SIZE:
        return ""
    upload.seek(0)
    data = upload.read()
    upload.seek(0)
    if not data.startswith(b"%PDF-"):
        return ""
    command = [sys.executable, "-I", __file__]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except (subprocess.TimeoutExpired, OSError):
        return ""
    return " ".join(done.stdout.decode("utf-8", "ignore").replace("\x00", " ").split())[:LETTERS]


def read(data: bytes) -> str:
    """Page after page until there is enough."""
    from pypdf import PdfReader

    parts, length = [], 0
    for page in PdfReader(BytesIO(data)).pages[:PAGES]:
        parts.append(page.extract_text() or "")
        length += len(parts[-1])
        if length > LETTERS:
            break
    return "\n".join(parts)


def main():
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.buffer.write(read(sys.stdin.buffer.read()).encode("utf-8", "ignore"))


if __name__ == "__main__":
    main()
