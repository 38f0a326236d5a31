"""What this room holds of people: what was noticed about them, decided about them, and what they said against it."""

from __future__ import annotations

from django.db import connection

from campaigns.people.personal import ERASED_WORD, STAND_IN, Erasing, Holding, Retention, erase_by, hold, not_personal
from campaigns.people.personal import retain as _retain

_FAIR = "to notice cheating, and to decide about it in a way that can be explained and objected to"


def forget_domains(erasing: Erasing) -> None:
    """Take the domains of addresses out of what was noticed about the person, alone or with others."""
    with connection.cursor() as cursor:
        for campaign_id, (_, public_id) in erasing.places.items():
            cursor.execute(_FORGET_DOMAINS, [campaign_id, public_id])


_FORGET_DOMAINS = """
UPDATE campaigns_signal SET facts = facts #- '{numbers,domains}'
 WHERE campaign_id = %s AND facts->'people' ? %s AND facts->'numbers' ? 'domains'
"""


def declare() -> None:
    _retain(Retention("trust", "as long as the campaign; nobody's after an erasure"))
    hold(
        Holding(
            "campaigns.Signal",
            of="participant__user",
            says="what was noticed about one",
            why=_FAIR,
            retention="trust",
            campaign="campaign",
            fields={"facts": "what it rests on", "note": "what was written about it", "key": "what it is about"},
            on_erasure={"note": ""},
            stays={
                "facts": "public ids and numbers; the domains of addresses are taken out",
                "key": "numbers of rows; the same is not noticed twice",
            },
            shown=("campaign__slug", "kind", "severity", "noticed_at", "state", "decided_at"),
        ),
        Holding(
            "campaigns.Signal",
            of="decided_by",
            says="signals that one decided",
            why=_FAIR,
            retention="trust",
            campaign="campaign",
            fields={"decided_by": "who decided"},
            on_erasure={"decided_by": STAND_IN},
            shown=("campaign__slug", "kind", "state", "decided_at"),
        ),
        Holding(
            "campaigns.Hold",
            of="participant__user",
            says="holds on one's rewards",
            why=_FAIR,
            retention="trust",
            campaign="campaign",
            fields={"reason": "why", "note": "what was written about it"},
            on_erasure={"reason": ERASED_WORD, "note": ""},
            shown=("campaign__slug", "placed_at", "expires_at", "decision", "decided_at"),
        ),
        *(
            Holding(
                model,
                of=who,
                says=says,
                why=_FAIR,
                retention="trust",
                campaign="participant__campaign" if model == "campaigns.Objection" else "campaign",
                fields={who: "who did it"},
                on_erasure={who: STAND_IN},
                shown=shown,
            )
            for model, who, says, shown in (
                ("campaigns.Hold", "placed_by", "holds that one placed", ("reason", "placed_at")),
                ("campaigns.Hold", "decided_by", "holds that one decided", ("decision", "note", "decided_at")),
                ("campaigns.Quarantine", "placed_by", "quarantines that one placed", ("reason", "placed_at")),
                ("campaigns.Quarantine", "lifted_by", "quarantines that one lifted", ("note", "lifted_at")),
                (
                    "campaigns.Objection",
                    "decided_by",
                    "objections that one answered",
                    ("granted", "note", "decided_at"),
                ),
            )
        ),
        Holding(
            "campaigns.Quarantine",
            of="root__user",
            says="quarantines of one's branch",
            why=_FAIR,
            retention="trust",
            campaign="campaign",
            fields={"reason": "why", "note": "what was written about it"},
            on_erasure={"reason": ERASED_WORD, "note": ""},
            shown=("campaign__slug", "placed_at", "lifted_at"),
        ),
        Holding(
            "campaigns.Objection",
            of="participant__user",
            says="objections that one made",
            why=_FAIR,
            retention="trust",
            campaign="participant__campaign",
            fields={"text": "what one wrote", "note": "what was answered"},
            on_erasure={"text": "", "note": ""},
            shown=("made_at", "granted", "decided_at"),
        ),
    )
    erase_by(forget_domains)
    not_personal("campaigns.Signal", kind="the name of a rule")
