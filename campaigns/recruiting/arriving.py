"""Arriving: the people of a file put on the stage, and brought into an order in which inviters come before recruits.

Nouns: a *tie* is a row with the row of its inviter; whoever *stands* has a chain of ties that ends at a root; whoever
is *cut off* hangs below somebody who was refused. The order goes by the times of joining, except that nobody comes
before their inviter: whoever is said to have joined earlier than that comes as soon after as possible. Of people with
the same time the one nearer the root comes first, then the one whose row comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from itertools import count
from typing import Any, NamedTuple

from django.db import connection

from campaigns.copying import copy_rows
from campaigns.layouts import PLAIN, Layout
from campaigns.recruiting.rows import (
    MOST_NAMED,
    Arrival,
    Named,
    PersonRow,
    already_there,
    goes_round,
    joined_before,
    may_be_a_repeat,
    read_people,
    refusal_of_inviter,
    refused_with,
    stands_above,
)
from campaigns.saying import said
from campaigns.staging import Noticed, ask, carry_out, index_table, make_table, read_stage, storable
from campaigns.tables import STEP, Content, Problem, Progress, no_progress, some_at_a_time

SORTING = said("sorting participants")
# What is wrong with an id is told before the rest of its row.
_BEFORE_OTHERS = -1


class StagedPeople(NamedTuple):
    """The people on the stage who can come in: how many, in how many trees, and how long the longest chain is."""

    number: int
    trees: int
    longest_chain: int

    def look_up(self, persons: Collection[str]) -> Mapping[str, Arrival | None]:
        """Give those of them who are in the file; None stands for whoever was refused."""
        raw = {storable(person): person for person in persons}
        with connection.cursor() as cursor:
            cursor.execute(_LOOK_UP, {"persons": list(raw)})
            known = {
                raw[person]: None if number is None else Arrival(number, joined_at)
                for person, number, joined_at in cursor
            }
            if missing := [person for person in raw if raw[person] not in known]:
                cursor.execute(_LOOK_UP_UNUSABLE, {"persons": missing})
                known.update((raw[person], None) for (person,) in cursor)
        return known


NOBODY = StagedPeople(0, 0, 0)


def stage_people(
    content: Content,
    *,
    file: str,
    latest: datetime,
    noticed: Noticed,
    progress: Progress = no_progress,
    layout: Layout = PLAIN,
) -> StagedPeople:
    """Put the people of a file on the stage; nobody joined later than `latest`. Raises TableRefused."""
    carry_out(f"CREATE TEMPORARY TABLE staged_person ({_PERSON})")
    rows = read_people(content, file=file, latest=latest, noticed=noticed, layout=layout)
    places = count()
    read = 0
    for some in some_at_a_time(rows):
        copy_rows("staged_person", _PERSON_COLUMNS, (_person(next(places), row) for row in some))
        read += len(some)
        if read % STEP == 0:
            progress(said("reading participants"), read, 0)
    progress(SORTING, 0, 0)
    index_table("staged_person", "(place)", "USING hash (person) WHERE NOT is_known")
    _tie(file, noticed)
    progress(SORTING, 0, 0)
    if make_table("staged_fallen", _FALLEN, "(place)"):
        _cut_off(file, noticed)
        _break_circles(file, noticed)
    progress(SORTING, 0, 0)
    make_table("staged_arrival", _ARRIVAL, "(place)", "(number)")
    _warn(file, noticed)
    return StagedPeople(*ask(_COUNTED))


def _person(place: int, row: PersonRow) -> tuple[object, ...]:
    return (
        place, row.line, storable(row.person), row.is_known, storable(row.inviter), row.joined_at, storable(row.name),
        storable(row.shown), row.is_barred,
    )  # fmt: skip


def _tie(file: str, noticed: Noticed) -> None:
    """Find the row of everybody's inviter, and refuse ids that come again and inviters who are not there."""
    make_table("staged_first", _FIRST, "(person)")
    for person, line, first in _each(_AGAIN):
        noticed.append(Problem(file, line, True, "id", already_there(person, first)), turn=_BEFORE_OTHERS)
    make_table("staged_tie", _TIE, "(place)", "(above) WHERE NOT is_barred")
    for inviter, line, is_there in _each(_WRONG_INVITER):
        noticed.append(Problem(file, line, True, "inviter", refusal_of_inviter(inviter, is_there=is_there)))
    make_table("staged_standing", _STANDING, "(place)")


def _cut_off(file: str, noticed: Noticed) -> None:
    """Refuse those below somebody who was refused."""
    make_table("staged_cut_off", _CUT_OFF, "(place)")
    _refuse_below(file, noticed, "staged_cut_off")


def _break_circles(file: str, noticed: Noticed) -> None:
    """Refuse those who go round in a circle, and those below them.

    Who is not cut off and stands on nothing goes round, or hangs below those who do. With every round everybody is
    replaced by whoever stands twice as far above; after as many steps as there are people all are on the circles.
    """
    size = make_table("staged_round", _ROUND, "(place)")
    if not size:
        return
    steps = 1
    while steps < size:
        make_table("staged_next_round", _NEXT_ROUND)
        carry_out("DROP TABLE staged_round")
        carry_out("ALTER TABLE staged_next_round RENAME TO staged_round")
        index_table("staged_round", "(place)")
        steps *= 2
    make_table("staged_circle", _CIRCLE, "(place)", "(least)")
    make_table("staged_head", _HEAD, "(least)", most=MOST_NAMED)
    told, reason = None, ""
    for line, persons, lines, members in _each(_GOING_ROUND):
        # Of a large circle it is said once.
        if lines != told:
            told, reason = lines, goes_round(list(map(Named, persons, lines)), members)
        noticed.append(Problem(file, line, True, "inviter", reason))
    make_table("staged_below", "SELECT place FROM staged_round EXCEPT SELECT place FROM staged_circle", "(place)")
    _refuse_below(file, noticed, "staged_below")


def _refuse_below(file: str, noticed: Noticed, table: str) -> None:
    for line, inviter, inviter_line in _each(_BELOW.format(table=table)):
        noticed.append(Problem(file, line, True, "inviter", refused_with(Named(inviter, inviter_line))))


def _warn(file: str, noticed: Noticed) -> None:
    """Point out what is kept and looks wrong."""
    for line, person, inviter_line, above, before in _each(_ODD_INVITER):
        inviter = Named(person, inviter_line)
        if above:
            noticed.append(Problem(file, line, False, "inviter", stands_above(inviter)))
        if before:
            noticed.append(Problem(file, line, False, "joined_at", joined_before(inviter)))
    for line, person, first in _each(_REPEATED):
        noticed.append(Problem(file, line, False, "display_name", may_be_a_repeat(Named(person, first))))


def _each(query: str) -> Iterator[tuple[Any, ...]]:
    for rows in read_stage(query):
        yield from rows


_PERSON = """
place integer, line bigint, person text COLLATE "C", is_known boolean, inviter text COLLATE "C",
joined_at timestamptz, name text COLLATE "C", shown text, is_barred boolean
"""
_PERSON_COLUMNS = ("place", "line", "person", "is_known", "inviter", "joined_at", "name", "shown", "is_barred")

# The first row of an id stands, also where it is refused for another reason.
_FIRST = """
SELECT DISTINCT ON (person) person, place, line FROM staged_person WHERE is_known ORDER BY person, place
"""
_AGAIN = """
SELECT later.person, later.line, first.line
  FROM staged_person later JOIN staged_first first USING (person)
 WHERE later.is_known AND later.place <> first.place
"""
_TIE = """
SELECT person.place, CASE WHEN inviter.person <> person.person THEN inviter.place END AS above, person.joined_at,
       person.is_barred
       OR person.is_known AND first.place <> person.place
       OR person.inviter <> '' AND (inviter.place IS NULL OR inviter.person = person.person) AS is_barred
  FROM staged_person person
  LEFT JOIN staged_first first ON person.is_known AND first.person = person.person
  LEFT JOIN staged_first inviter ON inviter.person = person.inviter
"""
_WRONG_INVITER = """
SELECT person.inviter, person.line, inviter.place IS NOT NULL
  FROM staged_person person LEFT JOIN staged_first inviter ON inviter.person = person.inviter
 WHERE person.inviter <> '' AND (inviter.place IS NULL OR inviter.person = person.person)
"""
# One by one by the index: the planner would begin every level with a table of everybody.
_STANDING = """
WITH RECURSIVE standing AS (
  SELECT place, 0 AS depth, joined_at AS since FROM staged_tie WHERE above IS NULL AND NOT is_barred
   UNION ALL
  SELECT below.place, standing.depth + 1, GREATEST(standing.since, below.joined_at)
    FROM standing
   CROSS JOIN LATERAL (
     SELECT place, joined_at FROM staged_tie WHERE above = standing.place AND NOT is_barred OFFSET 0
   ) below
)
SELECT place, depth, since FROM standing
"""
_FALLEN = """
SELECT tie.place, tie.above FROM staged_tie tie
 WHERE NOT tie.is_barred AND NOT EXISTS (SELECT FROM staged_standing standing WHERE standing.place = tie.place)
"""
_CUT_OFF = """
WITH RECURSIVE cut_off AS (
  SELECT fallen.place FROM staged_fallen fallen
    JOIN staged_tie above ON above.place = fallen.above WHERE above.is_barred
   UNION ALL
  SELECT below.place FROM cut_off
   CROSS JOIN LATERAL (SELECT place FROM staged_tie WHERE above = cut_off.place AND NOT is_barred OFFSET 0) below
)
SELECT place FROM cut_off
"""
_ROUND = """
SELECT fallen.place, fallen.above AS next, fallen.place AS least FROM staged_fallen fallen
 WHERE NOT EXISTS (SELECT FROM staged_cut_off cut_off WHERE cut_off.place = fallen.place)
"""
_NEXT_ROUND = """
SELECT round.place, next.next, LEAST(round.least, next.least) AS least
  FROM staged_round round JOIN staged_round next ON next.place = round.next
"""
_CIRCLE = """
SELECT round.place, round.least FROM staged_round round
 WHERE EXISTS (SELECT FROM staged_round other WHERE other.next = round.place)
"""
_HEAD = """
WITH RECURSIVE walk AS (
  SELECT least, place, 1 AS step FROM staged_circle WHERE place = least
   UNION ALL
  SELECT walk.least, tie.above, walk.step + 1 FROM walk JOIN staged_tie tie ON tie.place = walk.place
   WHERE walk.step < %(most)s AND tie.above <> walk.least
)
SELECT walk.least, array_agg(person.person ORDER BY step) AS persons, array_agg(person.line ORDER BY step) AS lines,
       (SELECT count(*) FROM staged_circle circle WHERE circle.least = walk.least) AS members
  FROM walk JOIN staged_person person USING (place) GROUP BY walk.least
"""
_GOING_ROUND = """
SELECT person.line, head.persons, head.lines, head.members
  FROM staged_circle circle JOIN staged_head head USING (least) JOIN staged_person person USING (place)
"""
_BELOW = """
SELECT person.line, inviter.person, inviter.line
  FROM {table} JOIN staged_tie tie USING (place) JOIN staged_person person USING (place)
  JOIN staged_person inviter ON inviter.place = tie.above
"""
_ARRIVAL = """
WITH numbered AS MATERIALIZED (
  SELECT (row_number() OVER (ORDER BY since, depth, place) - 1)::integer AS number, place, depth FROM staged_standing
)
SELECT numbered.number, numbered.place, inviter.number AS inviter, numbered.depth, person.joined_at, person.shown
  FROM numbered
  JOIN staged_tie tie ON tie.place = numbered.place
  JOIN staged_person person ON person.place = numbered.place
  LEFT JOIN numbered inviter ON inviter.place = tie.above
"""
_ODD_INVITER = """
SELECT person.line, inviter.person, inviter.line, inviter.place > person.place, person.joined_at < inviter.joined_at
  FROM staged_standing standing
  JOIN staged_tie tie ON tie.place = standing.place
  JOIN staged_person person ON person.place = standing.place
  JOIN staged_person inviter ON inviter.place = tie.above
 WHERE inviter.place > person.place OR person.joined_at < inviter.joined_at
"""
_REPEATED = """
SELECT repeated.line, first.person, first.line
  FROM (
    SELECT person.place, person.line, min(person.place) OVER (PARTITION BY tie.above, person.name) AS first
      FROM staged_standing standing
      JOIN staged_tie tie ON tie.place = standing.place
      JOIN staged_person person ON person.place = standing.place
     WHERE tie.above IS NOT NULL AND person.name <> ''
  ) repeated
  JOIN staged_person first ON first.place = repeated.first
 WHERE repeated.place <> repeated.first
"""
_COUNTED = """
SELECT count(*), count(*) FILTER (WHERE inviter IS NULL), COALESCE(max(depth) + 1, 0) FROM staged_arrival
"""
_LOOK_UP = """
SELECT first.person, arrival.number, arrival.joined_at
  FROM staged_first first LEFT JOIN staged_arrival arrival ON arrival.place = first.place
 WHERE first.person = ANY(%(persons)s)
"""
# Whoever's id cannot be one is in nobody's index but this.
_LOOK_UP_UNUSABLE = """
SELECT DISTINCT person FROM staged_person WHERE NOT is_known AND person = ANY(%(persons)s)
"""
