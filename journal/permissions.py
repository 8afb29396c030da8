from django.utils.translation import gettext_lazy as _

from journal.substitutes import reach as standing_in
from schoolmis.access import EVERYBODY, EVERYWHERE, Own, Role, permit
from students import permissions as students

LEADERS = {Role.DIRECTOR: EVERYWHERE, Role.DEPUTY: EVERYWHERE}
OWN_SECTION = Own("section", "pk")
OWN_CLASS = Own("school_class", "group__classes")

VIEW = permit(
    "journal.view",
    _("See journals"),
    LEADERS | {Role.TEACHER: OWN_SECTION, Role.HOMEROOM: OWN_CLASS},
    clause="R1-4.1/2",
)
MARK = permit("journal.mark", _("Enter marks and absences"), {Role.TEACHER: OWN_SECTION}, clause="R1-4.1/2")
EXPORT_MARKS = permit(
    "journal.export_marks",
    _("Take marks of a journal as a workbook"),
    LEADERS | {Role.TEACHER: OWN_SECTION},
    clause="R1-3.1e",
)
IMPORT_TERM = permit("journal.import_term", _("Bring in results of past terms from paper"), LEADERS, clause="R1-4.1/1")
KEEP = permit(
    "journal.keep",
    _("Keep the journal: plan and results"),
    {Role.TEACHER: OWN_SECTION},
    clause="R1-4.1/2",
    kind=standing_in.Lasting,
)
DESCRIBE = permit(
    "journal.describe",
    _("Write about terms in words"),
    {Role.TEACHER: OWN_SECTION},
    clause="R1-4.1/2",
    kind=standing_in.Lasting,
)
SIGN = permit("journal.sign_lesson", _("Sign lessons that were held"), {Role.TEACHER: OWN_SECTION}, clause="R1-4.1/2")
REFINE = permit("journal.refine", _("Give reasons of absences"), {Role.HOMEROOM: OWN_CLASS}, clause="R1-4.1/2")
REFINE_DAYS = permit(
    "journal.refine_days",
    _("Give reasons of absences for days"),
    {Role.HOMEROOM: students.OWN_CLASS},
    clause="R1-4.1/2",
)
TELL_ABSENCE = permit(
    "journal.tell_absence", _("Tell about an absence"), {Role.GUARDIAN: students.SELF}, clause="R1-4.1/2"
)
BEHAVIOUR = permit(
    "journal.behaviour",
    _("Write praise and remarks"),
    LEADERS | {Role.HOMEROOM: students.OWN_CLASS, Role.TEACHER: students.OWN_LESSONS},
    clause="R1-4.1/2",
)
HISTORY = permit(
    "journal.history",
    _("See the history of marks"),
    LEADERS | {Role.TEACHER: OWN_SECTION, Role.HOMEROOM: OWN_CLASS},
    clause="R1-1.2d",
)
APPROVE_PLANS = permit("journal.approve_plan", _("Approve calendar-thematic plans"), LEADERS, clause="R1-4.1/2")
PLANS = permit(
    "journal.plans", _("See calendar-thematic plans"), LEADERS | {Role.TEACHER: OWN_SECTION}, clause="R1-4.1/2"
)
DROP = permit(
    "journal.drop_lesson",
    _("Take out lessons that were not held"),
    LEADERS | {Role.TEACHER: OWN_SECTION},
    clause="R1-4.1/2",
)
DROP_DAYS = permit("journal.drop_day", _("Take out lessons of whole days"), LEADERS, clause="R1-4.1/2")
REMOTE = permit("journal.tell_remote", _("Tell of days at a distance"), LEADERS, clause="R1-4.1/2")
CHECK = permit("journal.check", _("Check journals and write remarks on them"), LEADERS, clause="R1-5.1b")
CHECKS = permit(
    "journal.checks",
    _("See remarks on the keeping of journals"),
    LEADERS | {Role.TEACHER: OWN_SECTION},
    clause="R1-5.1b",
)
ANSWER_CHECK = permit(
    "journal.answer_check",
    _("Answer remarks on the keeping of journals"),
    {Role.TEACHER: OWN_SECTION},
    clause="R1-5.1b",
)
CLOSE = permit("journal.close", _("Close and reopen terms"), LEADERS, clause="R1-5.1b")
ASK_REOPEN = permit(
    "journal.ask_reopen",
    _("Ask to open a closed journal again"),
    {Role.TEACHER: OWN_SECTION},
    clause="R1-5.1b",
    kind=standing_in.Lasting,
)
SUBSTITUTE = permit("journal.substitute", _("Plan substitutions"), LEADERS, clause="R3-5.1b")
RESULT_POLICY = permit("journal.result_policy", _("Set the rules of results"), LEADERS, clause="R1-4.1/1")
SCALES = permit("journal.scales", _("Set the scales of marks"), LEADERS, clause="R1-4.1/2")
KINDS = permit("journal.kinds", _("Set the kinds of work"), LEADERS, clause="R1-4.1/2")
TIMETABLE = permit("journal.timetable", _("Set the timetable"), LEADERS, clause="R1-4.1/2")
BEHIND = permit("journal.behind", _("See journals that are behind"), LEADERS, clause="R1-5.1b")
CHILD = permit(
    "journal.child",
    _("See a child's marks and absences"),
    LEADERS | {Role.HOMEROOM: students.OWN_CLASS, Role.GUARDIAN: students.SELF, Role.STUDENT: students.SELF},
    clause="R1-2.2c",
)
WRITE_MESSAGE = permit(
    "journal.write_message", _("Write to a child's teachers"), {Role.GUARDIAN: students.SELF}, clause="R1-2.2c"
)
MESSAGES = permit(
    "journal.messages",
    _("Read and answer own messages"),
    [Role.GUARDIAN, Role.TEACHER, Role.HOMEROOM, Role.DIRECTOR, Role.DEPUTY],
    clause="R1-2.2c",
)
CLASS_HOMEWORK = permit(
    "journal.class_homework",
    _("See the homework of a class"),
    LEADERS | {Role.HOMEROOM: students.THE_CLASS},
    clause="R1-4.1/2",
)
CONTROL_WORKS = permit(
    "journal.control_works",
    _("See the schedule of control works"),
    LEADERS | {Role.TEACHER: EVERYWHERE, Role.HOMEROOM: EVERYWHERE},
    clause="R1-4.1/2",
)
DAY = permit("journal.day", _("See the teacher's day"), [Role.TEACHER], clause="R1-4.1/2")
SEE_TIMETABLE = permit("journal.see_timetable", _("See the timetable"), EVERYBODY, clause="R1-4.1/2")
CALENDAR = permit("journal.calendar", _("Have an own calendar on the phone"), EVERYBODY, clause="R1-2.2c")
OWN_CHILD = permit("journal.own_child", _("Own children's page"), [Role.GUARDIAN, Role.STUDENT], clause="R1-2.2c")
RESULTS = permit(
    "journal.results",
    _("Print results of a class"),
    LEADERS | {Role.HOMEROOM: students.THE_CLASS},
    clause="R1-2.2b",
)
CLASS_BOOK = permit(
    "journal.class_book",
    _("Print the class journal for the archive"),
    LEADERS | {Role.HOMEROOM: students.THE_CLASS},
    clause="R1-4.1/2",
)
BRIEF = permit(
    "journal.brief",
    _("Keep the safety briefings of a class"),
    LEADERS | {Role.HOMEROOM: students.THE_CLASS},
    clause="R1-4.1/2",
)
ANNUL_BOOK = permit("journal.annul_book", _("Annul a class journal of the archive"), LEADERS, clause="R1-4.1/2")
WEEKLY = permit(
    "journal.weekly_sheet",
    _("Print weekly sheets for families"),
    LEADERS | {Role.HOMEROOM: students.THE_CLASS},
    clause="R1-2.2c",
)
SCHOOL_RESULTS = permit("journal.school_results", _("Print results of the school"), LEADERS, clause="R1-2.2b")
TEACHER_REPORT = permit(
    "journal.teacher_report",
    _("Print a teacher's report"),
    LEADERS | {Role.TEACHER: OWN_SECTION},
    clause="R1-2.2b",
)
USAGE = permit(
    "journal.usage",
    _("See statistics of use"),
    LEADERS | {Role.ADMINISTRATOR: EVERYWHERE},
    clause="R1-3.1g",
)
