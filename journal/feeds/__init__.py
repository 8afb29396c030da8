"""Calendars that other programs read: lessons, events and vacations as iCalendar, by a secret address."""
