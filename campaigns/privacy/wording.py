"""Words of exports and of the preview of an erasure."""

from __future__ import annotations

README = """This is everything that is held of you here, as of {at}.

data.json   all of it, to be read by programs
csv/        the same as tables, one for each kind that there is anything of; a cell that a spreadsheet would take for
            a formula has an apostrophe before it
files/      your photographs and videos, as they are kept; the names in data.json lead to them

The archive is removed {days} days after you asked for it. Times are in UTC.

What the tables hold, and why it is held
{told}

What is not told, and why
{kept_back}

Of what others wrote about your reports you get the words, not who wrote them.
"""
