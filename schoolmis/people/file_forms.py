"""The form of one paper of the staff file."""

from crispy_forms.layout import Layout
from django import forms

from schoolmis.files.fields import ScanField
from schoolmis.people.staff_blocks import Block
from schoolmis.ui.forms import Pair, SchoolForm, Section


class FileRowForm(SchoolForm):
    """The fields of a block's model; `version` is what the reader saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, files=None, *, block: Block, row=None):
        self.block, self.row = block, row
        initial = {name: getattr(row, name) for name in block.fields} | {"version": row.version} if row else {}
        super().__init__(data, files, initial=initial)
        for name in block.fields:
            self.fields[name] = block.model._meta.get_field(name).formfield()
        self.fields["scan"] = ScanField(required=False)

    def layout(self):
        pairs = [Pair(*pair) if len(pair) > 1 else pair[0] for pair in self.block.pairs]
        return Layout(Section(self.block.title, "version", *pairs, "scan"))

    @property
    def values(self):
        return {name: self.cleaned_data[name] for name in self.block.fields}
