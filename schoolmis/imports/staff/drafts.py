"""The two orders of a staff workbook. An unsigned draft is corrected; what is signed is answered by a new order."""

from django.db.models import F

from schoolmis import clock
from schoolmis.access import Role
from schoolmis.audit.book import record
from schoolmis.imports.year import day_in
from schoolmis.orders.actions import draft_order
from schoolmis.orders.models import Order

BASIS = {"basis_ky": "Кызматкерлердин {day:%d.%m.%Y} тизмеси", "basis_ru": "Список сотрудников от {day:%d.%m.%Y}"}


class Drafts:
    def __init__(self, around, by):
        self.around, self.by = around, by
        year = around.year
        self.load_from = year.starts_on if around.opening else day_in(year)
        self.roles_from = min(self.load_from, clock.today())

    def loads(self, lines):
        """[{section, employee, hours}]: a section has one line in a draft; another teacher takes the line over."""
        return self._draft("load", "loads", self.load_from, lines, lambda line: line["section"])

    def roles(self, lines):
        """[{employee, role, class}]: a class has one homeroom teacher; other roles may have several holders."""

        def place(line):
            return line["role"], line.get("class") if line["role"] == Role.HOMEROOM else line["employee"]

        return self._draft("roles", "grants", self.roles_from, lines, place)

    def _draft(self, kind, key, day, lines, place):
        told, changes = [], {place(line): line for line in lines}
        for order in self.around.held.drafts.get(kind, []):
            kept = order.payload.get(key, [])
            mine = {place(line) for line in kept} & changes.keys()
            if mine:
                kept = [changes.get(place(line), line) for line in kept]
                self._amend(order, {**order.payload, key: list({place(line): line for line in kept}.values())})
                told.append((f"{kind}_amended", {"n": len(mine), "order": order.pk}))
                changes = {name: line for name, line in changes.items() if name not in mine}
        if changes:
            payload = {"from": day.isoformat(), key: list(changes.values())}
            basis = {name: words.format(day=clock.today()) for name, words in BASIS.items()}
            order = draft_order(kind, by=self.by, payload=payload, **basis)
            told.append((f"{kind}_drafted", {"n": len(changes), "order": order.pk}))
        return told

    def _amend(self, order, payload):
        Order.objects.filter(pk=order.pk, status=Order.Status.DRAFT).update(payload=payload, version=F("version") + 1)
        record("orders.change", order, by=self.by, fields=["payload"])
