"""Drafting a campaign and moving it through draft → live ⇄ paused → closed.

Launching and raising a promise cost money and are decided in `rewards.contracts`, which calls `enter_live` and
`raise_promise` here once the money is there.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.db import IntegrityError, connection, transaction
from django.utils.text import slugify

from campaigns.errors import InvalidInput, NotFound, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.people.models import Role, User
from campaigns.planning.currency import EXPONENTS
from campaigns.planning.models import Campaign, Objective

LONGEST_DECISION_TIME = timedelta(days=180)

# What each move needs, and what can be done from each state: the one table of the state machine.
_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "launch": (frozenset({"draft"}), "live"),
    "pause": (frozenset({"live"}), "paused"),
    "resume": (frozenset({"paused"}), "live"),
    "close": (frozenset({"live", "paused"}), "closed"),
}

# What the log says of each move.
_TOLD = {
    "launch": "campaign.launched",
    "pause": "campaign.paused",
    "resume": "campaign.resumed",
    "close": "campaign.closed",
}

# Rules that hold from the launch on; the trigger `campaign_keeps_its_rules_after_launch` refuses to change them.
FROZEN_AT_LAUNCH = (
    "currency",
    "time_zone",
    "remainder_to",
    "charity_name",
    "max_depth_paid",
    "hold_days",
    "starts_at",
)


def possible_moves(campaign: Campaign) -> list[str]:
    """Name the moves that the campaign's state allows."""
    return [move for move, (sources, _) in _MOVES.items() if campaign.state in sources]


def create_campaign(*, organizer: User, at: datetime, slug: str | None = None, **fields: Any) -> Campaign:
    """Draft a campaign; its creator is its first organizer."""
    _check_rules(fields)
    chosen = slug or _slug_of(str(fields["title"]))
    try:
        with transaction.atomic():
            campaign = Campaign.objects.create(slug=chosen, created_by=organizer, created_at=at, **fields)
            Role.objects.create(campaign=campaign, user=organizer, kind=Role.Kind.ORGANIZER)
            record_event(
                kind="campaign.created",
                at=at,
                campaign_id=campaign.pk,
                actor_id=organizer.pk,
                data={"slug": chosen},
            )
    except IntegrityError as refused:
        if "slug" in str(refused):
            if slug is None:
                return create_campaign(organizer=organizer, at=at, slug=f"{chosen}-{secrets.token_hex(4)}", **fields)
            raise InvalidInput(
                "slug_taken", f"Another campaign has the address “{chosen}”. Choose another.", field="slug"
            ) from None
        raise
    return campaign


def change_campaign(*, campaign: Campaign, actor: User, at: datetime, **changes: Any) -> Campaign:
    """Change a campaign's words and, while it is a draft, its rules."""
    with transaction.atomic():
        campaign = lock_campaign(campaign.pk)
        if campaign.state == Campaign.State.CLOSED:
            raise NotPossibleNow("campaign_closed", "The campaign is closed; nothing of it can be changed.")
        changes = {name: value for name, value in changes.items() if getattr(campaign, name) != value}
        if campaign.state != Campaign.State.DRAFT:
            for name in FROZEN_AT_LAUNCH:
                if name in changes:
                    raise NotPossibleNow(
                        "rules_are_locked",
                        f"{name} was locked when the campaign was launched and cannot be changed any more.",
                        field=name,
                    )
            _refuse_taking_back(campaign, changes)
        _check_rules(
            {
                **{f: getattr(campaign, f) for f in ("currency", "time_zone", "starts_at", "ends_at")},
                **changes,
            }
        )
        if not changes:
            return campaign
        for name, value in changes.items():
            setattr(campaign, name, value)
        campaign.save(update_fields=list(changes))
        record_event(
            kind="campaign.changed",
            at=at,
            campaign_id=campaign.pk,
            actor_id=actor.pk,
            data={"fields": sorted(changes)},
        )
    return campaign


def add_objective(*, campaign: Campaign, actor: User, at: datetime, **fields: Any) -> Objective:
    """Add an objective to a draft."""
    with transaction.atomic():
        campaign = lock_campaign(campaign.pk)
        require_draft(campaign, "Objectives are added while the campaign is a draft.")
        _check_window(fields)
        objective = Objective.objects.create(campaign=campaign, **fields)
        record_event(
            kind="objective.added",
            at=at,
            campaign_id=campaign.pk,
            actor_id=actor.pk,
            data={"objective": str(objective.public_id)},
        )
    return objective


def change_objective(*, objective: Objective, actor: User, at: datetime, **changes: Any) -> Objective:
    """Change an objective: all of it in a draft; later its words, a later closing time, places shown less exactly."""
    with transaction.atomic():
        campaign = lock_campaign(objective.campaign_id)
        objective = lock_objective(objective.pk)
        changes = {name: value for name, value in changes.items() if getattr(objective, name) != value}
        if campaign.state != Campaign.State.DRAFT:
            for name in ("quota", "prize_minor"):
                if name in changes:
                    raise NotPossibleNow(
                        "promise_needs_cover",
                        f"The campaign is {campaign.state}: raise {name} through the objective's contract, "
                        "where the budget is checked. A promise is never lowered.",
                        field=name,
                    )
            if "opens_at" in changes or (
                "closes_at" in changes and _shortens(objective.closes_at, changes["closes_at"])
            ):
                raise NotPossibleNow(
                    "promise_is_never_lowered",
                    f"The campaign is {campaign.state}: the window may be made longer, not shorter.",
                    field="window",
                )
            if "location_privacy" in changes and _opens_up(objective.location_privacy, changes["location_privacy"]):
                raise NotPossibleNow(
                    "promise_is_never_lowered",
                    f"The campaign is {campaign.state}, and people reported under “{objective.location_privacy}”: "
                    "places may be shown less exactly than was said, not more exactly.",
                    field="location_privacy",
                )
        _check_window({"opens_at": objective.opens_at, "closes_at": objective.closes_at, **changes})
        if changes:
            for name, value in changes.items():
                setattr(objective, name, value)
            objective.save(update_fields=list(changes))
            record_event(
                kind="objective.changed",
                at=at,
                campaign_id=campaign.pk,
                actor_id=actor.pk,
                data={"objective": str(objective.public_id), "fields": sorted(changes)},
            )
    return objective


def raise_promise(*, objective: Objective, prize_minor: int, quota: int, actor_id: int | None, at: datetime) -> None:
    """Write a higher promise down; whoever calls has seen to the money and holds the locks."""
    Objective.objects.filter(pk=objective.pk).update(prize_minor=prize_minor, quota=quota)
    record_event(
        kind="objective.promise_raised",
        at=at,
        campaign_id=objective.campaign_id,
        actor_id=actor_id,
        data={"objective": str(objective.public_id), "prize_minor": prize_minor, "quota": quota},
    )


def enter_live(*, campaign: Campaign, actor: User, at: datetime) -> Campaign:
    """Launch; whoever calls has seen to the money and holds the campaign's lock."""
    return _move(campaign, "launch", actor=actor, at=at, launched_at=at)


def pause_campaign(*, campaign: Campaign, actor: User, at: datetime) -> Campaign:
    """Stop joins and reports for a while; what was reported can still be decided."""
    with transaction.atomic():
        return _move(lock_campaign(campaign.pk), "pause", actor=actor, at=at)


def resume_campaign(*, campaign: Campaign, actor: User, at: datetime) -> Campaign:
    with transaction.atomic():
        return _move(lock_campaign(campaign.pk), "resume", actor=actor, at=at)


def enter_closed(
    *, campaign: Campaign, actor: User, at: datetime, undecided: int, decide_by: datetime | None
) -> Campaign:
    """Close for good; with findings undecided, only with a time by which they are decided or rejected.

    Whoever calls holds the campaign's lock and has counted the undecided under it.
    """
    require_move(campaign, "close")
    if undecided and decide_by is None:
        raise NotPossibleNow(
            "findings_undecided",
            f"{undecided} finding(s) wait for a verdict. Decide them first, or close with decide_by: "
            "a time after which those still undecided are rejected.",
            undecided=undecided,
        )
    if undecided and decide_by is not None and not at < decide_by <= at + LONGEST_DECISION_TIME:
        raise InvalidInput(
            "decide_by_out_of_range",
            f"decide_by must lie in the future, at most {LONGEST_DECISION_TIME.days} days ahead.",
            field="decide_by",
        )
    return _move(campaign, "close", actor=actor, at=at, closed_at=at, decide_by=decide_by if undecided else None)


def lock_campaign(campaign_id: int) -> Campaign:
    """Take the campaign's lock for a change of its state or rules; locks are taken campaign → escrow → objective."""
    _take_lock("pg_advisory_xact_lock", campaign_id)
    return _there(Campaign.objects.select_for_update(no_key=True).filter(pk=campaign_id).first())


def hold_campaign(campaign_id: int) -> Campaign:
    """Keep the campaign as it is until the transaction ends, beside others who do; gives it as it is now.

    An advisory lock queues fairly: row locks that many share at once would keep whoever wants to pause or close the
    campaign waiting for as long as people keep joining.
    """
    _take_lock("pg_advisory_xact_lock_shared", campaign_id)
    return _there(Campaign.objects.filter(pk=campaign_id).first())


def lock_objective(objective_id: int) -> Objective:
    """Take the objective's lock; whoever calls holds the campaign's, without which a draft's may be removed."""
    objective = Objective.objects.select_for_update(no_key=True).filter(pk=objective_id).first()
    if objective is None:
        raise NotFound("unknown_objective", "The objective has just been removed.", field="objective")
    return objective


def _there(campaign: Campaign | None) -> Campaign:
    if campaign is None:
        raise NotFound("unknown_campaign", "The campaign was a draft, and has just been removed.")
    return campaign


def _take_lock(function: str, campaign_id: int) -> None:
    with connection.cursor() as cursor:
        # The two-part key is a space of its own; a campaign far beyond two thousand million would share a lock.
        cursor.execute(f"SELECT {function}(%s, %s)", [_CAMPAIGN_LOCKS, campaign_id % 2**31])


_CAMPAIGN_LOCKS = 1


def require_move(campaign: Campaign, move: str) -> None:
    """Refuse by name a move that the state does not allow, and say what is possible."""
    sources, _ = _MOVES[move]
    if campaign.state not in sources:
        possible = possible_moves(campaign)
        raise NotPossibleNow(
            "illegal_move",
            f"A campaign that is {campaign.state} cannot {move}. "
            + (f"Possible now: {', '.join(possible)}." if possible else "It has ended; nothing is possible any more."),
            state=campaign.state,
            possible=possible,
        )


def _move(campaign: Campaign, move: str, *, actor: User, at: datetime, **stamps: Any) -> Campaign:
    require_move(campaign, move)
    campaign.state = _MOVES[move][1]
    for name, value in stamps.items():
        setattr(campaign, name, value)
    campaign.save(update_fields=["state", *stamps])
    record_event(
        kind=_TOLD[move],
        at=at,
        campaign_id=campaign.pk,
        actor_id=actor.pk,
    )
    return campaign


def _refuse_taking_back(campaign: Campaign, changes: dict[str, Any]) -> None:
    """Refuse what people who joined a launched campaign would lose."""
    if changes.get("ledger_public") is False:
        raise NotPossibleNow(
            "rules_are_locked",
            "The ledger was public when people joined, and stays so.",
            field="ledger_public",
        )
    if "ends_at" in changes and _shortens(campaign.ends_at, changes["ends_at"]):
        raise NotPossibleNow(
            "promise_is_never_lowered",
            "The campaign may end later than was said, not earlier. Close it to end it now.",
            field="ends_at",
        )


def require_draft(campaign: Campaign, message: str) -> None:
    """Refuse what is done to drafts alone."""
    if campaign.state != Campaign.State.DRAFT:
        raise NotPossibleNow("not_a_draft", f"{message} This one is {campaign.state}.", state=campaign.state)


def _check_rules(fields: dict[str, Any]) -> None:
    if fields.get("currency") not in EXPONENTS:
        raise InvalidInput(
            "unknown_currency",
            "currency must be a code of ISO 4217 that people are paid in, such as USD.",
            field="currency",
        )
    if fields.get("time_zone", "UTC") not in _time_zones():
        raise InvalidInput(
            "unknown_time_zone",
            "time_zone must be a name of the IANA database, such as Europe/Rome.",
            field="time_zone",
        )
    starts_at, ends_at = fields.get("starts_at"), fields.get("ends_at")
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise InvalidInput("ends_before_it_starts", "ends_at must be later than starts_at.", field="ends_at")


@cache
def _time_zones() -> set[str]:
    # Finding them walks through hundreds of files.
    return available_timezones()


def _check_window(fields: dict[str, Any]) -> None:
    opens_at, closes_at = fields.get("opens_at"), fields.get("closes_at")
    if opens_at is not None and closes_at is not None and closes_at <= opens_at:
        raise InvalidInput("window_is_empty", "The window must close after it opens.", field="window")


def _shortens(old: datetime | None, new: datetime | None) -> bool:
    return new is not None and (old is None or new < old)


def _opens_up(old: str, new: str) -> bool:
    strictness = [Objective.LocationPrivacy.EXACT, Objective.LocationPrivacy.FUZZED, Objective.LocationPrivacy.HIDDEN]
    return strictness.index(Objective.LocationPrivacy(new)) < strictness.index(Objective.LocationPrivacy(old))


def _slug_of(title: str) -> str:
    return slugify(title)[:50].strip("-") or "campaign"
