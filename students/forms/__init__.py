"""Forms of a student's record. They show and check; the acts write."""

from students.forms.consent import ConsentForm, DayForm, ScanForm
from students.forms.groups import ExemptionForm, GroupForm
from students.forms.guardian import GuardianForm
from students.forms.person import AdmitForm, PersonForm

__all__ = [
    "AdmitForm",
    "ConsentForm",
    "DayForm",
    "ExemptionForm",
    "GroupForm",
    "GuardianForm",
    "PersonForm",
    "ScanForm",
]
