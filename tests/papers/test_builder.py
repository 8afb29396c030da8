"""The builder's engine by itself: what is hidden stays hidden, and layouts are kept and shared (R1-3.1i)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolmis.audit.models import Entry
from schoolmis.papers.builder.counting import ALL
from schoolmis.papers.builder.disclosure import LEAST, _lines, hidden
from schoolmis.papers.models import Layout

HERE = "/reports/students.build/"
ASKED = "shape=table&rows=class&inner=&columns=sex&measures=count"


def whole(leaves):
    """Every sum of `leaves` ({(row, inner, column): n})."""
    counts = {}
    for (row, inner, column), n in leaves.items():
        for key in {(r, i, c) for r, i in {(row, inner), (row, ALL), (ALL, ALL)} for c in {column, ALL}}:
            counts[key] = counts.get(key, 0) + n
    return counts


KEYS = st.tuples(st.integers(1, 4), st.sampled_from([ALL, "a", "b"]), st.sampled_from(["x", "y", "z"]))


@given(st.dictionaries(KEYS, st.integers(0, 30), min_size=1, max_size=20))
def test_no_small_figure_is_shown_and_none_is_got_by_a_subtraction(leaves):
    counts = whole(leaves)
    gone = hidden(counts, ALL)
    assert all(key in gone for key, n in counts.items() if 0 < n < LEAST)
    for line in _lines(counts, ALL):
        if len(line) > 1:
            assert sum(key in gone for key in line) != 1
    if all(n == 0 or n >= LEAST for n in counts.values()):
        assert not gone


@pytest.mark.django_db
class TestLayouts:
    def save(self, client, name, **more):
        return client.post(f"{HERE}save/?{ASKED}&on=2026-09-05", {"name": name, **more})

    def test_a_layout_is_kept_without_its_day_and_opened_by_one_press(self, world, login, secretary):
        client = login(secretary)
        assert self.save(client, "Класстар").status_code == 302
        layout = Layout.objects.get()
        assert "on=" not in layout.query and not layout.shared
        page = client.get(HERE).content.decode()
        assert "Класстар" in page
        assert client.get(f"{HERE}?{layout.query}").status_code == 200
        assert Entry.objects.filter(act="papers.save_layout", by=secretary).exists()
        self.save(client, "Класстар")
        assert Layout.objects.count() == 1, "the same name is written anew"

    def test_only_the_director_shares(self, world, login, secretary, director, deputy):
        """A layout is the choice, never the figures: whoever opens it asks by the own rights."""
        self.save(login(secretary), "Өзүм", shared="on")
        self.save(login(director), "Баарыбыз", shared="on")
        login(deputy).get("/reports/")  # the toasts of the two before
        page = login(deputy).get("/reports/").content.decode()
        assert "Баарыбыз" in page and "Өзүм" not in page

    def test_a_layout_without_a_name_or_a_right_is_not_kept(self, world, login, director, teacher):
        assert self.save(login(director), " ").status_code == 422
        assert self.save(login(teacher), "Х").status_code == 403
        assert not Layout.objects.exists()

    def test_only_its_owner_drops_it(self, world, login, director, secretary):
        self.save(login(director), "Баарыбыз", shared="on")
        address = f"/reports/layouts/{Layout.objects.get().pk}/remove/"
        assert login(secretary).post(address).status_code == 404
        assert login(director).post(address).status_code == 302
        assert not Layout.objects.exists()
