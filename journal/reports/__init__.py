from journal.reports import class_summary, marks_table, school_summary

__all__ = ["class_summary", "marks_table", "school_summary"]
