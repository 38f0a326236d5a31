from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.attribution_enum import AttributionEnum, check_attribution_enum
from ..models.remainder_to import RemainderTo, check_remainder_to
from ..types import UNSET, Unset

T = TypeVar("T", bound="CampaignDraftRequest")


@_attrs_define
class CampaignDraftRequest:
    """What an organizer says of a campaign.

    Attributes:
        title (str):
        currency (str): ISO 4217, such as USD.
        slug (str | Unset): Its address; made of the title where left out.
        description (str | Unset):
        time_zone (str | Unset):
        starts_at (datetime.datetime | Unset): Now where left out.
        ends_at (datetime.datetime | None | Unset):
        ledger_public (bool | Unset):
        remainder_to (RemainderTo | Unset): * `charity` - charity
            * `solidarity` - solidarity pool
            * `budget` - back to the budget
        charity_name (str | Unset):
        hold_days (int | Unset):
        attribution (AttributionEnum | Unset): * `first` - the first link followed
            * `last` - the last link followed
        max_depth_paid (int | None | Unset):
        referral_link_days (int | None | Unset):
        anonymous_reports (bool | Unset): Whether people may report without signing in; they get a code to claim the
            place with.
        reviewers_asked (int | Unset): How many reviewers are asked about a finding; more than two thirds of them must
            agree.
        second_review_from_minor (int | None | Unset): Prizes from this amount on need two reviewers at least; null for
            none.
        hide_prizes_from_reviewers (bool | Unset): Reviewers see findings in the order of what hangs on them, but not
            how much it is.
        review_minutes (int | Unset): How long a finding stays with the reviewer who took it up.
        cluster_radius_m (int | Unset): Reports of one objective within this distance can be of the same thing; one arc-
            minute by default.
        cluster_hours (int | Unset): How far apart in time two reports of the same thing can be.
        goal_participants (int | None | Unset): How many people are to take part by the end; null for no such goal. It
            can be changed at any time.
    """

    title: str
    currency: str
    slug: str | Unset = UNSET
    description: str | Unset = UNSET
    time_zone: str | Unset = UNSET
    starts_at: datetime.datetime | Unset = UNSET
    ends_at: datetime.datetime | None | Unset = UNSET
    ledger_public: bool | Unset = UNSET
    remainder_to: RemainderTo | Unset = UNSET
    charity_name: str | Unset = UNSET
    hold_days: int | Unset = UNSET
    attribution: AttributionEnum | Unset = UNSET
    max_depth_paid: int | None | Unset = UNSET
    referral_link_days: int | None | Unset = UNSET
    anonymous_reports: bool | Unset = UNSET
    reviewers_asked: int | Unset = UNSET
    second_review_from_minor: int | None | Unset = UNSET
    hide_prizes_from_reviewers: bool | Unset = UNSET
    review_minutes: int | Unset = UNSET
    cluster_radius_m: int | Unset = UNSET
    cluster_hours: int | Unset = UNSET
    goal_participants: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        currency = self.currency

        slug = self.slug

        description = self.description

        time_zone = self.time_zone

        starts_at: str | Unset = UNSET
        if not isinstance(self.starts_at, Unset):
            starts_at = self.starts_at.isoformat()

        ends_at: None | str | Unset
        if isinstance(self.ends_at, Unset):
            ends_at = UNSET
        elif isinstance(self.ends_at, datetime.datetime):
            ends_at = self.ends_at.isoformat()
        else:
            ends_at = self.ends_at

        ledger_public = self.ledger_public

        remainder_to: str | Unset = UNSET
        if not isinstance(self.remainder_to, Unset):
            remainder_to = self.remainder_to

        charity_name = self.charity_name

        hold_days = self.hold_days

        attribution: str | Unset = UNSET
        if not isinstance(self.attribution, Unset):
            attribution = self.attribution

        max_depth_paid: int | None | Unset
        if isinstance(self.max_depth_paid, Unset):
            max_depth_paid = UNSET
        else:
            max_depth_paid = self.max_depth_paid

        referral_link_days: int | None | Unset
        if isinstance(self.referral_link_days, Unset):
            referral_link_days = UNSET
        else:
            referral_link_days = self.referral_link_days

        anonymous_reports = self.anonymous_reports

        reviewers_asked = self.reviewers_asked

        second_review_from_minor: int | None | Unset
        if isinstance(self.second_review_from_minor, Unset):
            second_review_from_minor = UNSET
        else:
            second_review_from_minor = self.second_review_from_minor

        hide_prizes_from_reviewers = self.hide_prizes_from_reviewers

        review_minutes = self.review_minutes

        cluster_radius_m = self.cluster_radius_m

        cluster_hours = self.cluster_hours

        goal_participants: int | None | Unset
        if isinstance(self.goal_participants, Unset):
            goal_participants = UNSET
        else:
            goal_participants = self.goal_participants

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "title": title,
                "currency": currency,
            }
        )
        if slug is not UNSET:
            field_dict["slug"] = slug
        if description is not UNSET:
            field_dict["description"] = description
        if time_zone is not UNSET:
            field_dict["time_zone"] = time_zone
        if starts_at is not UNSET:
            field_dict["starts_at"] = starts_at
        if ends_at is not UNSET:
            field_dict["ends_at"] = ends_at
        if ledger_public is not UNSET:
            field_dict["ledger_public"] = ledger_public
        if remainder_to is not UNSET:
            field_dict["remainder_to"] = remainder_to
        if charity_name is not UNSET:
            field_dict["charity_name"] = charity_name
        if hold_days is not UNSET:
            field_dict["hold_days"] = hold_days
        if attribution is not UNSET:
            field_dict["attribution"] = attribution
        if max_depth_paid is not UNSET:
            field_dict["max_depth_paid"] = max_depth_paid
        if referral_link_days is not UNSET:
            field_dict["referral_link_days"] = referral_link_days
        if anonymous_reports is not UNSET:
            field_dict["anonymous_reports"] = anonymous_reports
        if reviewers_asked is not UNSET:
            field_dict["reviewers_asked"] = reviewers_asked
        if second_review_from_minor is not UNSET:
            field_dict["second_review_from_minor"] = second_review_from_minor
        if hide_prizes_from_reviewers is not UNSET:
            field_dict["hide_prizes_from_reviewers"] = hide_prizes_from_reviewers
        if review_minutes is not UNSET:
            field_dict["review_minutes"] = review_minutes
        if cluster_radius_m is not UNSET:
            field_dict["cluster_radius_m"] = cluster_radius_m
        if cluster_hours is not UNSET:
            field_dict["cluster_hours"] = cluster_hours
        if goal_participants is not UNSET:
            field_dict["goal_participants"] = goal_participants

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title")

        currency = d.pop("currency")

        slug = d.pop("slug", UNSET)

        description = d.pop("description", UNSET)

        time_zone = d.pop("time_zone", UNSET)

        _starts_at = d.pop("starts_at", UNSET)
        starts_at: datetime.datetime | Unset
        if isinstance(_starts_at, Unset):
            starts_at = UNSET
        else:
            starts_at = datetime.datetime.fromisoformat(_starts_at)

        def _parse_ends_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ends_at_type_0 = datetime.datetime.fromisoformat(data)

                return ends_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        ends_at = _parse_ends_at(d.pop("ends_at", UNSET))

        ledger_public = d.pop("ledger_public", UNSET)

        _remainder_to = d.pop("remainder_to", UNSET)
        remainder_to: RemainderTo | Unset
        if isinstance(_remainder_to, Unset):
            remainder_to = UNSET
        else:
            remainder_to = check_remainder_to(_remainder_to)

        charity_name = d.pop("charity_name", UNSET)

        hold_days = d.pop("hold_days", UNSET)

        _attribution = d.pop("attribution", UNSET)
        attribution: AttributionEnum | Unset
        if isinstance(_attribution, Unset):
            attribution = UNSET
        else:
            attribution = check_attribution_enum(_attribution)

        def _parse_max_depth_paid(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_depth_paid = _parse_max_depth_paid(d.pop("max_depth_paid", UNSET))

        def _parse_referral_link_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        referral_link_days = _parse_referral_link_days(d.pop("referral_link_days", UNSET))

        anonymous_reports = d.pop("anonymous_reports", UNSET)

        reviewers_asked = d.pop("reviewers_asked", UNSET)

        def _parse_second_review_from_minor(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        second_review_from_minor = _parse_second_review_from_minor(d.pop("second_review_from_minor", UNSET))

        hide_prizes_from_reviewers = d.pop("hide_prizes_from_reviewers", UNSET)

        review_minutes = d.pop("review_minutes", UNSET)

        cluster_radius_m = d.pop("cluster_radius_m", UNSET)

        cluster_hours = d.pop("cluster_hours", UNSET)

        def _parse_goal_participants(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        goal_participants = _parse_goal_participants(d.pop("goal_participants", UNSET))

        campaign_draft_request = cls(
            title=title,
            currency=currency,
            slug=slug,
            description=description,
            time_zone=time_zone,
            starts_at=starts_at,
            ends_at=ends_at,
            ledger_public=ledger_public,
            remainder_to=remainder_to,
            charity_name=charity_name,
            hold_days=hold_days,
            attribution=attribution,
            max_depth_paid=max_depth_paid,
            referral_link_days=referral_link_days,
            anonymous_reports=anonymous_reports,
            reviewers_asked=reviewers_asked,
            second_review_from_minor=second_review_from_minor,
            hide_prizes_from_reviewers=hide_prizes_from_reviewers,
            review_minutes=review_minutes,
            cluster_radius_m=cluster_radius_m,
            cluster_hours=cluster_hours,
            goal_participants=goal_participants,
        )

        campaign_draft_request.additional_properties = d
        return campaign_draft_request

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
