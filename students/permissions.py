from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.access import EVERYWHERE, Own, Role, permit
from students.models import Placement


def _placed(**lookup):
    return Q(Exists(Placement.objects.on(clock.today()).filter(student=OuterRef("pk"), **lookup)))


OWN_CLASS = Own("school_class", lambda ids: _placed(school_class__in=ids))
OWN_LESSONS = Own("section", lambda ids: _placed(school_class__groups__sections__in=ids))
SELF = Own("student", "pk")
OFFICE = {Role.DIRECTOR: EVERYWHERE, Role.SECRETARY: EVERYWHERE}
LEADERS_ONLY = {Role.DIRECTOR: EVERYWHERE, Role.DEPUTY: EVERYWHERE}
LEADERS = OFFICE | {Role.DEPUTY: EVERYWHERE}
FAMILY = {Role.GUARDIAN: SELF, Role.STUDENT: SELF}
THE_CLASS = Own("school_class", "pk")
"""Where the row asked about is the class itself."""
WITH_CLASS = LEADERS | {Role.HOMEROOM: OWN_CLASS}
"""Homeroom teachers: the students of their class."""
WITH_LIST = LEADERS | {Role.HOMEROOM: THE_CLASS}
"""Homeroom teachers: the class itself."""

VIEW = permit(
    "students.view",
    _("See students"),
    WITH_CLASS | FAMILY | {Role.ADMINISTRATOR: EVERYWHERE, Role.TEACHER: OWN_LESSONS},
    clause="R1-1.2a",
)
PERSONAL = permit("students.personal", _("See personal data of students"), WITH_CLASS | FAMILY, clause="R1-6.1")
FULL_PIN = permit("students.full_pin", _("See a PIN in full"), LEADERS, clause="R1-6.1")
KEEP = permit("students.keep", _("Keep records of students"), OFFICE, clause="R1-2.2a")
CONSENTS = permit("students.consents", _("Register consents"), OFFICE, clause="R1-6.2")
SLIPS = permit(
    "students.slips",
    _("Print sign-in slips"),
    OFFICE | {Role.HOMEROOM: OWN_CLASS, Role.ADMINISTRATOR: EVERYWHERE},
    clause="R3-5.1b",
)
EXPORT = permit("students.export", _("Export lists of students"), LEADERS, clause="R1-3.1e")
IMPORT = permit("students.import", _("Import students and staff"), OFFICE, clause="R3-3j")
LIST = permit(
    "students.list",
    _("See lists of students"),
    WITH_CLASS | {Role.ADMINISTRATOR: EVERYWHERE, Role.TEACHER: OWN_LESSONS},
    clause="R1-1.2a",
)
VIEW_CLASS = permit(
    "students.view_class",
    _("See the list of a class"),
    WITH_LIST | {Role.ADMINISTRATOR: EVERYWHERE, Role.TEACHER: Own("section", "groups__sections")},
    clause="R1-1.2a",
)
CLASS_SLIPS = permit(
    "students.class_slips",
    _("Print sign-in slips of a class"),
    OFFICE | {Role.ADMINISTRATOR: EVERYWHERE, Role.HOMEROOM: THE_CLASS},
    clause="R3-5.1b",
)
CONSENT_REPORT = permit("students.without_consent", _("See who has given no consent"), WITH_LIST, clause="R1-6.2")
GROUPS = permit("students.groups", _("Keep subgroups and exemptions"), LEADERS, clause="R1-2.2a")
CONTINGENT = permit("students.contingent", _("See the contingent report"), LEADERS, clause="R1-2.2a")
HISTORY = permit(
    "students.history", _("See the history of a student's record"), {Role.DIRECTOR: EVERYWHERE}, clause="R1-1.2d"
)
PROPOSE = permit("students.propose", _("Propose a change of personal data"), FAMILY, clause="R1-1.2b")


def _owes(**lookup):
    """Rows that hang on a student who is placed there today."""
    return Q(Exists(Placement.objects.on(clock.today()).filter(student=OuterRef("student"), **lookup)))


OWING_CLASS = Own("school_class", lambda ids: _owes(school_class__in=ids))
VIEW_DEBTS = permit(
    "students.view_debts",
    _("See academic debts"),
    LEADERS
    | {Role.HOMEROOM: OWING_CLASS, Role.GUARDIAN: Own("student", "student"), Role.STUDENT: Own("student", "student")},
    clause="R7-2.2",
)
LIST_DEBTS = permit(
    "students.list_debts", _("See the list of academic debts"), LEADERS | {Role.HOMEROOM: OWING_CLASS}, clause="R7-2.2"
)
KEEP_DEBTS = permit("students.keep_debts", _("Keep academic debts"), LEADERS, clause="R7-2.2")
ACKNOWLEDGE_DEBT = permit(
    "students.acknowledge_debt",
    _("Acknowledge the notice of a debt"),
    {Role.GUARDIAN: Own("student", "student")},
    clause="R7-2.3",
)
ATTESTATION = permit(
    "students.attestation", _("Keep the state attestation"), [Role.DIRECTOR, Role.DEPUTY], clause="R7-3.1"
)
POLICY = permit("students.policy", _("Set the rules of promotion"), [Role.DIRECTOR], clause="R7-2.4")
CERTIFICATES = permit("students.certificates", _("Issue certificates of study"), OFFICE, clause="R1-2.2b")
ASK_CERTIFICATE = permit("students.ask_certificate", _("Ask for a certificate of study"), FAMILY, clause="R1-2.2c")
PROMOTE = permit("students.promote", _("Prepare the end of the year"), [Role.DIRECTOR, Role.DEPUTY], clause="R7-2.1")
ROLL_OVER = permit("students.roll_over", _("Confirm the roll-over table"), [Role.DIRECTOR], clause="R7-2.1")
MOVEMENT = permit("students.movement", _("See the movement book"), LEADERS, clause="R1-4.1/1")
CLASS_CONTACTS = permit(
    "students.class_contacts", _("See birth dates and parents in the list of a class"), WITH_LIST, clause="R1-6.1"
)
STATE_DOCUMENTS = permit(
    "students.state_documents", _("Keep the register of documents of education"), LEADERS, clause="R7-3.1"
)
ALPHABET = permit("students.alphabet", _("See the alphabet book"), LEADERS, clause="R7-3.6")
DISTRICT = permit(
    "students.district", _("Keep the register of the micro-district's children"), LEADERS, clause="R1-6.1"
)
EXPORT_DISTRICT = permit(
    "students.export_district", _("Export the register of the micro-district's children"), LEADERS, clause="R1-3.1e"
)
CLOSED = LEADERS_ONLY | {Role.HOMEROOM: OWN_CLASS, Role.GUARDIAN: SELF}
RESTRICTED = permit("students.restricted", _("See social categories and health of students"), CLOSED, clause="R1-6.1")
EMERGENCY = permit(
    "students.emergency",
    _("See health notes of students in full"),
    LEADERS_ONLY | {Role.GUARDIAN: SELF},
    clause="R1-6.1",
)
KEEP_RESTRICTED = permit(
    "students.keep_restricted", _("Keep social categories and health of students"), LEADERS_ONLY, clause="R1-6.1"
)
DOCUMENTS = permit(
    "students.documents", _("See documents of students"), WITH_CLASS | {Role.GUARDIAN: SELF}, clause="R1-2.2a"
)
DOCUMENT_LIST = permit("students.document_list", _("See which documents run out"), LEADERS, clause="R1-1.2b")
MERGE = permit("students.merge", _("Merge records of one person"), OFFICE, clause="R1-1.2c")
PERSONAL_FILE = permit("students.personal_file", _("Print the personal file of a student"), WITH_CLASS, clause="R7-3.6")
MEALS = permit("students.meals", _("See and keep the meal list"), LEADERS, clause="R1-3.1h")
EXPORT_RESTRICTED = permit(
    "students.export_restricted", _("Export social categories of students"), LEADERS_ONLY, clause="R1-3.1e"
)
BUILD = permit(
    "students.build", _("Build reports on students"), WITH_CLASS | {Role.ADMINISTRATOR: EVERYWHERE}, clause="R1-3.1i"
)
BUILD_RESULTS = permit(
    "students.build_results",
    _("Build reports on results"),
    LEADERS_ONLY | {Role.HOMEROOM: Own("school_class", "school_class")},
    clause="R1-3.1i",
)
YEAR_RESULTS = permit(
    "students.year_results",
    _("Count and list students by their results"),
    LEADERS_ONLY | {Role.HOMEROOM: OWN_CLASS},
    clause="R1-2.2b",
)
BUILD_GUARDIANS = permit("students.build_guardians", _("Build reports on parents"), WITH_CLASS, clause="R1-3.1i")
RESULTS = permit(
    "students.results",
    _("Type results of the year"),
    LEADERS_ONLY | {Role.HOMEROOM: THE_CLASS},
    clause="R1-4.1/1",
)
IMPORT_RESULTS = permit(
    "students.import_results", _("Import results of the year"), [Role.DIRECTOR, Role.DEPUTY], clause="R3-3j"
)
SPORT = permit(
    "students.sport",
    _("See that a student is in the special group for physical education"),
    LEADERS_ONLY | {Role.HOMEROOM: OWN_CLASS, Role.TEACHER: OWN_LESSONS},
    clause="R1-6.1",
)
COMPLETENESS = permit("students.see_completeness", _("See whose records lack something"), WITH_CLASS, clause="R1-1.2b")
APPLICATIONS = permit("students.applications", _("Keep the register of applications"), OFFICE, clause="R7-4.5")
SEE_APPLICATIONS = permit("students.see_applications", _("See the register of applications"), LEADERS, clause="R7-4.5")
HEALTH_PAPERS = permit("students.health_papers", _("See numbers of health documents"), CLOSED, clause="R7-3.5")
LEAVING = permit("students.leaving", _("Give leavers their papers"), OFFICE, clause="R7-3.6")
