"""A protocol being written: its head, who was there, its points, read together."""

import copy

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from schoolmis.orders.bodies.forms import HeadForm, point_forms
from schoolmis.orders.bodies.protocols import HEAD, POINT
from schoolmis.orders.bodies.sheet import Given
from schoolmis.ui.forms import refuse


class Drafting:
    """Three forms as one. `protocol` is the stored draft."""

    def __init__(self, protocol, data=None):
        self.protocol, self.data = protocol, data
        self.rows = [row for row in protocol.attendances.select_related("person") if not row.is_dropped]
        self.stored = list(protocol.decisions.filter(is_dropped=False))
        # A form of a model writes what is typed into its row: it gets one of its own.
        row = copy.copy(protocol)
        self.form = HeadForm(data, instance=row, initial={"version": protocol.version}, seated=bool(self.rows))
        initial = [{name: getattr(point, name) for name in POINT} for point in self.stored]
        self.lines = point_forms(data, initial=initial)

    @cached_property
    def valid(self):
        return self.form.is_valid() & self.lines.is_valid()

    def is_valid(self):
        return self.data is not None and self.valid

    @property
    def status(self):
        """422 when it was sent with errors."""
        if self.form.is_searching:
            return 200
        return 422 if self.data is not None and (not self.valid or self.form.errors) else 200

    @property
    def version(self):
        return self.form.cleaned_data.get("version") or self.protocol.version

    @property
    def head(self):
        return {name: self.form.cleaned_data[name] for name in HEAD if name in self.form.cleaned_data}

    @property
    def points(self):
        if self.data is None:
            return [{name: getattr(point, name) for name in POINT} for point in self.stored]
        filled = (form.cleaned_data for form in self.lines if form.cleaned_data.get("question"))
        return [{name: one[name] for name in POINT} for one in filled]

    @cached_property
    def absent(self):
        """{person's id: reason} of those whose tick was taken off."""
        if self.data is None:
            return {row.person_id: row.reason for row in self.rows if not row.is_present}
        there = set(self.data.getlist("present"))
        away = [row.person_id for row in self.rows if str(row.person_id) not in there]
        return {one: " ".join(self.data.get(f"reason-{one}", "").split())[:120] for one in away}

    @property
    def seats(self):
        """[(person, is present, reason)] as typed."""
        return [(row.person, row.person_id not in self.absent, self.absent.get(row.person_id, "")) for row in self.rows]

    def refuse(self, problem, version):
        """Somebody saved first: what was typed stays, and the next attempt is made knowingly against `version`."""
        refuse(self.form, problem)
        self.form.data = self.form.data.copy()
        self.form.data["version"] = str(version)

    def differences(self, stored):
        """[(label, the stored text, what the reader typed)] where they differ."""
        label, mine, rows = (lambda name: self.form.fields[name].label), self.head, []
        rows += [
            (label(name), getattr(stored, name), mine[name]) for name in mine if getattr(stored, name) != mine[name]
        ]
        theirs = {row.person_id: row.reason for row in stored.attendances.all() if not row.is_dropped | row.is_present}
        if theirs != self.absent:
            names = {row.person_id: row.person.short_name for row in self.rows}
            told = [", ".join(names[one] for one in away if one in names) for away in (theirs, self.absent)]
            rows.append((_("Absent"), *told))
        before = [{name: getattr(point, name) for name in POINT} for point in stored.decisions.filter(is_dropped=False)]
        for number, (one, other) in enumerate(_beside(before, self.points), 1):
            if one != other:
                rows.append((_("Point %(n)s") % {"n": number}, _flat(one), _flat(other)))
        return rows

    def given(self):
        """What the paper is drawn of: as typed, or as stored."""
        row = self.form.instance if self.data is not None and self.valid else self.protocol
        points = self.points if self.data is None or self.valid else []
        return Given.of(row, self.seats, points)


def _beside(one, other):
    most = max(len(one), len(other))
    pad = lambda rows: rows + [{}] * (most - len(rows))  # noqa: E731
    return zip(pad(one), pad(other), strict=True)


def _flat(point):
    return "\n".join(str(value) for value in point.values() if value not in (None, ""))
