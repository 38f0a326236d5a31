"""What the money's rooms hold of people: where their money goes, what was paid, and who decided about it."""

from __future__ import annotations

from django.db.models import Case, Value, When

from campaigns.people.personal import ERASED_WORD, STAND_IN, Holding, Retention, hold, not_personal, retain

_BOOKS = "to know in the campaign's books who answered for money"
_PAID = "to pay what was earned"


def declare() -> None:
    retain(
        Retention("books", "as long as the campaign's books have to be kept; nobody's after an erasure"),
        Retention("destination", "until it is replaced by another; empty after an erasure"),
    )
    hold(
        Holding(
            "rewards.Destination",
            of="user",
            says="where one's money goes",
            why=_PAID,
            retention="destination",
            fields={
                "user": "whose it is",
                "sealed": "the account, encrypted",
                "fingerprint": "a keyed hash of it",
                "masked": "what is shown of it",
                "holder_name": "whose account it is, as the bank knows them",
                "country": "where one pays taxes",
            },
            # By a room of their own: see payouts.erasing.
            on_erasure={},
            stays=dict.fromkeys(
                ("user", "sealed", "fingerprint", "masked", "holder_name", "country"), "emptied, all of it at once"
            ),
            shown=("kind", "created_at", "retired_at"),
            kept_back={
                "sealed": "told in the clear, as account",
                "fingerprint": "a hash is of use to nobody but an attacker",
            },
        ),
        Holding(
            "rewards.Payout",
            of="participant__user",
            says="payouts to one",
            why=_PAID,
            retention="books",
            campaign="campaign",
            fields={"reference": "the provider's name of the payment", "reason": "what the provider said"},
            on_erasure={
                "reference": "",
                "reason": Case(When(reason="", then=Value("")), default=Value(ERASED_WORD)),
            },
            shown=("public_id", "campaign__slug", "amount_minor", "state", "claimed_at", "settled_at"),
        ),
        Holding(
            "rewards.PayoutHold",
            of="participant__user",
            says="why one was not paid for a time",
            why="to keep money from leaving before a doubt is cleared",
            retention="books",
            campaign="participant__campaign",
            fields={"reason": "why"},
            on_erasure={"reason": ERASED_WORD},
            shown=("participant__campaign__slug", "at", "lifted_at"),
        ),
        Holding(
            "rewards.PayoutObjection",
            of="hold__participant__user",
            says="what one said against it",
            why="to keep money from leaving before a doubt is cleared",
            retention="books",
            campaign="hold__participant__campaign",
            fields={"text": "what one wrote", "note": "what was answered"},
            on_erasure={"text": ERASED_WORD, "note": ""},
            shown=("made_at", "granted", "decided_at"),
        ),
        *(
            Holding(
                model,
                of=who,
                says=says,
                why=_BOOKS,
                retention="books",
                campaign=campaign,
                fields={who: "who did it"},
                on_erasure={who: STAND_IN},
                shown=shown,
            )
            for model, who, says, campaign, shown in (
                ("rewards.Contract", "made_by", "contracts that one made", "objective__campaign", ("in_force_from",)),
                ("rewards.Funding", "pledged_by", "money that one pledged", "campaign", ("amount_minor", "pledged_at")),
                ("rewards.Funding", "confirmed_by", "money that one confirmed", "campaign", ("amount_minor",)),
                ("rewards.Refund", "by", "money that one gave back", "campaign", ("amount_minor", "at")),
                ("rewards.Batch", "drafted_by", "payout batches that one drafted", "campaign", ("note", "drafted_at")),
                ("rewards.Batch", "approved_by", "payout batches that one approved", "campaign", ("approved_at",)),
                ("rewards.PayoutRules", "changed_by", "caps that one set", "campaign", ("changed_at",)),
                ("rewards.PayoutHold", "by", "payout holds that one placed", "participant__campaign", ("reason", "at")),
                ("rewards.PayoutHold", "lifted_by", "those that one lifted", "participant__campaign", ("lifted_at",)),
                (
                    "rewards.PayoutObjection",
                    "decided_by",
                    "objections to them that one answered",
                    "hold__participant__campaign",
                    ("granted", "note", "decided_at"),
                ),
            )
        ),
    )
    books = "the campaign's bookkeeping"
    not_personal("rewards.Contract", mechanism="the name of a rule", terms="its numbers", remainder_to="one of a few")
    not_personal("rewards.Funding", reference=books)
    not_personal("rewards.Refund", reference=books)
    not_personal(
        "rewards.Batch",
        provider="one of a few",
        currency="a code",
        note=books,
        left_out="public ids of places, with reasons of a few words",
        checks="public ids of payouts, with numbers",
    )
    not_personal("rewards.Settlement", explanation="numbers of places, amounts and the rule they were computed by")
    not_personal("rewards.Forecast", mark="a hash of facts of many", basis="counts of many", result="counts of many")
