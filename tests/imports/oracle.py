"""A participants file read the plain way, all of it in memory and person by person: what the stage must say as well."""

from __future__ import annotations

from datetime import datetime

from campaigns.errors import InvalidInput
from campaigns.layouts import PLAIN
from campaigns.people.names import checked_display_name
from campaigns.tables import Problem, read_rows
from campaigns.values import refusal_of_word, short
from tests.imports.forest import ROOT, sort_forest
from tests.imports.reading import Arrivals


def read_participants(content: bytes, *, file: str, latest: datetime) -> Arrivals:
    rows = _Rows(file)
    for line, cells in read_rows(
        content,
        file=file,
        required=("id", "inviter", "joined_at"),
        optional=("display_name",),
        problems=rows.problems,
    ):
        rows.read(line, *cells, latest=latest)
    above = rows.find_inviters()
    forest = sort_forest(above, rows.joined_at, barred=rows.barred)
    for circle in forest.circles:
        start = circle.index(min(circle))
        members = [rows.called(place) for place in (*circle[start:], *circle[:start])]
        told = members if len(members) <= 8 else [*members[:8], f"… and {len(members) - 8} more"]
        for place in circle:
            way = " was invited by ".join([*told, members[0]])
            rows.refuse(place, "inviter", f"invitations go round in a circle: {way}")
    for place in forest.cut_off:
        rows.refuse(place, "inviter", f"their inviter {rows.called(above[place])} was refused")
    rows.warn(above, sorted(forest.order))
    arrival = {place: number for number, place in enumerate(forest.order)}
    return Arrivals(
        ids=[rows.ids[place] for place in forest.order],
        inviters=[arrival.get(above[place], ROOT) for place in forest.order],
        joined_at=[rows.joined_at[place] for place in forest.order],
        display_names=[rows.names[place] or _name_for(rows.ids[place], rows.lines[place]) for place in forest.order],
        depths=forest.depths,
        refused=frozenset(rows.ids[place] for place in rows.barred) - {rows.ids[place] for place in forest.order},
        problems=sorted(rows.problems, key=lambda problem: problem.line),
    )


class _Rows:
    """What was read, row by row; a row that cannot be used keeps its place, so that those below it can name it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: list[int] = []
        self.ids: list[str] = []
        self.inviters: list[str] = []
        self.joined_at: list[datetime] = []
        self.names: list[str] = []
        self.place_of: dict[str, int] = {}
        self.barred: set[int] = set()
        self.problems: list[Problem] = []

    def refuse(self, place: int, field: str, reason: str) -> None:
        self.barred.add(place)
        self.problems.append(Problem(self.file, self.lines[place], True, field, reason))

    def called(self, place: int) -> str:
        return f"{short(self.ids[place])} (line {self.lines[place]})"

    def read(self, line: int, person: str, inviter: str, joined_at: str, name: str, *, latest: datetime) -> None:
        place = len(self.lines)
        self.lines.append(line)
        self.ids.append(person)
        self.inviters.append(inviter)
        refusal = refusal_of_word(person, longest=100)
        if refusal is not None:
            self.refuse(place, "id", refusal)
        elif (first := self.place_of.setdefault(person, place)) != place:
            self.refuse(place, "id", f"the id {person} is already on line {self.lines[first]}")
        try:
            self.joined_at.append(PLAIN.read_time(joined_at, latest=latest))
        except ValueError as wrong:
            self.joined_at.append(latest)
            self.refuse(place, "joined_at", str(wrong))
        try:
            name = checked_display_name(name) if name else ""
        except InvalidInput as refused:
            long = f"has {len(name)} characters, at most 80 are possible"
            is_long = refused.code == "display_name_too_long"
            self.refuse(place, "display_name", long if is_long else "has control characters in it")
        self.names.append(name)

    def find_inviters(self) -> list[int]:
        above = []
        for place, inviter in enumerate(self.inviters):
            found = self.place_of.get(inviter, ROOT) if inviter else ROOT
            if inviter and found == ROOT:
                self.refuse(place, "inviter", f"no row that can be read has the id “{short(inviter)}”")
            elif inviter and inviter == self.ids[place]:
                self.refuse(place, "inviter", "nobody invites themselves")
                found = ROOT
            above.append(found)
        return above

    def warn(self, above: list[int], standing: list[int]) -> None:
        seen: dict[tuple[int, str], int] = {}
        for place in standing:
            inviter, name = above[place], self.names[place]
            if inviter == ROOT:
                continue
            odd = []
            if inviter > place:
                odd.append(("inviter", f"stands above their inviter {self.called(inviter)}; kept"))
            if self.joined_at[place] < self.joined_at[inviter]:
                odd.append(("joined_at", f"joined before their inviter {self.called(inviter)}; kept"))
            if name and (first := seen.setdefault((inviter, name), place)) != place:
                same = f"same inviter and same name as {self.called(first)}"
                odd.append(("display_name", f"may be a repeat: {same}; kept as another person"))
            self.problems += [Problem(self.file, self.lines[place], False, *one) for one in odd]


def _name_for(person: str, line: int) -> str:
    return f"Participant {line}" if "@" in person or len(person) > 80 else person
