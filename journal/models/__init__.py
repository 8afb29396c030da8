"""The journal: policy, timetable, dated lessons, the cells of the grid, closed terms."""

from journal.models.absences import AbsenceNote, AbsenceTold, BehaviourNote
from journal.models.books import PrintedJournal
from journal.models.briefings import Briefed, Briefing
from journal.models.checks import CheckAnswer, CheckRemark
from journal.models.closing import ReopenRequest, TermState, TermStep
from journal.models.conversations import Conversation, Message
from journal.models.covering import LessonMove, TeacherAway
from journal.models.descriptions import OwnPhrase, TermText
from journal.models.feeds import CalendarAddress
from journal.models.homework import HomeworkFile
from journal.models.hours import ClosedHour, TeacherHours
from journal.models.lessons import Absence, Cell, Lesson
from journal.models.losses import LostLesson
from journal.models.names import NameMatch
from journal.models.norms import SanitaryNorm
from journal.models.plans import Plan, PlanTopic
from journal.models.policy import WorkKind
from journal.models.proposals import ResultPolicy
from journal.models.remote import RemoteDays
from journal.models.scales import GradingPolicy, Scale, ScaleValue
from journal.models.seen import MarksSeen
from journal.models.terms import Closing, Reopening
from journal.models.timetable import Slot, Weeks
from journal.models.versions import Place, TimetableVersion
from journal.models.weekly import PaperSheet

__all__ = [
    "Absence",
    "AbsenceNote",
    "AbsenceTold",
    "BehaviourNote",
    "Briefed",
    "Briefing",
    "CalendarAddress",
    "Cell",
    "CheckAnswer",
    "CheckRemark",
    "ClosedHour",
    "Closing",
    "GradingPolicy",
    "Conversation",
    "HomeworkFile",
    "Lesson",
    "LessonMove",
    "LostLesson",
    "MarksSeen",
    "Message",
    "NameMatch",
    "OwnPhrase",
    "PaperSheet",
    "Place",
    "Plan",
    "PlanTopic",
    "PrintedJournal",
    "RemoteDays",
    "ReopenRequest",
    "Reopening",
    "ResultPolicy",
    "SanitaryNorm",
    "Scale",
    "ScaleValue",
    "Slot",
    "TeacherAway",
    "TeacherHours",
    "TimetableVersion",
    "TermState",
    "TermStep",
    "TermText",
    "Weeks",
    "WorkKind",
]
