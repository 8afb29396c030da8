"""Every report in every renderer and both languages, with rows and without; every printed value escaped once."""

import pytest
from django.apps import apps
from django.utils.translation import override

from schoolmis.imports.reading.word import read_word
from schoolmis.papers import csv, docx, page, pdf, report, xlsx

pytestmark = pytest.mark.django_db
RENDERERS = {"page": page, "pdf": pdf, "xlsx": xlsx, "csv": csv}


def params_of(one, user):
    """What the report's form gives when it is sent as it first stands."""
    if one.form_class is None:
        return {}
    form = one.form_class({}, user=user)
    data = {name: form[name].initial for name in form.fields if form[name].initial is not None}
    data = {name: getattr(value, "pk", value) for name, value in data.items()}
    form = one.form_class(data, user=user)
    assert form.is_valid(), form.errors
    return form.cleaned_data


@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("code", sorted(report.every()))
def test_a_report_is_drawn(code, renderer, language, world, director):
    one = report.get(code)
    document = one.build(params_of(one, director), language)
    drawn = RENDERERS[renderer].render(document)
    if renderer == "csv":
        assert len(drawn.decode("utf-8-sig").splitlines()[0].split(";")) > 1, "even an empty table has its columns"
    else:
        assert len(drawn) > 40
    if renderer == "xlsx":
        words = docx.render(document)
        assert docx.render(document) == words
        assert len(read_word(words)) == len(document.sheets), "each sheet is a table that is read back"
    if renderer in {"pdf", "xlsx"}:
        assert RENDERERS[renderer].render(document) == drawn, "the same data give the same bytes"


@pytest.mark.parametrize("code", sorted(report.every()))
def test_a_reports_page_opens(code, world, director, login):
    answer = login(director).get(f"/reports/{code}/")
    assert answer.status_code == 200, code


def test_every_group_of_reports_has_a_name_in_kyrgyz():
    labels = {code.partition(".")[0] for code in report.every()}
    with override("ky"):
        names = [str(apps.get_app_config(label).verbose_name) for label in labels]
    assert [name for name in names if name.isascii()] == []
