"""An order's basis is said in the language of the reader and of the paper; where it has no Russian, in Kyrgyz."""

import pytest
from django.utils import translation

from schoolmis.orders.actions import draft_order, revoke_order, sign_order
from schoolmis.orders.models import Order
from schoolmis.orders.sheet import sheet
from schoolmis.papers import report

pytestmark = pytest.mark.django_db
KY, RU = "Ата-энелердин арызы № 7", "Заявление родителей № 7"


@pytest.fixture
def order(secretary, director):
    words = {"title_ky": "Ишембилик жөнүндө", "text_ky": "1. Өткөрүлсүн."}
    return sign_order(draft_order("other", by=secretary, basis_ky=KY, basis_ru=RU, **words), by=director)


def test_each_paper_prints_the_basis_in_its_own_language(order):
    assert [sheet(order, lang).basis for lang in ("ky", "ru")] == [KY, RU]
    order.basis_ru = ""
    assert [sheet(order, lang).basis for lang in ("ky", "ru")] == [KY, KY]
    order.basis_ky, order.basis_ru = "", RU
    assert sheet(order, "ky").basis == RU, "what is written at all is printed"


def test_page_register_builder_and_search_read_both(order, login, director):
    client = login(director)
    for lang, mine, other in (("ky", KY, RU), ("ru", RU, KY)):
        client.cookies["django_language"] = lang
        assert f"<dd>{mine}</dd>" in client.get(f"/orders/{order.pk}/").content.decode()
        for code, asked in (("orders.register", {"series": "general", "year": 2026}),):
            rows = str([one.rows for one in report.build(code, asked, lang).sheets])
            assert mine in rows and other not in rows, code
    for word in ("арызы", "заявление"):
        assert "Ишембилик" in client.get("/orders/", {"q": word}).content.decode()


def test_the_act_of_revocation_keeps_both_too(order, director):
    second = revoke_order(order, basis_ky="Ката", basis_ru="Ошибка", by=director)
    with translation.override("ru"):
        assert Order.objects.get(pk=second.pk).basis == "Ошибка"
