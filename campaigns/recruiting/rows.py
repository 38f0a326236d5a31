"""The participants of a campaign as a file tells them: `id,inviter,joined_at[,display_name]`, in any order. PURE.

Here a row is judged by itself, and what other rows say against it is put into words. A row that cannot be used is
*barred* and keeps its place, so that those below it can name it: a refused row takes everybody below it along, since
whom they would be attributed to is not known, and each of them is refused by name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from campaigns.errors import InvalidInput
from campaigns.layouts import PLAIN, Layout
from campaigns.recruiting.names import LONGEST_NAME, checked_display_name
from campaigns.tables import LONGEST_ID, Content, Noticing, Problem, read_rows, refusal_of_word, short

COLUMNS = ("id", "inviter", "joined_at")
OPTIONAL_COLUMNS = ("display_name",)
# Members of a circle that its message names.
MOST_NAMED = 8


class PersonRow(NamedTuple):
    """A row by itself. `is_known` tells that its id can be one; `shown` is the name, or what stands for it."""

    line: int
    person: str
    is_known: bool
    inviter: str
    joined_at: datetime
    name: str
    shown: str
    is_barred: bool


class Arrival(NamedTuple):
    """Whoever another file speaks of: their number in the order of arrival, and when they joined."""

    number: int
    joined_at: datetime


class People(Protocol):
    """The people of a file, of whom other files speak by their ids there."""

    def look_up(self, persons: Collection[str]) -> Mapping[str, Arrival | None]:
        """Give those of them who are in the file; None stands for whoever was refused."""
        ...


def find(known: Mapping[str, Arrival | None], person: str) -> Arrival:
    """Give whom another file speaks of; raises ValueError with the reason why there is nobody."""
    arrival = known.get(person)
    if arrival is not None:
        return arrival
    if not person:
        raise ValueError("is missing")
    if person in known:
        raise ValueError(f"the participant {short(person)} was refused")
    raise ValueError(f"no participant of this import has the id “{short(person)}”")


def read_people(
    content: Content, *, file: str, latest: datetime, noticed: Noticing, layout: Layout = PLAIN
) -> Iterator[PersonRow]:
    """Read a participants file row by row; nobody joined later than `latest`. Raises TableRefused."""
    table = read_rows(content, file=file, required=COLUMNS, optional=OPTIONAL_COLUMNS, problems=noticed, layout=layout)
    for line, (person, inviter, joined_at, name) in table:
        wrong: list[tuple[str, str]] = []
        refusal = refusal_of_word(person, longest=LONGEST_ID)
        if refusal is not None:
            wrong.append(("id", refusal))
        try:
            time = layout.read_time(joined_at, latest=latest)
        except ValueError as reason:
            time = latest
            wrong.append(("joined_at", str(reason)))
        if name:
            try:
                name = checked_display_name(name)
            except InvalidInput as refused:
                long = f"has {len(name)} characters, at most {LONGEST_NAME} are possible"
                is_long = refused.code == "display_name_too_long"
                wrong.append(("display_name", long if is_long else "has control characters in it"))
        for field, said in wrong:
            noticed.append(Problem(file, line, True, field, said))
        shown = name or _name_for(person, line)
        yield PersonRow(line, person, refusal is None, inviter, time, name, shown, bool(wrong))


class Named(NamedTuple):
    """Somebody of the file, as problems call them."""

    person: str
    line: int

    def __str__(self) -> str:
        return f"{short(self.person)} (line {self.line})"


def already_there(person: str, line: int) -> str:
    return f"the id {person} is already on line {line}"


def refusal_of_inviter(inviter: str, *, is_there: bool) -> str:
    return "nobody invites themselves" if is_there else f"no row that can be read has the id “{short(inviter)}”"


def refused_with(inviter: Named) -> str:
    return f"their inviter {inviter} was refused"


def goes_round(members: Sequence[Named], size: int) -> str:
    """Name a circle of this size by its first members, of whom each was invited by the next."""
    named = [str(member) for member in members[:MOST_NAMED]]
    if size > len(named):
        named.append(f"… and {size - len(named)} more")
    return f"invitations go round in a circle: {' was invited by '.join([*named, str(members[0])])}"


def stands_above(inviter: Named) -> str:
    return f"stands above their inviter {inviter}; kept"


def joined_before(inviter: Named) -> str:
    return f"joined before their inviter {inviter}; kept"


def may_be_a_repeat(of: Named) -> str:
    return f"may be a repeat: same inviter and same name as {of}; kept as another person"


def _name_for(person: str, line: int) -> str:
    """Name whoever the file gives no name: by the id, unless that would show an address to everybody."""
    return f"Participant {line}" if "@" in person or len(person) > LONGEST_NAME else person
