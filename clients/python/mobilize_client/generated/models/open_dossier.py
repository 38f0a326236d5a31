from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.finding_state import FindingState, check_finding_state

if TYPE_CHECKING:
    from ..models.claim_state import ClaimState
    from ..models.cluster import Cluster
    from ..models.credibility import Credibility
    from ..models.evidence import Evidence
    from ..models.location import Location
    from ..models.objective_name import ObjectiveName
    from ..models.person import Person
    from ..models.prize import Prize
    from ..models.rank import Rank
    from ..models.verdict import Verdict
    from ..models.votes import Votes
    from ..models.why_not import WhyNot


T = TypeVar("T", bound="OpenDossier")


@_attrs_define
class OpenDossier:
    """One dossier by itself: also what a verdict of the reader's would come to, for which `refusal` is asked.

    Attributes:
        id (UUID):
        campaign (str):
        objective (ObjectiveName):
        participant (Person): A participant as others see them.
        note (str):
        observed_at (datetime.datetime):
        received_at (datetime.datetime):
        location (Location | None): Exactly, whatever the public is shown.
        evidence (list[Evidence]):
        state (FindingState): * `submitted` - submitted
            * `under_review` - under review
            * `needs_info` - needs information
            * `verified` - verified
            * `rejected` - rejected
            * `duplicate` - duplicate
            * `withdrawn` - withdrawn
            * `reversed` - reversed
        round_ (int): 2 after an appeal.
        possible_steps (list[str]):
        credibility (Credibility | None):
        cluster (Cluster):
        claim (ClaimState):
        votes (Votes):
        prize (None | Prize): Null where the campaign hides prizes from reviewers.
        priority (float | None): The prize times the probability; null where it is hidden, or not known yet.
        history (list[Verdict]):
        refused (None | WhyNot): Why you may not decide about it, whoever has taken it up; null where you may.
        if_verified (None | Rank): What verifying it now would give; null where prizes are hidden from you, or it is
            decided.
    """

    id: UUID
    campaign: str
    objective: ObjectiveName
    participant: Person
    note: str
    observed_at: datetime.datetime
    received_at: datetime.datetime
    location: Location | None
    evidence: list[Evidence]
    state: FindingState
    round_: int
    possible_steps: list[str]
    credibility: Credibility | None
    cluster: Cluster
    claim: ClaimState
    votes: Votes
    prize: None | Prize
    priority: float | None
    history: list[Verdict]
    refused: None | WhyNot
    if_verified: None | Rank
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.credibility import Credibility  # noqa: PLC0415
        from ..models.location import Location  # noqa: PLC0415
        from ..models.prize import Prize  # noqa: PLC0415
        from ..models.rank import Rank  # noqa: PLC0415
        from ..models.why_not import WhyNot  # noqa: PLC0415

        id = str(self.id)

        campaign = self.campaign

        objective = self.objective.to_dict()

        participant = self.participant.to_dict()

        note = self.note

        observed_at = self.observed_at.isoformat()

        received_at = self.received_at.isoformat()

        location: dict[str, Any] | None
        if isinstance(self.location, Location):
            location = self.location.to_dict()
        else:
            location = self.location

        evidence = []
        for evidence_item_data in self.evidence:
            evidence_item = evidence_item_data.to_dict()
            evidence.append(evidence_item)

        state: str = self.state

        round_ = self.round_

        possible_steps = self.possible_steps

        credibility: dict[str, Any] | None
        if isinstance(self.credibility, Credibility):
            credibility = self.credibility.to_dict()
        else:
            credibility = self.credibility

        cluster = self.cluster.to_dict()

        claim = self.claim.to_dict()

        votes = self.votes.to_dict()

        prize: dict[str, Any] | None
        if isinstance(self.prize, Prize):
            prize = self.prize.to_dict()
        else:
            prize = self.prize

        priority: float | None
        priority = self.priority

        history = []
        for history_item_data in self.history:
            history_item = history_item_data.to_dict()
            history.append(history_item)

        refused: dict[str, Any] | None
        if isinstance(self.refused, WhyNot):
            refused = self.refused.to_dict()
        else:
            refused = self.refused

        if_verified: dict[str, Any] | None
        if isinstance(self.if_verified, Rank):
            if_verified = self.if_verified.to_dict()
        else:
            if_verified = self.if_verified

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "campaign": campaign,
                "objective": objective,
                "participant": participant,
                "note": note,
                "observed_at": observed_at,
                "received_at": received_at,
                "location": location,
                "evidence": evidence,
                "state": state,
                "round": round_,
                "possible_steps": possible_steps,
                "credibility": credibility,
                "cluster": cluster,
                "claim": claim,
                "votes": votes,
                "prize": prize,
                "priority": priority,
                "history": history,
                "refused": refused,
                "if_verified": if_verified,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.claim_state import ClaimState  # noqa: PLC0415
        from ..models.cluster import Cluster  # noqa: PLC0415
        from ..models.credibility import Credibility  # noqa: PLC0415
        from ..models.evidence import Evidence  # noqa: PLC0415
        from ..models.location import Location  # noqa: PLC0415
        from ..models.objective_name import ObjectiveName  # noqa: PLC0415
        from ..models.person import Person  # noqa: PLC0415
        from ..models.prize import Prize  # noqa: PLC0415
        from ..models.rank import Rank  # noqa: PLC0415
        from ..models.verdict import Verdict  # noqa: PLC0415
        from ..models.votes import Votes  # noqa: PLC0415
        from ..models.why_not import WhyNot  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        campaign = d.pop("campaign")

        objective = ObjectiveName.from_dict(d.pop("objective"))

        participant = Person.from_dict(d.pop("participant"))

        note = d.pop("note")

        observed_at = datetime.datetime.fromisoformat(d.pop("observed_at"))

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        def _parse_location(data: object) -> Location | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                location_type_0 = Location.from_dict(data)

                return location_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Location | None, data)

        location = _parse_location(d.pop("location"))

        evidence = []
        _evidence = d.pop("evidence")
        for evidence_item_data in _evidence:
            evidence_item = Evidence.from_dict(evidence_item_data)

            evidence.append(evidence_item)

        state = check_finding_state(d.pop("state"))

        round_ = d.pop("round")

        possible_steps = cast(list[str], d.pop("possible_steps"))

        def _parse_credibility(data: object) -> Credibility | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                credibility_type_0 = Credibility.from_dict(data)

                return credibility_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Credibility | None, data)

        credibility = _parse_credibility(d.pop("credibility"))

        cluster = Cluster.from_dict(d.pop("cluster"))

        claim = ClaimState.from_dict(d.pop("claim"))

        votes = Votes.from_dict(d.pop("votes"))

        def _parse_prize(data: object) -> None | Prize:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                prize_type_0 = Prize.from_dict(data)

                return prize_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Prize, data)

        prize = _parse_prize(d.pop("prize"))

        def _parse_priority(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        priority = _parse_priority(d.pop("priority"))

        history = []
        _history = d.pop("history")
        for history_item_data in _history:
            history_item = Verdict.from_dict(history_item_data)

            history.append(history_item)

        def _parse_refused(data: object) -> None | WhyNot:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                refused_type_0 = WhyNot.from_dict(data)

                return refused_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | WhyNot, data)

        refused = _parse_refused(d.pop("refused"))

        def _parse_if_verified(data: object) -> None | Rank:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                if_verified_type_0 = Rank.from_dict(data)

                return if_verified_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Rank, data)

        if_verified = _parse_if_verified(d.pop("if_verified"))

        open_dossier = cls(
            id=id,
            campaign=campaign,
            objective=objective,
            participant=participant,
            note=note,
            observed_at=observed_at,
            received_at=received_at,
            location=location,
            evidence=evidence,
            state=state,
            round_=round_,
            possible_steps=possible_steps,
            credibility=credibility,
            cluster=cluster,
            claim=claim,
            votes=votes,
            prize=prize,
            priority=priority,
            history=history,
            refused=refused,
            if_verified=if_verified,
        )

        open_dossier.additional_properties = d
        return open_dossier

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
