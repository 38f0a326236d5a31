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
from campaigns.people.names import LONGEST_NAME, checked_display_name
from campaigns.saying import listed, said
from campaigns.tables import Content, Noticing, Problem, read_rows
from campaigns.values import LONGEST_ID, MISSING, CellRefused, refusal_of_word, short

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
    """Give whom another file speaks of; raises CellRefused with the reason why there is nobody."""
    arrival = known.get(person)
    if arrival is not None:
        return arrival
    if not person:
        raise CellRefused(MISSING)
    if person in known:
        raise CellRefused(said("the participant %(person)s was refused", person=short(person)))
    raise CellRefused(said("no participant of this import has the id “%(person)s”", person=short(person)))


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
        except CellRefused as refused:
            time = latest
            wrong.append(("joined_at", refused.reason))
        if name:
            try:
                name = checked_display_name(name)
            except InvalidInput as wrong_name:
                is_long = wrong_name.code == "display_name_too_long"
                wrong.append(("display_name", _too_long(name) if is_long else said("has control characters in it")))
        for field, reason in wrong:
            noticed.append(Problem(file, line, True, field, reason))
        shown = name or _name_for(person, line)
        yield PersonRow(line, person, refusal is None, inviter, time, name, shown, bool(wrong))


class Named(NamedTuple):
    """Somebody of the file, as problems call them."""

    person: str
    line: int

    def __str__(self) -> str:
        return str(said("%(person)s (line %(line)s)", person=short(self.person), line=str(self.line)))


def already_there(person: str, line: int) -> str:
    return said("the id %(person)s is already on line %(line)s", person=person, line=str(line))


def refusal_of_inviter(inviter: str, *, is_there: bool) -> str:
    if is_there:
        return said("nobody invites themselves")
    return said("no row that can be read has the id “%(person)s”", person=short(inviter))


def refused_with(inviter: Named) -> str:
    return said("their inviter %(inviter)s was refused", inviter=inviter)


def goes_round(members: Sequence[Named], size: int) -> str:
    """Name a circle of this size by its first members, of whom each was invited by the next."""
    named: list[object] = [*members[:MOST_NAMED]]
    if size > len(named):
        named.append(said("… and %(n)s more", n=str(size - len(named))))
    way = listed([*named, members[0]], said(" was invited by "))
    return said("invitations go round in a circle: %(way)s", way=way)


def stands_above(inviter: Named) -> str:
    return said("stands above their inviter %(inviter)s; kept", inviter=inviter)


def joined_before(inviter: Named) -> str:
    return said("joined before their inviter %(inviter)s; kept", inviter=inviter)


def lies_before(person: str) -> str:
    """Say of what somebody did or found that they had not joined yet."""
    return said("lies before %(person)s joined; kept", person=short(person))


def may_be_a_repeat(of: Named) -> str:
    return said("may be a repeat: same inviter and same name as %(other)s; kept as another person", other=of)


def _too_long(name: str) -> str:
    return said("has %(n)s characters, at most %(most)s are possible", n=str(len(name)), most=str(LONGEST_NAME))


def _name_for(person: str, line: int) -> str:
    """Name whoever the file gives no name: by the id, unless that would show an address to everybody."""
    return f"Participant {line}" if "@" in person or len(person) > LONGEST_NAME else person
