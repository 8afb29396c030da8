from journal.reports import class_summary, marks_table, school_summary, usage

__all__ = ["class_summary", "marks_table", "school_summary", "usage"]
