"""The words of the grid's program, in the reader's language (docs/journal-grid.md)."""

from functools import cache

from django.utils.html import json_script
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

WORDS = {
    "readonly": _("You can read this journal, not write in it."),
    "out": _("Not in the class on this day."),
    "empty": _("empty"),
    "cell_saving": _("{text}, saving"),
    "cell_unsaved": _("{text}, not saved"),
    "cell_clash": _("Two different values: {text}. Choose one."),
    "saved": _("Saved"),
    "saving": _("Saving…"),
    "unsaved": _("Not saved: {n}"),
    "clashes": _("Two values, choose: {n}"),
    "no_such_mark": _("«{text}» cannot stand here. Possible: {all}"),
    "no_marks": _("No marks are given in this journal."),
    "second_needs_mark": _("A second mark needs a first one."),
    "nothing_to_undo": _("Nothing to undo."),
    "trouble_line": _("No connection. What you enter stays on this device and is sent when the connection is back."),
    "trouble_signin": _(
        "Your session has ended. What you entered is kept on this device: sign in again as {name} and it is sent."
    ),
    "trouble_user": _(
        "Somebody else is signed in on this device. Your entries are kept and sent when {name} signs in again."
    ),
    "sign_in": _("Sign in"),
    "of_others": _("Not sent yet: {n} entries of {name}. They are sent when {name} signs in on this device."),
    "elsewhere": _("Not sent yet in «{title}»: {n}."),
    "no_store": _("This browser cannot keep entries. Do not close the page until everything is saved."),
    "plain_http": _(
        "Without a secure address (HTTPS) the page does not open offline."
        " What you enter is kept on this device and sent later."
    ),
    "stale": _("No connection: this is the page as of {time}. You can go on writing."),
    "homework": _("Homework: {text}"),
    "count": _("present {came}, absent {away}, late {late}"),
    "gone": _("The server did not take it."),
    "later": _("Later"),
    "cancel": _("Cancel"),
    "save": _("Save"),
    "mine": _("Yours"),
    "mine_when": _("{time}, this device"),
    "stored": _("Stored"),
    "choose": _("Choose one by one"),
    "clash_title": _("Two different values: which one stays?"),
    "keep": _("Keep {text}"),
    "keep_empty": _("Keep empty"),
    "keep_mine": _("Keep mine"),
    "keep_stored": _("Keep the stored one"),
    "absent_title": _("A mark for an absent student?"),
    "absent_here": _("«{code}» stands here. Put {text} instead?"),
    "absent_today": _("The student was absent from other lessons of this day. Put {text}?"),
    "put_mark": _("Put {text}"),
    "leave": _("Leave as it is"),
    "absent_part": _("The student was absent from this lesson («{code}»). Put {text}?"),
    "reason": _("Reason"),
    "reason_title": _("Why is it changed?"),
    "reason_needed": _("Write the reason in a few words."),
    "reason_for_all": _("Use it for other changes of this lesson too"),
    "reason_for_results": _("Use it for other results of this column too"),
    "reason_waits": _("Waiting for a reason: {n}"),
    "give_reason": _("Give the reason"),
    "take_back": _("Take the change back"),
    "comment": _("Comment"),
    "retake": _("The second mark is a retake: only it counts"),
    "refused": _("Not accepted: {n}"),
    "try_again": _("Try again"),
    "put_aside": _("Put aside"),
    "and_more": _("and {n} more"),
    "no_history": _("The history cannot be shown without a connection."),
    "pasted": _("Pasted: {n}."),
    "skipped_closed": _("Skipped, closed or not in class: {n}."),
    "skipped_unclear": _("Skipped, not understood: {n}."),
    "skipped_over": _("Did not fit: {n}."),
    "choose_first": _("Choose a lesson first."),
    "fill": _("Fill"),
    "fill_title": _("Fill the column"),
    "fill_value": _("Value"),
    "fill_empty": _("Empty: {n} of {all}."),
    "fill_over": _("Also where something stands already"),
    "filled": _("Filled: {n}."),
    "all_present": _("{title}: all present."),
    "present": _("All present"),
    "present_title": _("All present?"),
    "topic_stands": _("This lesson has its topic already."),
    "topic_entered": _("Topic by the plan: {text}"),
    "topic_waits": _("Topic by the plan: not saved yet"),
    "sign_unsaved": _("Not everything is saved yet: sign a little later."),
    "sign_later": _("The lesson is not signed. Try again when there is a connection."),
    "sign_changed": _("{text}, changed afterwards"),
    "present_clears": _("«н» is removed, {n}: {names}"),
}

TEXTS = {
    "saving": _("Saving…"),
    "saved": _("Saved"),
    "waits": _("Not saved: kept on this device"),
    "unkept": _("Not saved. Do not close the page."),
    "signin": _("Your session has ended: sign in again. The text is kept on this device."),
    "reason": _("Write the reason in a few words."),
    "long": _("Too long"),
    "stored": _("Stored"),
    "keep_mine": _("Keep mine"),
    "keep_stored": _("Keep the stored one"),
    "phrase_kept": _("The phrase is kept."),
    "phrase_none": _("Write or select a phrase first."),
    "gone": _("The server did not take it."),
    "first": _("Not everything is saved yet: press again in a moment."),
    "no_phrases": _("You keep no phrases yet."),
}


def script() -> str:
    """The words as the page carries them, in the language now active."""
    return _script(get_language())


def texts_script() -> str:
    """The words of the page of texts."""
    return json_script({key: str(word) for key, word in TEXTS.items()}, "text-words")


@cache
def _script(language) -> str:
    return json_script({key: str(word) for key, word in WORDS.items()}, "journal-words")
