"""Gathering: what the log and the tree say of a campaign's people, as the facts and newcomers that states grow by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection

from campaigns.copying import read_columns
from campaigns.events.reading import Place
from campaigns.participation.growing import Act, Source
from campaigns.participation.periods import Ints
from campaigns.participation.states import Facts, Newcomers, no_ints
from campaigns.participation.ties import TIE_KINDS

_JOINED, _SUBMITTED, _VOUCHED, _TOLD, _VERIFIED, _REVERSED, _DUPLICATE, _REVIEWED = range(1, 9)
_EARNED, _TAKEN_BACK, _FORFEITED, _VISITED = range(9, 13)
# What every kind of event is read as. Of all others the report takes no notice.
READ_AS: dict[str, int] = {
    "participant.joined": _JOINED,
    "finding.submitted": _SUBMITTED,
    "finding.vouched": _VOUCHED,
    "activity.reported": _TOLD,
    "finding.verified": _VERIFIED,
    "finding.reversed": _REVERSED,
    "finding.duplicate": _DUPLICATE,
    "finding.rejected": _REVIEWED,
    "finding.needs_info": _REVIEWED,
    "finding.voted": _REVIEWED,
    "reward.earned": _EARNED,
    "reward.reversed": _TAKEN_BACK,
    "reward.forfeited": _FORFEITED,
    "link.visited": _VISITED,
}
_VOUCH, _CORROBORATION = TIE_KINDS.index("vouch"), TIE_KINDS.index("corroboration")
_REVIEWS = (_VERIFIED, _REVERSED, _DUPLICATE, _REVIEWED)


@dataclass(frozen=True)
class Gathered:
    """What a stretch of the log says, and everybody whom it names, ascending."""

    facts: Facts
    people: Ints


def gather_facts(*, campaign_id: int, up_to: Place, after: Place | None = None) -> Gathered:
    """Read what the log says of a campaign behind one place and up to another, from its beginning where none is given.

    The rows are added up nowhere yet: facts come as they stand in the log.
    """
    read_as = "".join(f" WHEN '{kind}' THEN {code}" for kind, code in READ_AS.items())
    behind = "" if after is None else "AND (event.txid, event.id) > (%(after_txid)s, %(after_id)s)"
    scope: dict[str, Any] = {"campaign": campaign_id, "kinds": list(READ_AS)}
    scope |= {"up_to_txid": up_to[0], "up_to_id": up_to[1]}
    if after is not None:
        scope |= {"after_txid": after[0], "after_id": after[1]}
    rows = read_columns(_FACTS % {"read_as": read_as, "behind": behind}, scope, ("code", "who", "other", "us", "minor"))
    return _sorted_out(**rows)


# Numbers in, numbers out: `other` is who reviewed, who reported it first, or whose report it was; 0 is nobody.
_FACTS = """
SELECT (CASE event.kind %(read_as)s END)::bigint,
       COALESCE(event.participant_id, 0),
       COALESCE(CASE event.kind WHEN 'finding.vouched' THEN
                    (SELECT finding.participant_id FROM campaigns_finding finding WHERE finding.id = event.finding_id)
                WHEN 'finding.duplicate' THEN (event.data ->> 'first_place')::bigint
                END, 0)::bigint,
       (EXTRACT(EPOCH FROM event.at) * 1000000)::bigint,
       COALESCE(CASE WHEN event.kind LIKE 'reward.%%%%' THEN
                    (event.data ->> 'amount_minor')::bigint - COALESCE((event.data ->> 'forfeited_minor')::bigint, 0)
                     WHEN event.kind LIKE 'finding.%%%%' THEN (event.data ->> 'by_place')::bigint
                END, 0)::bigint
  FROM campaigns_event event
 WHERE event.campaign_id = %%(campaign)s AND event.kind = ANY(%%(kinds)s)
   AND (event.txid, event.id) <= (%%(up_to_txid)s, %%(up_to_id)s) %(behind)s
"""


def _sorted_out(*, code: Ints, who: Ints, other: Ints, us: Ints, minor: Ints) -> Gathered:
    """Sort the rows out by what they are read as; of a review `minor` holds the place of whoever reviewed."""

    def rows(*codes: int) -> Ints:
        return np.flatnonzero(np.isin(code, codes) & (who > 0))

    reports, vouches, told = rows(_SUBMITTED), rows(_VOUCHED), rows(_TOLD)
    reviews = np.flatnonzero(np.isin(code, _REVIEWS) & (minor > 0))
    acts = [
        (Act.REPORT, who[reports], us[reports]),
        (Act.VOUCH, who[vouches], us[vouches]),
        (Act.CUSTOM, who[told], us[told]),
        (Act.REVIEW, minor[reviews], us[reviews]),
    ]
    verified, reversed_, paid = rows(_VERIFIED), rows(_REVERSED), rows(_EARNED, _TAKEN_BACK, _FORFEITED)
    # Whoever vouches gives to the reporter, whoever says the same later to whoever said it first.
    ties = np.flatnonzero(np.isin(code, (_VOUCHED, _DUPLICATE)) & (who > 0) & (other > 0) & (who != other))
    facts = Facts(
        act_kind=np.concatenate([np.full(len(by), kind, dtype=np.int64) for kind, by, _ in acts]),
        act_by=np.concatenate([by for _, by, _ in acts]),
        act_us=np.concatenate([when for _, _, when in acts]),
        report_by=who[reports],
        verified_of=np.concatenate([who[verified], who[reversed_]]),
        verified_by=np.concatenate([np.full(len(verified), 1), np.full(len(reversed_), -1)]).astype(np.int64),
        paid_to=who[paid],
        paid_minor=np.where(code[paid] == _EARNED, minor[paid], -minor[paid]),
        rewards_us=us[code == _EARNED],
        visits_us=us[code == _VISITED],
        tie_from=who[ties],
        tie_to=other[ties],
        tie_us=us[ties],
        tie_kind=np.where(code[ties] == _VOUCHED, _VOUCH, _CORROBORATION).astype(np.int64),
    )
    people = np.union1d(facts.people(), who[rows(_JOINED)])
    return Gathered(facts, people)


def gather_newcomers(*, campaign_id: int, people: Ints, everybody: bool) -> Newcomers:
    """Read the places of these people and of everybody above them; ascending by id.

    With `everybody` the campaign's whole tree is read at once and cut down to them, which is quicker for many.
    """
    if everybody:
        rows = read_columns(_WHOLE_TREE, {"campaign": campaign_id}, _PLACE)
        chosen = np.isin(rows["id"], people)
        above = np.where(rows["inviter"] > 0, np.searchsorted(rows["id"], rows["inviter"]), -1).tolist()
        kept = chosen.tolist()
        for row in range(len(kept) - 1, -1, -1):
            if kept[row] and above[row] >= 0:
                kept[above[row]] = True
        rows = {name: column[np.array(kept, dtype=bool)] for name, column in rows.items()}
    else:
        rows = read_columns(_UPLINES, {"campaign": campaign_id, "people": people.tolist()}, _PLACE)
    source = np.where(
        rows["inviter"] > 0, Source.INVITED, np.where(rows["link"] > 0, rows["link"], Source.DIRECT)
    ).astype(np.int64)
    return Newcomers(rows["id"], rows["inviter"], rows["depth"], rows["us"], source)


_PLACE = ("id", "inviter", "depth", "us", "link")
_COLUMNS = """
SELECT place.id, COALESCE(place.invited_by_id, 0), place.depth::bigint,
       (EXTRACT(EPOCH FROM place.joined_at) * 1000000)::bigint,
       COALESCE(CASE WHEN link.participant_id IS NULL THEN link.id END, 0)
"""
_WHOLE_TREE = f"""
{_COLUMNS} FROM campaigns_participant place LEFT JOIN campaigns_referrallink link ON link.id = place.via_link_id
 WHERE place.campaign_id = %(campaign)s ORDER BY place.id
"""
_UPLINES = f"""
WITH RECURSIVE chosen AS (
    SELECT id, invited_by_id FROM campaigns_participant
     WHERE id = ANY(%(people)s::bigint[]) AND campaign_id = %(campaign)s
     UNION
    SELECT above.id, above.invited_by_id FROM chosen JOIN campaigns_participant above ON above.id = chosen.invited_by_id
)
{_COLUMNS} FROM chosen JOIN campaigns_participant place ON place.id = chosen.id
  LEFT JOIN campaigns_referrallink link ON link.id = place.via_link_id
 ORDER BY place.id
"""  # noqa: S608 - of our own words alone


def missing_from(people: Ints, known: Sequence[int]) -> Ints:
    """Give those of the people who are not among the known."""
    return np.setdiff1d(people, np.array(known, dtype=np.int64)) if len(known) else people


def known_among(people: Ints) -> Ints:
    """Give those of the people who are counted already."""
    if not len(people):
        return no_ints()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT participant_id FROM campaigns_member WHERE participant_id = ANY(%s::bigint[])", [people.tolist()]
        )
        return np.array([row[0] for row in cursor.fetchall()], dtype=np.int64)
