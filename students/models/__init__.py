"""Students: who they are to the school, who answers for them, their dated places, their results."""

from students.models.applications import Application, ApplicationPaper, Asked, BookCounter
from students.models.attestation import ExamEntry, StateExam
from students.models.certificates import Certificate, CertificateRequest
from students.models.debts import AcademicDebt, DebtAttempt, DebtNotice
from students.models.district import DistrictCensus, DistrictChild
from students.models.documents import CLOSED_KINDS, HEALTH_KINDS, DocumentKind, Photo, StudentDocument
from students.models.family import Guardianship, Relation, Told
from students.models.groups import Exemption, Membership
from students.models.issues import Issue
from students.models.meals import Meal, MealRule
from students.models.promotion import (
    CHOSEN,
    PROGRAMMES,
    ClassStep,
    GradeStep,
    Outcome,
    PromotionPolicy,
    StateDocument,
    YearDecision,
    YearEnd,
)
from students.models.proposals import Proposal
from students.models.restricted import Category, Health, HealthGroup, SocialCategory, SportGroup
from students.models.results import SHORT, Result, short
from students.models.spells import Enrolment, Placement
from students.models.student import Student, Students
from students.models.study import StudyForm

__all__ = [
    "CLOSED_KINDS",
    "HEALTH_KINDS",
    "Category",
    "DocumentKind",
    "Health",
    "HealthGroup",
    "Photo",
    "SocialCategory",
    "SportGroup",
    "StudentDocument",
    "Told",
    "CHOSEN",
    "PROGRAMMES",
    "SHORT",
    "short",
    "StateDocument",
    "AcademicDebt",
    "ClassStep",
    "DebtAttempt",
    "DebtNotice",
    "Certificate",
    "CertificateRequest",
    "DistrictCensus",
    "DistrictChild",
    "AcademicDebt",
    "Application",
    "ApplicationPaper",
    "Asked",
    "BookCounter",
    "Certificate",
    "CertificateRequest",
    "DebtAttempt",
    "DebtNotice",
    "Enrolment",
    "ExamEntry",
    "Exemption",
    "StateExam",
    "GradeStep",
    "Guardianship",
    "Meal",
    "MealRule",
    "Issue",
    "Membership",
    "Outcome",
    "Placement",
    "PromotionPolicy",
    "Proposal",
    "Relation",
    "Result",
    "SHORT",
    "Student",
    "Students",
    "YearDecision",
    "YearEnd",
    "StudyForm",
]
