"""The acts of the journal in words."""

from django.utils.translation import gettext_lazy as _

from schoolmis.audit.words import declare

declare(
    {
        "journal.mark": _("Marks entered"),
        "journal.take_attendance": _("Attendance taken"),
        "journal.change_lesson": _("Topic or homework changed"),
        "journal.add_work": _("One more work added to a lesson"),
        "journal.remove_work": _("Work of a lesson removed"),
        "journal.save_plan": _("Calendar-thematic plan changed"),
        "journal.submit_plan": _("Calendar-thematic plan handed over"),
        "journal.approve_plan": _("Calendar-thematic plan approved"),
        "journal.return_plan": _("Calendar-thematic plan returned"),
        "journal.drop_lesson": _("Lesson not held"),
        "journal.drop_day": _("Lessons of a day not held"),
        "journal.restore_lesson": _("Lesson put back"),
        "journal.tell_absence": _("Absence told by a guardian"),
        "journal.accept_note": _("Note on an absence accepted"),
        "journal.refuse_note": _("Note on an absence not accepted"),
        "journal.refine_absences": _("Reasons of absences given"),
        "journal.tell_families": _("Families told of absences"),
        "journal.write_note": _("Praise or remark written"),
        "journal.annul_note": _("Praise or remark taken back"),
        "journal.set_results": _("Results set"),
        "journal.set_result_policy": _("Rules of results set"),
        "journal.close_term": _("Term closed"),
        "journal.reopen_term": _("Term reopened"),
        "journal.term_step": _("A term went a step on its way to being closed"),
        "journal.ask_reopening": _("Asked to open a journal again"),
        "journal.answer_reopening": _("Request to open a journal answered"),
        "journal.reopen_section": _("Journal reopened"),
        "journal.set_timetable": _("Timetable set"),
        "journal.lay_lessons": _("Lessons laid on the calendar"),
        "journal.generate_timetable": _("Generation of a timetable begun"),
        "journal.give_load_file": _("Teaching load taken out for FET"),
        "journal.match_names": _("Names of a timetable file matched"),
        "journal.start_version": _("Version of the timetable begun"),
        "journal.place": _("Lesson put into the draft of the timetable"),
        "journal.move": _("Lesson moved in the draft of the timetable"),
        "journal.take_off": _("Lesson taken off the draft of the timetable"),
        "journal.fill_version": _("Draft of the timetable filled"),
        "journal.publish_version": _("Timetable published"),
        "journal.drop_version": _("Draft of the timetable dropped"),
        "journal.set_norm": _("Sanitary norm set"),
        "journal.drop_norm": _("Sanitary norm removed"),
        "journal.kept": _("Journal kept"),
        "journal.opening_results": _("Results of past terms taken over"),
        "journal.seed": _("First lists of the journal made"),
    }
)
