"""What the report page's script says, in the reader's language; the page gives it along, since scripts know none.

A placeholder is written as in the catalogues, `%(name)s`, and filled in by the script.
"""

from __future__ import annotations

import json

from django.utils.translation import gettext_lazy as _lazy

# Said by the form and by the script, so that nobody has to be on line to be told.
DESCRIBE_IT = _lazy("Describe what you saw, so that a reviewer can check it.")

_WORDS = {
    "describe": DESCRIBE_IT,
    "kept_at": _lazy("Kept on this device at %(time)s; nothing is sent yet."),
    "not_kept": _lazy("This browser keeps nothing on the device: leave the page open until the report is sent."),
    "written_before": _lazy("This is what you had written before; it was kept on this device and is not sent yet."),
    "remove": _lazy("Remove"),
    "too_many": _lazy("A report has at most %(most)s files. Not taken: %(names)s."),
    "asking": _lazy("Asking the device…"),
    "position_refused": _lazy("The position was not allowed. Give an address, or latitude and longitude by hand."),
    "position_unknown": _lazy("The device did not find its position. Try again in the open, or give an address."),
    "position": _lazy("%(latitude)s, %(longitude)s, within %(metres)s m"),
    "how_far": _lazy("How much has been sent"),
    "some_report": _lazy("your report"),
    "waits": _lazy("Kept on this device: %(report)s."),
    "waits_with_one": _lazy("Kept on this device: %(report)s, 1 file."),
    "waits_with_more": _lazy("Kept on this device: %(report)s, %(count)s files."),
    "sent_with_a_connection": _lazy(
        "It is sent as soon as there is a connection; leave this page open, or come back to it."
    ),
    "sending_it": _lazy("Sending it."),
    "sending_it_unkept": _lazy("Sending it. Leave this page open until it has arrived."),
    "sending": _lazy("Sending: %(report)s."),
    "sending_files": _lazy("The report is in. Sending its files."),
    "sending_file": _lazy("The report is in. Sending %(file)s: %(number)s of %(whole)s."),
    "one_file_waits": _lazy(
        "The report is in. 1 file is kept on this device and sent as soon as there is a connection."
    ),
    "files_wait": _lazy(
        "The report is in. %(count)s files are kept on this device and sent as soon as there is a connection."
    ),
    "arrived": _lazy("Sent: %(report)s arrived, and was received at %(time)s."),
    "refused": _lazy("%(name)s was not kept. %(why)s"),
    "not_added": _lazy("It could not be added."),
    "please_check": _lazy("Not sent. Please check what is marked; everything is kept."),
    "page_too_old": _lazy("Not sent, because this page is too old. Load it again: everything is kept on this device."),
    "not_sent": _lazy("Not sent, but kept. %(why)s"),
}


def words_for_the_script() -> str:
    """Give all of it in the language that is active, as JSON."""
    return json.dumps({name: str(words) for name, words in _WORDS.items()}, ensure_ascii=False)
