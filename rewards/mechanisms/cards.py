"""The property card: what may be said of a mechanism, and no more than its tests show."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

SybilClaim = Literal["yes", "no", "equal_contribution", "above_cap_price", "equilibrium"]


@dataclass(frozen=True, slots=True)
class PropertyCard:
    """The properties of a mechanism under every terms that it accepts.

    bounded_by_prize: the shares never add up to more than the prize.
    sybil_proof: whether one person may gain by taking several places: `yes` never, `no` sometimes; the
        others name the condition under which nobody gains: `equal_contribution` where the places together
        contribute no more than the one did, `above_cap_price` where a place costs more than the cap,
        `equilibrium` where everybody else plays by the rule.
    unbounded_reward: what one person earns from one prize or one period, before the prize caps it, can grow
        without a bound as the people below or around them do more.
    rewards_recruiting: somebody can be paid more for what those do whom they invited.
    reference: where the rule comes from.
    """

    bounded_by_prize: bool
    sybil_proof: SybilClaim
    unbounded_reward: bool
    rewards_recruiting: bool
    reference: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
