"""Forms of a student's record. They show and check; the acts write."""

from schoolmis.people.name_form import NameForm
from students.forms.consent import ConsentForm, DayForm, ScanForm
from students.forms.documents import DocumentForm, PhotoForm
from students.forms.groups import ExemptionForm, GroupForm
from students.forms.guardian import GuardianForm
from students.forms.identity import AddressForm, CompareForm
from students.forms.person import AdmitForm, PersonForm
from students.forms.restricted import CategoryForm, HealthForm

__all__ = [
    "DocumentForm",
    "PhotoForm",
    "AddressForm",
    "CompareForm",
    "NameForm",
    "CategoryForm",
    "HealthForm",
    "AdmitForm",
    "ConsentForm",
    "DayForm",
    "ExemptionForm",
    "GroupForm",
    "GuardianForm",
    "PersonForm",
    "ScanForm",
]
