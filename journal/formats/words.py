"""Sentences about timetable files: why a whole file cannot be read, and what is wrong with a line of one."""

from django.utils.translation import gettext_lazy as _

from schoolmis.imports.reading import tables
from schoolmis.people.faults import REFUSED, WARNED, declare

tables.SENTENCES.update(
    {
        "xml_broken": _(
            "The file is not whole XML: line %(line)s cannot be read. Export it once more from the timetable program."
        ),
        "xml_encoding": _("The file says that it is written in “%(name)s”, which is not known. Export it in UTF-8."),
        "xml_unsafe": _("The file defines entities of its own, so it was not opened. Export it anew."),
        "xml_large": _("The file is far larger than a timetable needs, so it was not opened."),
        "xml_root": _(
            "This XML begins with <%(root)s>, which is neither FET (<fet>) nor aSc (<timetable>)."
            " Export the timetable anew."
        ),
        "no_timetable_file": _(
            "This is no timetable file. Send a .fet file or the folder of FET's results as .zip,"
            " the XML of aSc Timetables, or GPU001.TXT of Untis."
        ),
        "html_page": _(
            "This is a web page, which a person reads and a program does not. Send a .fet file or the folder of FET's"
            " results as .zip, the XML of aSc Timetables, or GPU001.TXT of Untis."
        ),
        "fet_other": _(
            "This is another table of FET, in which lessons have no day and no hour. Send *_data_and_timetable.fet"
            " or *_timetable.csv, or the whole folder of results as .zip."
        ),
        "fet_blocks": _(
            "The file is in FET's mode of block planning, where days and hours are blocks of subjects and not times,"
            " so there is no week in it to read."
        ),
        "fet_days": _("The file names no days or no hours."),
        "week_long": _(
            "The file has %(n)s days whose names do not tell the days of the week. Name them in the program with the"
            " day of the week, “Monday A … Friday A, Monday B … Friday B”, and export it once more."
        ),
        "csv_order": _(
            "The table does not say in which order these stand: %(names)s. Send *_data_and_timetable.fet instead."
        ),
        "day_long": _("The file has a day of %(n)s lessons; only a day of 48 lessons at most can be read."),
        "fet_empty": _("The file has no activities."),
        "fet_no_times": _(
            "The file has activities but none of them has a time yet. Generate the timetable in FET and send"
            " *_data_and_timetable.fet, or the folder of results as .zip."
        ),
        "fet_only_times": _(
            "This file holds only the times of activities, not what they are. Send *_data_and_timetable.fet,"
            " or the whole folder of results as .zip."
        ),
        "asc_no_cards": _(
            "The file has no cards: nothing is placed in it yet. Export the XML from aSc when the timetable is ready."
        ),
        "asc_no_lessons": _("The file has cards, but the lessons they belong to are not in it. Export everything."),
        "untis_columns": _(
            "GPU001 has at least 7 columns: lesson, class, teacher, subject, room, day, period."
            " Line %(line)s has %(n)s."
        ),
        "untis_other": _(
            "This looks like another table of Untis: the timetable itself is in GPU001.TXT. Send it, alone or with"
            " GPU003–GPU006 as .zip."
        ),
        "untis_xml": _("This is the XML of Untis, which is not read. Export the timetable from Untis as GPU001.TXT."),
        "untis_empty": _("The file names no lesson."),
    }
)
declare(
    REFUSED,
    {
        "card_no_lesson": _("The lesson “%(value)s” of this card is not in the file."),
        "card_no_day": _("“%(value)s” is no day of the file's week."),
        "card_unplaced": _("%(name)s: the card has no day and no lesson number, it is not placed in aSc yet."),
        "card_no_period": _("“%(value)s” is no lesson number."),
        "no_subject_in_file": _("The lesson names no subject that the file has."),
        "no_class_in_file": _("The lesson names no class that the file has."),
        "line_short": _("The line has %(n)s columns of the 7 that GPU001 needs."),
        "line_unplaced": _("%(name)s: the line has no day and no lesson number, it is not placed in Untis yet."),
        "activity_no_time": _("The file gives this activity no time."),
    },
)
declare(
    WARNED,
    {
        "class_lost": _("The file has no class “%(value)s”."),
        "group_lost": _("The file has no group “%(value)s”: the lesson is taken as one of the whole class."),
        "teacher_lost": _("The file has no teacher “%(value)s”."),
        "room_lost": _("The file has no room “%(value)s”."),
        "asc_ten": _(
            "The file has %(n)s cards exactly: a copy of aSc that is not registered writes no more of them."
            " If the timetable is longer, export it from the online version or from a registered copy."
        ),
        "card_twice": _("The same card stands in line %(other)s."),
        "lessons_unplaced": _("%(name)s: %(n)s of the lessons are not placed in the file."),
        "turn_unplaced": _("%(name)s: a lesson that is held in some weeks only is not placed in the file."),
    },
)
