"""Who is to read an order is told by a notice."""

from schoolmis.notices import kinds
from schoolmis.notices.actions import notify
from schoolmis.orders import reading

CODE = kinds.register(*reading.TOLD)


@reading.teller
def to_read(users, order, by):
    titles = {"title": order.title_ky, "title_ru": order.title_ru}
    notify(users, CODE, by=by, url=reading.address(order), number=order.label, **titles)
