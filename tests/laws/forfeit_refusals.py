"""What nobody may do to the held shares of somebody who was removed, and to a reversal that comes after."""

# ruff: noqa: S608 - the statements are put together from the words of this file alone.

from __future__ import annotations

from tests.laws.refusal import Refusal, changed

# Bob was removed. Of the first settlement 50,000 are held for him, of the second 100,000, of the third nothing.
_FORFEIT = """INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, settlement_id)
    VALUES (%(campaign)s, %(bob_held)s, %(charity)s, 50000, 'forfeit', %(first)s)"""
_TO_ESCROW = changed(_FORFEIT, ("%(charity)s", "%(escrow)s"))
_TO_SOLIDARITY = changed(_FORFEIT, ("%(charity)s", "%(solidarity)s"))
_RELEASE = changed(_FORFEIT, ("%(charity)s", "%(bob_payable)s"), ("'forfeit'", "'release'"))
_FOUND_WRONG = """INSERT INTO campaigns_verdict (finding_id, kind, by_id, at, reason, note)
    VALUES (%(finding)s, 'reversed', %(eve_user)s, now(), 'invalid_proof', '');
    UPDATE campaigns_finding SET state = 'reversed' WHERE id = %(finding)s"""
# Everything of the first settlement but what was held for Bob; the remainder was 25,000.
_TAKE_BACK = """INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, settlement_id)
    SELECT %(campaign)s, moved.debit, %(escrow)s, moved.amount, 'reversal', %(first)s
      FROM (VALUES (%(dave_held)s, 200000), (%(carol_held)s, 100000), (%(alice_held)s, 25000),
                   (%(charity)s, 75000)) moved (debit, amount)"""
_FROM_CHARITY = "(%(charity)s, 75000)"
_WITHOUT_THE_FORFEIT = "(%(charity)s, 25000)"
# Half of what is held for Bob goes one way, half another.
_IN_HALVES = """INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, settlement_id)
    SELECT %(campaign)s, %(bob_held)s, moved.credit, 25000, moved.reason, %(first)s
      FROM (VALUES (%(charity)s, 'forfeit'), (%(bob_payable)s, 'release')) moved (credit, reason)"""
_NOTHING_LEFT = "UPDATE rewards_settlement SET releases_at = NULL WHERE id = %(first)s"


def _reversed(forfeit: str, *changes: tuple[str, str]) -> str:
    return f"{forfeit};{_FOUND_WRONG};{changed(_TAKE_BACK, *changes)}"


def _repaid(settlement: str, payout: str) -> str:
    """Have Alice's finding found wrong and her share of it owed, and a part of that repaid out of what came."""
    return f"""INSERT INTO campaigns_verdict (finding_id, kind, by_id, at, reason, note)
        VALUES (%(by_alice)s, 'reversed', %(eve_user)s, now(), 'invalid_proof', '');
        UPDATE campaigns_finding SET state = 'reversed' WHERE id = %(by_alice)s;
        INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, settlement_id)
        VALUES (%(campaign)s, %(charity)s, %(escrow)s, 200000, 'reversal', %(third)s),
               (%(campaign)s, %(alice_owed_by)s, %(owed_back)s, 200000, 'debt', %(third)s),
               (%(campaign)s, %(alice_held)s, %(alice_payable)s, 25000, 'release', %(first)s);
        INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, settlement_id, payout_id)
        VALUES (%(campaign)s, %(alice_payable)s, %(escrow)s, 25000, 'repayment', {settlement}, {payout}),
               (%(campaign)s, %(owed_back)s, %(alice_owed_by)s, 25000, 'debt_repaid', {settlement}, {payout})"""


# Where a settlement left no remainder: 300,000 are Bob's, who found it, and 100,000 are Alice's.
_WHOLE = f"{changed(_FORFEIT, ('50000', '300000'))};{_FOUND_WRONG};" + changed(
    _FORFEIT, ("%(bob_held)s, %(charity)s, 50000, 'forfeit'", "%(alice_held)s, %(escrow)s, 100000, 'reversal'")
)
HARMLESS_WITHOUT_REMAINDER = f"{_WHOLE}, (%(campaign)s, %(charity)s, %(escrow)s, 300000, 'reversal', %(first)s)"
REFUSED_WITHOUT_REMAINDER = Refusal("a reversal that leaves the forfeit", "transfer_is_what_its_reason_says", _WHOLE)

# Each goes through as it stands.
HARMLESS_FORFEITS = (
    _FORFEIT,
    _RELEASE,
    _repaid("%(first)s", "NULL"),
    _reversed(_FORFEIT),
    # Without a forfeit, what was held for Bob comes back from him.
    f"{_FOUND_WRONG};{changed(_TAKE_BACK, (_FROM_CHARITY, f'{_WITHOUT_THE_FORFEIT}, (%(bob_held)s, 50000)'))}",
    # Found wrong before the share was forfeited, and taken back after.
    f"{_FOUND_WRONG};{_FORFEIT};{_TAKE_BACK}",
)
# Each goes through where the remainder goes to that place too.
ELSEWHERE_FORFEITS = {
    "budget": (_TO_ESCROW, _reversed(_TO_ESCROW, (_FROM_CHARITY, ""), (", 25000),", ", 25000)"))),
    "solidarity": (
        _TO_SOLIDARITY,
        _reversed(_TO_SOLIDARITY, (_FROM_CHARITY, "(%(solidarity)s, 75000)")),
    ),
}

_LAW = "transfer_is_what_its_reason_says"

FORFEIT_REFUSALS = (
    *(
        Refusal(f"a forfeit {what}", _LAW, changed(_FORFEIT, *changes))
        for what, changes in (
            (
                "of what is payable",
                (("%(bob_held)s", "%(alice_payable)s"), ("50000", "200000"), ("%(first)s", "%(third)s")),
            ),
            ("into what is payable", (("%(charity)s", "%(bob_payable)s"),)),
            ("up the chain", (("%(charity)s", "%(alice_held)s"),)),
            ("to somebody's payable", (("%(charity)s", "%(alice_payable)s"),)),
            ("to the world", (("%(charity)s", "%(world)s"),)),
            ("from escrow", (("%(bob_held)s", "%(escrow)s"),)),
            ("of more than is held", (("50000", "50001"),)),
            ("of part of a held share", (("50000", "49999"),)),
            ("of another settlement's share", (("%(first)s", "%(second)s"),)),
            ("of a settlement without a share", (("%(first)s", "%(third)s"),)),
            ("of two shares at once", (("50000", "150000"),)),
        )
    ),
    Refusal(
        "a forfeit of no settlement", "transfer_says_where_it_comes_from", changed(_FORFEIT, ("%(first)s", "NULL"))
    ),
    *(
        Refusal(f"{what} of a settlement that is {where}", _LAW, changed(_FORFEIT, *changes, ("%(first)s", named)))
        for where, named in (("not there", "-1"), ("of another campaign", "%(foreign)s"))
        for what, *changes in (
            ("a forfeit",),
            ("a release", ("%(charity)s", "%(bob_payable)s"), ("'forfeit'", "'release'")),
            ("a reversal", ("%(charity)s", "%(escrow)s"), ("'forfeit'", "'reversal'")),
            ("a pledge", ("%(bob_held)s", "%(alice_payable)s"), ("'forfeit'", "'pledge'")),
            (
                "a debt",
                ("%(bob_held)s", "%(bob_owed_by)s"),
                ("%(charity)s", "%(owed_back)s"),
                ("'forfeit'", "'debt'"),
            ),
        )
    ),
    *(
        Refusal(f"a debt repaid out of a {what}", _LAW, _repaid(settlement, payout))
        for what, settlement, payout in (
            ("payout that is not there", "NULL", "-1"),
            ("payout of another campaign", "NULL", "%(foreign_payout)s"),
            ("settlement that is not there", "-1", "NULL"),
        )
    ),
    Refusal(
        "a forfeit of somebody who was not removed",
        _LAW,
        changed(_FORFEIT, ("%(bob_held)s", "%(carol_held)s"), ("50000", "100000")),
    ),
    Refusal("a forfeit to the budget that goes to the charity", _LAW, _TO_ESCROW),
    Refusal("a forfeit to solidarity that goes to the charity", _LAW, _TO_SOLIDARITY),
    Refusal("a share half forfeited, half released", _LAW, _IN_HALVES),
    Refusal(
        "a share forfeited in halves",
        _LAW,
        changed(_IN_HALVES, ("(%(bob_payable)s, 'release')", "(%(solidarity)s, 'forfeit')")),
    ),
    Refusal("a forfeit made twice", "settlement_moves_money_once_for_a_reason", f"{_FORFEIT};{_FORFEIT}"),
    Refusal(
        "a forfeit made twice at once",
        "settlement_moves_money_once_for_a_reason",
        f"{_FORFEIT}, {_FORFEIT.split('VALUES')[1]}",
    ),
    Refusal("a forfeit to the charity and to escrow", _LAW, f"{_FORFEIT};{_TO_ESCROW}"),
    Refusal("a released share forfeited", _LAW, f"{_RELEASE};{_FORFEIT}"),
    Refusal("a forfeited share released", _LAW, f"{_FORFEIT};{_RELEASE}"),
    *(
        Refusal(f"a reversal after a forfeit {what}", _LAW, _reversed(_FORFEIT, *changes))
        for what, changes in (
            ("that leaves it with the charity", ((_FROM_CHARITY, _WITHOUT_THE_FORFEIT),)),
            ("that leaves one unit with the charity", ((_FROM_CHARITY, "(%(charity)s, 74999)"),)),
            (
                "that takes it from the person again",
                ((_FROM_CHARITY, f"{_WITHOUT_THE_FORFEIT}, (%(bob_held)s, 50000)"),),
            ),
            ("that takes it from both", ((_FROM_CHARITY, f"{_FROM_CHARITY}, (%(bob_held)s, 50000)"),)),
        )
    ),
    Refusal("a forfeit to escrow taken back from the charity too", _LAW, _reversed(_TO_ESCROW)),
    Refusal("a forfeit after the reversal", _LAW, f"{_reversed(_FORFEIT)};{_TO_ESCROW}"),
    Refusal(
        "a settlement done with as one is still held",
        "settlement_stays_as_it_was_made",
        f"{_FORFEIT};{_NOTHING_LEFT}",
    ),
)
