"""Credibility: how likely a report is true before anybody has looked at it, and why. PURE.

Nouns: *facts* of a report go in; out comes an opinion in log-odds, the sum of *pieces* that each have a name, a value
and a sentence for the reviewer. 0 is as likely true as false, and every +1 makes «true» 2.7 times as likely.
Law: what is not known says nothing. A missing photograph's position, a connection without a place, somebody without a
record have no piece; so a report is never punished for what a file or a phone did not keep.

The weights are in one place, WEIGHTS, each with the reason for it. They were set by judgement, not fitted;
docs/CREDIBILITY.md says what they achieve. Nothing is decided here: the opinion orders the queue, and people decide.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from campaigns.saying import decimal, said, said_of, signed

MOST_SAME_SPOT = 5
AT_THE_PLACE_M = 300
IN_TIME_HOURS = 1
# A camera's clock often tells the local time and not where: two zones are at most so far apart, and a bit.
OUT_OF_TIME_HOURS = 27
NEW_HOURS = 1
NEAR_CONNECTION_KM = 300
FAR_CONNECTION_KM = 1_500


@dataclass(frozen=True, slots=True)
class Weight:
    """What a piece is worth in log-odds: `value` once, or times `per`."""

    name: str
    value: float
    per: str
    why: str


_ONCE = "once"
WEIGHTS: dict[str, Weight] = {
    weight.name: weight
    for weight in (
        Weight(
            "prior",
            -1.5,
            _ONCE,
            "Most reports of a contested prize are false: in the balloon hunt of 2009 far fewer than half were true.",
        ),
        Weight(
            "other_trees",
            1.2,
            "ln(1 + trees)",
            "People whom nobody in common brought can hardly have agreed; the second and third tree say most.",
        ),
        Weight(
            "same_tree",
            0.5,
            "ln(1 + people)",
            "People of one tree but of different branches can know of each other, and share in one reward.",
        ),
        Weight(
            "own_branch",
            0.1,
            "ln(1 + people)",
            "One's inviter, one's recruits and those beside one, or people on one connection, can be one person.",
        ),
        Weight(
            "natural_scatter",
            0.6,
            _ONCE,
            "People stand around a real thing, so their positions lie some metres to some hundred metres apart.",
        ),
        Weight(
            "identical_spot",
            -1.3,
            f"ln(1 + people), {MOST_SAME_SPOT} at most",
            "Positions of different phones never agree to the metre; what was handed round or made up does.",
        ),
        Weight(
            "near_verified",
            1.5,
            _ONCE,
            "What reviewers found true beside it is very likely what this reporter saw too.",
        ),
        Weight(
            "near_rejected",
            -1.0,
            _ONCE,
            "What reviewers found false beside it is often the same mistake or the same story.",
        ),
        Weight(
            "photo_at_place",
            1.5,
            _ONCE,
            "A photograph that says it was taken at the place shows somebody was there; it can be forged, with effort.",
        ),
        Weight(
            "photo_elsewhere",
            -2.2,
            _ONCE,
            "A photograph taken somewhere else is not of what is claimed, whatever it shows.",
        ),
        Weight("photo_in_time", 0.6, _ONCE, "It was taken when the thing is said to have been seen."),
        Weight(
            "photo_out_of_time",
            -1.5,
            _ONCE,
            "It was taken on another day, further off than time zones can explain.",
        ),
        Weight("own_file", 0.4, _ONCE, "A file that nobody else had sent before costs some trouble to make."),
        Weight(
            "no_evidence",
            -0.6,
            _ONCE,
            "A report without anything costs nothing to make; but true witnesses often have nothing else either.",
        ),
        Weight(
            "copied_file",
            -2.8,
            _ONCE,
            "The very file was sent before by somebody else. Who sent it first loses nothing by being copied.",
        ),
        Weight(
            "copied_image",
            -2.2,
            _ONCE,
            "Nearly the same picture was sent before by somebody else; two people side by side rarely come so close.",
        ),
        Weight("no_place", -0.5, _ONCE, "Without a place it can be compared with nothing."),
        Weight(
            "reporter_record",
            1.0,
            "the reporter's standing",
            "Trust has weighed their record where it was made: reports, vouches, and what people found out about them.",
        ),
        Weight(
            "inviter_record",
            0.4,
            "the inviter's standing",
            "Who brought somebody says something of them, but it is not their doing.",
        ),
        Weight(
            "new_place",
            -0.5,
            _ONCE,
            "Made-up people join just before they report; so do honest ones who saw something, hence so little.",
        ),
        Weight(
            "connection_near",
            0.4,
            _ONCE,
            "The connection is roughly where the report says; coarse, as such files are.",
        ),
        Weight(
            "connection_far",
            -0.8,
            _ONCE,
            "The connection is far from the claimed place; it can be a detour of the network, hence no more.",
        ),
        Weight(
            "authenticator_matched",
            3.5,
            "1 for a right answer at the first attempt, ¾ at the second, ½ at the third",
            "Only a witness knows it; a guess at the third attempt is worth less.",
        ),
        Weight(
            "authenticator_wrong",
            -1.5,
            _ONCE,
            "They were asked what a witness knows, and answered something else; memory and spelling fail too.",
        ),
        Weight(
            "vouched",
            0.5,
            "ln(1 + the vouchers' weight), each 1 + their standing, from 0 to 2",
            "Somebody above stakes their own standing on it, though they also share in its reward.",
        ),
    )
}


OF_OTHERS = frozenset(
    {
        "other_trees", "same_tree", "own_branch", "natural_scatter", "identical_spot", "near_verified",
        "near_rejected",
    }
)  # fmt: skip
"""The pieces that speak of other people's reports of the same thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What other people reported of the same thing. `metres` are the nearest and farthest of those not kin."""

    other_trees: int = 0
    same_tree: int = 0
    own_branch: int = 0
    same_spot: int = 0
    scattered: int = 0
    metres: tuple[float, float] | None = None
    verified: int = 0
    rejected: int = 0
    radius_m: int = 1_852
    hours: int = 24


@dataclass(frozen=True, slots=True)
class Photo:
    """What a file says of itself against the claim: `metres` and `hours` away, where it says so."""

    metres: float | None = None
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """How many of somebody's other reports were found true and false."""

    true: int = 0
    false: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that is known of a report before anybody decides."""

    has_place: bool = True
    surroundings: Surroundings = Surroundings()
    files: int = 0
    links: int = 0
    photos: tuple[Photo, ...] = ()
    copied_files: int = 0
    copied_images: int = 0
    reporter: Record = Record()
    standing: float = 0.0
    inviter: Record = Record()
    inviter_standing: float = 0.0
    hours_in_campaign: float = 1_000.0
    connection_km: float | None = None
    connection_country: str = ""
    matched_attempts: tuple[int, ...] = ()
    wrong_facts: int = 0
    vouchers: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One reason, its worth in log-odds, and the sentence that says it."""

    name: str
    value: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """The sum of the pieces; `probability` is the same as a number from 0 to 1."""

    log_odds: float
    pieces: tuple[Piece, ...]

    @property
    def probability(self) -> float:
        return probability_of(self.log_odds)


def probability_of(log_odds: float) -> float:
    """Give log-odds as a number from 0 to 1."""
    return 1 / (1 + math.exp(-log_odds))


def judge(facts: Facts) -> Opinion:
    """Weigh the facts of a report."""
    pieces = tuple(
        Piece(name, round(WEIGHTS[name].value * times, 4), sentence)
        for told in (_prior, _others, _evidence, _copies, _people, _connection, _answers)
        for name, times, sentence in told(facts)
    )
    return Opinion(round(math.fsum(piece.value for piece in pieces), 4), pieces)


Told = Iterator[tuple[str, float, str]]
"""The name of a weight, how many times it counts, and the sentence."""


def _prior(facts: Facts) -> Told:
    yield "prior", 1, said("Before anything is known, about one report in six is expected to be true.")
    if not facts.has_place:
        yield "no_place", 1, said("The report names no place, so no other report can bear it out.")


def _others(facts: Facts) -> Told:
    around = facts.surroundings
    if around.other_trees:
        yield (
            "other_trees",
            math.log1p(around.other_trees),
            said_of(
                around.other_trees,
                "People of %(n)s other tree report the same, within %(metres)s m and %(hours)s h from one to the next.",
                "People of %(n)s other trees report the same, within %(metres)s m and %(hours)s h from one to the"
                " next.",
                metres=around.radius_m,
                hours=around.hours,
            ),
        )
    if around.same_tree:
        yield (
            "same_tree",
            math.log1p(around.same_tree),
            said_of(
                around.same_tree,
                "%(n)s person of other branches of the same tree say the same.",
                "%(n)s people of other branches of the same tree say the same.",
            ),
        )
    if around.own_branch:
        yield (
            "own_branch",
            math.log1p(around.own_branch),
            said_of(
                around.own_branch,
                "%(n)s person of the reporter's own branch or connection say the same, which says little.",
                "%(n)s people of the reporter's own branch or connection say the same, which says little.",
            ),
        )
    yield from _positions(around)
    if around.verified:
        yield (
            "near_verified",
            1,
            said_of(
                around.verified,
                "%(n)s report of the same thing found true.",
                "%(n)s reports of the same thing found true.",
            ),
        )
    if around.rejected:
        yield (
            "near_rejected",
            1,
            said_of(
                around.rejected,
                "%(n)s report of the same thing found false.",
                "%(n)s reports of the same thing found false.",
            ),
        )


def _positions(around: Surroundings) -> Told:
    if around.same_spot:
        same = min(around.same_spot, MOST_SAME_SPOT)
        # Nor does the sentence count further than the weight does, so that nobody's opinion changes for it.
        if same == MOST_SAME_SPOT:
            sentence = said("%(n)s or more other people give exactly the same coordinates, to about a metre.", n=same)
        else:
            sentence = said_of(
                same,
                "%(n)s other person gives exactly the same coordinates, to about a metre.",
                "%(n)s other people give exactly the same coordinates, to about a metre.",
            )
        yield "identical_spot", math.log1p(same), sentence
    elif around.scattered >= 2 and around.metres is not None:
        nearest, farthest = around.metres
        yield (
            "natural_scatter",
            1,
            said(
                "%(n)s people who are not of the reporter's branch give positions %(nearest)s to %(farthest)s m away:"
                " as real ones scatter.",
                n=around.scattered,
                nearest=decimal(nearest),
                farthest=decimal(farthest),
            ),
        )


def _evidence(facts: Facts) -> Told:
    if not facts.files and not facts.links:
        yield "no_evidence", 1, said("There is no photograph, video or link.")
    if facts.files > facts.copied_files + facts.copied_images:
        own = facts.files - facts.copied_files - facts.copied_images
        yield (
            "own_file",
            1,
            said_of(
                own, "%(n)s file that nobody else had sent before.", "%(n)s files that nobody else had sent before."
            ),
        )
    # What speaks against the report is not made good by a second photograph: the worst of each counts.
    metres = max((photo.metres for photo in facts.photos if photo.metres is not None), default=None)
    if metres is not None and facts.has_place:
        radius_m = max(facts.surroundings.radius_m, AT_THE_PLACE_M)
        if metres <= AT_THE_PLACE_M:
            yield (
                "photo_at_place",
                1,
                said(
                    "By its own position the photograph was taken %(metres)s m from the place.",
                    metres=decimal(metres),
                ),
            )
        elif metres > radius_m:
            yield (
                "photo_elsewhere",
                1,
                said(
                    "By its own position a photograph was taken %(km)s km from the place.",
                    km=decimal(metres / 1000, 1),
                ),
            )
    hours = max((photo.hours for photo in facts.photos if photo.hours is not None), default=None)
    if hours is not None:
        if hours <= IN_TIME_HOURS:
            yield (
                "photo_in_time",
                1,
                said("By its own clock the photograph was taken %(span)s from the time claimed.", span=_span(hours)),
            )
        elif hours > OUT_OF_TIME_HOURS:
            yield (
                "photo_out_of_time",
                1,
                said("By its own clock a photograph was taken %(span)s off the time claimed.", span=_span(hours)),
            )


def _copies(facts: Facts) -> Told:
    if facts.copied_files:
        yield (
            "copied_file",
            1,
            said_of(
                facts.copied_files,
                "%(n)s file was sent before by somebody else, bit for bit.",
                "%(n)s files were sent before by somebody else, bit for bit.",
            ),
        )
    if facts.copied_images:
        yield (
            "copied_image",
            1,
            said_of(
                facts.copied_images,
                "%(n)s picture is nearly the same as what somebody else had sent before.",
                "%(n)s pictures are nearly the same as what somebody else had sent before.",
            ),
        )


def _people(facts: Facts) -> Told:
    if facts.standing:
        yield "reporter_record", facts.standing, _record(facts.standing, facts.reporter, of_inviter=False)
    if facts.inviter_standing:
        yield "inviter_record", facts.inviter_standing, _record(facts.inviter_standing, facts.inviter, of_inviter=True)
    if facts.hours_in_campaign < NEW_HOURS:
        yield (
            "new_place",
            1,
            said(
                "The reporter had joined %(minutes)s minutes before the report arrived.",
                minutes=decimal(facts.hours_in_campaign * 60),
            ),
        )
    if facts.vouchers:
        weight = sum(max(0.0, min(2.0, 1 + standing)) for standing in facts.vouchers)
        yield (
            "vouched",
            math.log1p(weight),
            said_of(
                len(facts.vouchers),
                "%(n)s person above the reporter vouches for it.",
                "%(n)s people above the reporter vouch for it.",
            ),
        )


def _record(standing: float, record: Record, *, of_inviter: bool) -> str:
    told = {"true": record.true, "false": record.false, "standing": signed(standing, 1)}
    if of_inviter and standing > 0:
        return said(
            "The inviter's record speaks for the report: %(true)s reports found true, %(false)s false; with vouches and"
            " signals it stands at %(standing)s.",
            **told,
        )
    if of_inviter:
        return said(
            "The inviter's record speaks against the report: %(true)s reports found true, %(false)s false; with vouches"
            " and signals it stands at %(standing)s.",
            **told,
        )
    if standing > 0:
        return said(
            "The reporter's record speaks for the report: %(true)s reports found true, %(false)s false; with vouches"
            " and signals it stands at %(standing)s.",
            **told,
        )
    return said(
        "The reporter's record speaks against the report: %(true)s reports found true, %(false)s false; with vouches"
        " and signals it stands at %(standing)s.",
        **told,
    )


def _connection(facts: Facts) -> Told:
    if facts.connection_km is None or not facts.has_place:
        return
    km = decimal(facts.connection_km)
    where = (
        said(
            "The connection, in %(country)s, is roughly %(km)s km from the claimed place.",
            country=facts.connection_country,
            km=km,
        )
        if facts.connection_country
        else said("The connection is roughly %(km)s km from the claimed place.", km=km)
    )
    if facts.connection_km <= NEAR_CONNECTION_KM:
        yield "connection_near", 1, where
    elif facts.connection_km > FAR_CONNECTION_KM:
        yield "connection_far", 1, where


def _answers(facts: Facts) -> Told:
    if facts.matched_attempts:
        attempt = min(facts.matched_attempts)
        yield (
            "authenticator_matched",
            1.25 - attempt / 4,
            said_of(
                len(facts.matched_attempts),
                "The reporter knew %(n)s secret fact that only a witness can know, at attempt %(attempt)s.",
                "The reporter knew %(n)s secret facts that only a witness can know, at attempt %(attempt)s.",
                attempt=attempt,
            ),
        )
    if facts.wrong_facts:
        yield (
            "authenticator_wrong",
            1,
            said_of(
                facts.wrong_facts,
                "The reporter answered %(n)s secret fact wrong.",
                "The reporter answered %(n)s secret facts wrong.",
            ),
        )


def _span(hours: float) -> str:
    if hours < 2:
        return said("%(n)s minutes", n=decimal(hours * 60))
    return said("%(n)s hours", n=decimal(hours)) if hours < 72 else said("%(n)s days", n=decimal(hours / 24))
