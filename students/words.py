"""The acts of the book on students, in words."""

from django.utils.translation import gettext_lazy as _

from schoolmis.audit.words import declare

declare(
    {
        "students.keep": _("Record made"),
        "students.admit": _("Admitted"),
        "students.place": _("Placed in a class"),
        "students.transfer": _("Transferred to another class"),
        "students.release": _("Released from the school"),
        "students.restore": _("Restored"),
        "students.annul_admission": _("Admission revoked"),
        "students.annul_transfer": _("Transfer revoked"),
        "students.annul_release": _("Departure revoked"),
        "students.change_person": _("Personal data changed"),
        "students.give_file_numbers": _("Number of the personal file given"),
        "students.add_guardian": _("Guardian added"),
        "students.change_guardian": _("Guardian's data changed"),
        "students.end_guardianship": _("Guardianship ended"),
        "students.join_group": _("Joined a subgroup"),
        "students.leave_group": _("Left a subgroup"),
        "students.exempt": _("Exempt from a subject"),
        "students.end_exemption": _("Exemption ended"),
        "students.view_card": _("Card looked at"),
        "students.show_pin": _("PIN shown in full"),
        "students.propose": _("Change of data proposed"),
        "students.withdraw_proposal": _("Proposal taken back"),
        "students.decide_proposal": _("Proposal answered"),
        "people.extract": _("Extract of personal data taken"),
        "students.export": _("List exported"),
        "students.open_debt": _("Academic debt opened"),
        "students.set_debt_deadline": _("Deadline of a debt set"),
        "students.change_debt_cause": _("Cause of a debt changed"),
        "students.attempt_debt": _("Attempt to clear a debt"),
        "students.close_debt": _("Debt closed"),
        "students.reopen_debt": _("Debt opened again"),
        "students.tell_debt": _("Parents told of a debt"),
        "students.acknowledge_debt": _("Notice of a debt acknowledged"),
        "students.set_policy": _("Rules of promotion set"),
        "people.give_consent": _("Consent registered"),
        "people.scan_consent": _("Scan of a consent attached"),
        "people.withdraw_consent": _("Consent withdrawn"),
        "accounts.give_slip": _("Slip printed"),
        "students.promote": _("Promoted to the next grade"),
        "students.keep_register": _("Register kept"),
        "students.opening_register": _("Opening register"),
    }
)
