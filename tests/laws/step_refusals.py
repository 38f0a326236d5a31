"""Which steps of the review nobody may let a finding take, and without which verdicts."""

# ruff: noqa: S608 - the statements are put together from the words of this file alone.

from __future__ import annotations

from tests.laws.refusal import Refusal, changed

STATES = ("submitted", "under_review", "needs_info", "verified", "rejected", "duplicate", "withdrawn", "reversed")
_DECISIONS = ("verified", "rejected", "duplicate", "withdrawn")
# Where each state leads, to verified with somebody's verdict; what was decided waits for an appeal or a reversal.
STEPS = {
    "submitted": ("under_review", "needs_info", *_DECISIONS),
    "under_review": ("needs_info", *_DECISIONS),
    "needs_info": ("under_review", *_DECISIONS),
}
UNDECIDED = tuple(STEPS)


def _to(state: str, finding: str, round_: str = "round") -> str:
    return f"UPDATE campaigns_finding SET state = '{state}', round = {round_} WHERE id = %({finding})s"


def _found_true(finding: str) -> str:
    """Have it verified, in the first round."""
    return f"""INSERT INTO campaigns_verdict (finding_id, kind, round, by_id, at, reason, note)
        VALUES (%({finding})s, 'verified', 1, %(faye_user)s, now(), '', ''); {_to("verified", finding)}"""


def _step(new: str, old: str) -> str:
    return _found_true(old) if new == "verified" else _to(new, old)


_APPEAL = """INSERT INTO campaigns_verdict (finding_id, kind, round, by_id, at, reason, note)
    VALUES (%(rejected)s, 'appealed', 2, %(bob_user)s, now(), '', 'Look again.'); """

# Each goes through as it stands.
HARMLESS_STEPS = (
    *(_step(state, finding) for finding, states in STEPS.items() for state in states),
    _to("reversed", "found_wrong"),
    _APPEAL + _to("under_review", "rejected", "2"),
    changed(_APPEAL, ("%(rejected)s", "%(duplicate)s")) + _to("under_review", "duplicate", "2"),
)


def _refused(old: str, new: str) -> str:
    """Name the law that a step breaks; where money hangs on it, its own law is asked first."""
    if new == "reversed" or old in ("verified", "reversed"):
        return "finding_is_reversed_by_a_verdict"
    return "finding_takes_legal_steps"


STEP_REFUSALS = (
    *(
        Refusal(f"an appeal {what}", "verdict_is_of_its_round", changed(_APPEAL, change))
        for what, change in (
            ("of the round that is over", ("'appealed', 2", "'appealed', 1")),
            ("of two rounds more", ("'appealed', 2", "'appealed', 3")),
            ("of a report that is not there", ("%(rejected)s", "-1")),
            *(
                (f"of what is {state}", ("%(rejected)s", f"%({state})s"))
                for state in STATES
                if state not in ("rejected", "duplicate")
            ),
        )
    ),
    *(
        Refusal(f"from {old} to {new}", _refused(old, new), _step(new, old))
        for old in STATES
        for new in STATES
        if old != new and new not in STEPS.get(old, ())
    ),
    Refusal("a rejected finding reversed", "finding_is_reversed_by_a_verdict", _to("reversed", "rejected_and_wrong")),
    *(
        Refusal(f"{what} ({state})", "finding_takes_legal_steps", statement)
        for state in ("rejected", "duplicate")
        for appeal in (changed(_APPEAL, ("%(rejected)s", f"%({state})s")),)
        for what, statement in (
            ("another round without an appeal", _to("under_review", state, "2")),
            ("an appeal without another round", appeal + _to("under_review", state)),
            ("an appeal with two rounds more", appeal + _to("under_review", state, "3")),
            ("an appeal decided at once", appeal + _to("verified", state, "2")),
            ("an appeal that asks for information", appeal + _to("needs_info", state, "2")),
            ("another round and nothing else", appeal + _to(state, state, "2")),
            (
                "an appeal of another finding",
                changed(appeal, (f"%({state})s", "%(rejected_and_wrong)s")) + _to("under_review", state, "2"),
            ),
        )
    ),
    *(
        Refusal(f"{finding} verified {what}", "finding_is_verified_by_a_verdict", statement)
        for finding in STEPS
        for what, statement in (
            ("without a verdict", _to("verified", finding)),
            ("by nobody", changed(_found_true(finding), ("%(faye_user)s", "NULL"))),
            ("by the verdict of another round", changed(_found_true(finding), ("'verified', 1", "'verified', 2"))),
            ("by a single vote", changed(_found_true(finding), ("'verified', 1", "'vote_verify', 1"))),
            ("as if it were imported", changed(_found_true(finding), ("'verified', 1", "'imported', 1"))),
            (
                "by the verdict on another",
                changed(_found_true(finding), (f"(%({finding})s", "(%(rejected_and_wrong)s")),
            ),
        )
    ),
    Refusal("verified by the round that is over", "finding_is_verified_by_a_verdict", _found_true("round_two")),
    *(
        Refusal(
            f"a rank given to what is {state} since long",
            "finding_keeps_its_facts",
            f"UPDATE campaigns_finding SET paid_rank = 1 WHERE id = %({state})s",
        )
        for state in ("verified", "reversed")
    ),
    Refusal("a round more while it is reviewed", "finding_takes_legal_steps", _to("under_review", "under_review", "2")),
    Refusal("a round back", "finding_takes_legal_steps", _to("under_review", "round_two", "1")),
    Refusal("a round more with the first step", "finding_takes_legal_steps", _to("under_review", "submitted", "2")),
    Refusal("a round more with the decision", "finding_takes_legal_steps", _to("rejected", "round_two", "3")),
)
