"""Uploads are judged by content."""

import io
import zipfile

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from schoolmis.files.checks import check_upload, read_image


def sent(content, name="list.xlsx"):
    return SimpleUploadedFile(name, content)


def workbook():
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def code_of(content, **kwargs):
    with pytest.raises(ValidationError) as wrong:
        check_upload(sent(content), kinds={"xlsx", "csv"}, **kwargs)
    return wrong.value.code


def test_the_name_says_nothing_the_content_does():
    assert check_upload(sent(workbook(), "photo.jpg"), kinds={"xlsx"}) == "xlsx"
    assert check_upload(sent("Аты;Классы\n".encode("cp1251"), "x.bin"), kinds={"csv"}) == "csv"
    assert code_of(b"MZ\x90\x00\x03") == "kind"


def test_what_is_refused_and_why():
    assert code_of(b"") == "empty"
    assert code_of(b"a" * 100, largest=10) == "large"
    assert code_of(b"PK\x03\x04 not a zip") == "damaged"
    assert code_of(zipped(**{"xl__workbook.xml": b"0" * 50_000_000})) == "bomb"
    assert code_of(zipped(**{"xl__workbook.xml": b"", "xl__vbaProject.bin": b""})) == "macros"
    assert code_of(zipped(**{"word__document.xml": b""})) == "kind"


def test_a_picture_is_drawn_anew():
    out = io.BytesIO()
    Image.new("RGB", (3000, 1000), "red").save(out, "PNG")
    fresh = Image.open(io.BytesIO(read_image(sent(out.getvalue(), "x.png"))))
    assert fresh.format == "JPEG" and fresh.width == 1600
    with pytest.raises(ValidationError):
        read_image(sent(b"\xff\xd8\xff broken"))
