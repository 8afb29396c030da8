"""What the page of the hours of rest asks."""

from django.utils.translation import gettext_lazy as _

from schoolmis.notices.models import Rest
from schoolmis.ui.forms import SchoolModelForm


class RestForm(SchoolModelForm):
    class Meta:
        model = Rest
        fields = ["begins", "ends", "days_off"]
        help_texts = {
            "begins": _("Both empty: notices go out at any hour."),
            "days_off": _(
                "Outside the study week and on holidays of the whole school; vacations are no days off here."
            ),
        }
