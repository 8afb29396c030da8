"""Lists and numbers of the staff: everybody once in each cut, birth dates only under a consent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolmis.papers.sheets import Band
from schoolmis.people import actions
from schoolmis.people.models import Attestation, Employee, StaffPaper, Training
from schoolmis.people.reports.expiring import Expiring
from schoolmis.people.reports.staff_list import StaffListReport
from schoolmis.people.reports.statistics import AGES, YEARS, StaffStatistics, span_of
from schoolmis.people.reports.training import TrainingReport

TODAY = date(2026, 11, 20)
CONSENT = {"on": date(2026, 9, 1), "paper": "К-9"}


@pytest.fixture
def two(director, db):
    person = {"last_name": "Асанова", "sex": "f", "born_on": date(1990, 1, 1)}
    work = {"position": "teacher", "education": "higher", "subjects_text": "Химия, Биология"}
    first = actions.add_employee(person=person, work=work, consent=CONSENT, by=director)
    second = actions.add_employee(person={"last_name": "Үсөнов"}, work={"position": "teacher"}, by=director)
    return first, second


@given(st.integers(0, 120))
def test_every_number_of_years_lies_in_one_span(years):
    for spans in (AGES, YEARS):
        assert sum(first <= years <= last for first, last in spans) == 1
        assert span_of(years, spans) is not None


@pytest.mark.django_db
def test_everybody_is_counted_once_in_each_cut(two):
    sheet = StaffStatistics().build({"on": TODAY}, "ru").sheets[0]
    whole = Employee.objects.on(TODAY).count()
    assert sheet.footers[0][1] == whole
    cuts, sums = [], {}
    for row in sheet.rows:
        if isinstance(row, Band):
            cuts.append(row.title)
        else:
            sums[cuts[-1]] = sums.get(cuts[-1], 0) + (row[1] or 0)
    assert {sums[title] for title in cuts[:-1]} == {whole}


@pytest.mark.django_db
def test_a_birth_date_stands_in_the_list_only_under_a_consent(two):
    rows = [row for row in StaffListReport().build({"on": TODAY}, "ky").sheets[0].rows if not isinstance(row, Band)]
    born = {row[1]: row[3] for row in rows}
    assert (born["Асанова"], born["Үсөнов"]) == (date(1990, 1, 1), None)


@pytest.mark.django_db
def test_what_runs_out_is_listed_with_its_last_day(two, secretary):
    one = two[0]
    actions.add_row(
        Attestation, one, category="first", given_on=date(2021, 12, 1), valid_until=date(2026, 12, 1), by=secretary
    )
    actions.add_row(StaffPaper, one, kind="medical", valid_until=date(2026, 11, 1), by=secretary)
    actions.add_row(StaffPaper, one, kind="passport", valid_until=date(2030, 1, 1), by=secretary)
    rows = Expiring().build({"on": TODAY}, "ru").sheets[0].rows
    assert [row[4] for row in rows if row[1] == "Асанова"] == [date(2026, 11, 1), date(2026, 12, 1)]


@pytest.mark.django_db
def test_teachers_without_training_stand_in_the_list_too(two, secretary):
    values = {"title": "CLIL", "hours": 72, "starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 9)}
    actions.add_row(Training, two[0], by=secretary, **values)
    sheet = TrainingReport().build({"starts_on": date(2026, 1, 1), "ends_on": TODAY}, "ru").sheets[0]
    rows = {row[1]: row for row in sheet.rows}
    assert rows["Асанова"][2] == "CLIL" and rows["Үсөнов"][5] is None
    assert sheet.footers[0][5] == 72
