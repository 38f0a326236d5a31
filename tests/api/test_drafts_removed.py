"""What was only planned is removed, wholly; what somebody was promised or told stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection

from campaigns.errors import NotFound
from campaigns.events.models import Event
from campaigns.findings.facts import add_fact
from campaigns.findings.models import Finding
from campaigns.outreach.webhooks.operations import make_webhook
from campaigns.participation.rollup import report_of
from campaigns.people.keys import make_key
from campaigns.planning.models import Campaign, Objective
from campaigns.planning.operations import lock_campaign, lock_objective
from campaigns.planning.roles import invite_to_role
from campaigns.recruiting.links import create_link
from campaigns.recruiting.models import Participant
from rewards.ledger.operations import pledge_funding
from tests import cast
from tests.api.calling import Caller
from tests.cast import MOMENT

pytestmark = pytest.mark.django_db


def left_of(campaign_id: int) -> set[str]:
    """Name the models that have rows of the campaign, whatever the database checks; but for the log."""
    return {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.related_model is Campaign and model is not Event
        if model._base_manager.filter(**{field.attname: campaign_id}).exists()
    }


def test_an_objective_is_removed_from_a_draft_with_its_contract_and_facts() -> None:
    campaign = cast.draft_campaign(prizes=[(1_000, 1), (2_000, 1)])
    first, second = campaign.objectives.all()
    olga = cast.organizer_of(campaign)
    add_fact(objective=first, actor=olga, question="Which colour?", answer="Red", at=MOMENT)
    organizer, address = Caller(olga), f"/objectives/{first.public_id}/"
    assert organizer.call("DELETE", address).status_code == 204
    assert organizer.refused("GET", address) == (404, "unknown_objective")
    assert list(campaign.objectives.all()) == [second]
    told = Event.objects.filter(campaign=campaign).latest("pk")
    assert (told.kind, told.data) == ("objective.removed", {"objective": str(first.public_id)})
    with pytest.raises(NotFound):
        lock_objective(first.pk)
    # What is left is launched without it.
    cast.fund(campaign, 2_000)
    organizer.post(f"/campaigns/{campaign.slug}/launch/")
    assert organizer.refused("DELETE", f"/objectives/{second.public_id}/") == (409, "not_a_draft")
    assert second.contracts.count() == 1


def test_a_draft_is_removed_with_all_that_was_planned_in_it() -> None:
    campaign = cast.draft_campaign()
    olga = cast.organizer_of(campaign)
    add_fact(objective=cast.objective_of(campaign), actor=olga, question="Which colour?", answer="Red", at=MOMENT)
    create_link(campaign=campaign, at=MOMENT)
    invite_to_role(campaign=campaign, organizer=olga, email="rita@example.org", kind="reviewer", page="/", at=MOMENT)
    make_key(owner=olga, name="Field", kind="secret", scopes=["findings:write"], campaign_slug=campaign.slug, at=MOMENT)
    organizer, address = Caller(olga), f"/campaigns/{campaign.slug}/"
    organizer.patch(f"{address}payout-rules/", {"manual_above_minor": 77})
    report_of(campaign)
    assert len(left_of(campaign.pk)) >= 8
    assert organizer.call("DELETE", address).status_code == 204
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert left_of(campaign.pk) == set()
    assert not Objective.objects.filter(campaign=campaign.pk).exists()
    assert organizer.refused("GET", address) == (404, "unknown_campaign")
    assert organizer.refused("DELETE", address) == (404, "unknown_campaign")
    told = Event.objects.filter(campaign=campaign.pk).latest("pk")
    assert (told.kind, told.data, told.actor_id) == ("campaign.removed", {"slug": campaign.slug}, olga.pk)
    with pytest.raises(NotFound):
        lock_campaign(campaign.pk)
    # The address is free again.
    assert cast.draft_campaign(slug=campaign.slug).pk != campaign.pk


def pledge(campaign: Campaign) -> None:
    pledge_funding(campaign=campaign, organizer=cast.organizer_of(campaign), amount_minor=1, at=MOMENT)


def set_up_a_webhook(campaign: Campaign) -> None:
    make_webhook(campaign=campaign, organizer=cast.organizer_of(campaign), url="https://hooks.example.org/", at=MOMENT)


def export(campaign: Campaign) -> None:
    Caller(cast.organizer_of(campaign)).post(f"/campaigns/{campaign.slug}/exports/", {"table": "ledger"}, status=202)


def import_somebody(campaign: Campaign) -> None:
    Participant.objects.create(campaign=campaign, display_name="Dave", joined_at=MOMENT)


def import_a_report(campaign: Campaign) -> None:
    import_somebody(campaign)
    Finding.objects.create(
        campaign=campaign,
        objective=cast.objective_of(campaign),
        participant=Participant.objects.get(campaign=campaign),
        observed_at=MOMENT,
        received_at=MOMENT,
    )


@pytest.mark.parametrize(
    ("happens", "kind"),
    [
        (pledge, "draft_has_money"),
        (set_up_a_webhook, "draft_has_webhooks"),
        (export, "draft_has_jobs"),
        (import_somebody, "draft_has_people"),
        (import_a_report, "objective_has_findings"),
    ],
)
def test_a_draft_in_which_something_happened_stays_whole(happens: Callable[[Campaign], None], kind: str) -> None:
    campaign = cast.draft_campaign()
    happens(campaign)
    organizer, before = Caller(cast.organizer_of(campaign)), left_of(campaign.pk)
    assert organizer.refused("DELETE", f"/campaigns/{campaign.slug}/") == (409, kind)
    assert left_of(campaign.pk) == before
    assert cast.objective_of(campaign).contracts.count() == 1


def test_what_was_launched_is_not_removed() -> None:
    campaign = cast.live_campaign()
    organizer = Caller(cast.organizer_of(campaign))
    assert organizer.refused("DELETE", f"/campaigns/{campaign.slug}/") == (409, "not_a_draft")
