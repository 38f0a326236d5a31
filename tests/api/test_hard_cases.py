"""What somebody clever or unlucky would try: each was possible once, on paper or in fact."""

from __future__ import annotations

import base64
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from campaigns.errors import DomainError, InvalidInput, NotPossibleNow
from campaigns.findings.models import Finding
from campaigns.findings.operations import reject_finding, verify_finding
from campaigns.planning.models import Campaign
from campaigns.planning.operations import hold_campaign, pause_campaign
from campaigns.recruiting.links import current_link
from campaigns.recruiting.models import Participant, ReferralLink
from campaigns.recruiting.operations import join_campaign
from rewards.contracts.budget import read_budget
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_due
from tests import cast
from tests.api.calling import Caller
from tests.findings.test_anonymous import stranger


@pytest.mark.django_db
class TestMoney:
    def test_the_currency_stays_once_money_was_pledged(self) -> None:
        campaign = cast.draft_campaign(currency="JPY")
        organizer, path = Caller(cast.organizer_of(campaign)), f"/campaigns/{campaign.slug}/"
        assert organizer.patch(path, {"currency": "USD"})["currency"] == "USD"
        organizer.post(f"{path}fundings/", {"amount_minor": 100}, status=201)
        assert organizer.refused("PATCH", path, {"currency": "BHD"}) == (409, "currency_stays_once_money_is_pledged")

    def test_a_draft_verifies_nothing(self) -> None:
        campaign = cast.live_campaign()
        finding = cast.report(cast.join_in_turn(campaign, "dave")[0])
        draft = cast.draft_campaign()
        imported = Finding.objects.create(
            campaign=draft,
            objective=cast.objective_of(draft),
            participant=Participant.objects.create(campaign=draft, display_name="Dave", joined_at=cast.MOMENT),
            observed_at=cast.MOMENT,
            received_at=cast.MOMENT,
        )
        organizer = Caller(cast.organizer_of(draft))
        assert organizer.refused("POST", f"/findings/{imported.public_id}/verify/") == (409, "campaign_not_launched")
        assert cast.verify(finding).paid_rank == 1

    def test_money_of_a_draft_can_be_had_back(self) -> None:
        campaign = cast.draft_campaign()
        cast.fund(campaign, 700)
        organizer = Caller(cast.organizer_of(campaign))
        refund = organizer.post(f"/campaigns/{campaign.slug}/refunds/", status=201)
        assert refund["amount"]["amount_minor"] == 700
        assert read_budget(campaign_id=campaign.pk).free == 0

    def test_one_finding_that_cannot_be_settled_keeps_nobody_from_being_paid(self) -> None:
        """A contract is lost, which no code path can bring about."""
        bad, good = cast.live_campaign(), cast.live_campaign()
        for campaign in (bad, good):
            cast.verify(cast.report(cast.join_in_turn(campaign, "dave")[0]))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE rewards_contract DISABLE TRIGGER USER")
            cursor.execute("DELETE FROM rewards_contract WHERE objective_id = %s", [cast.objective_of(bad).pk])
        assert settle_due(at=cast.MOMENT) == 1
        assert Settlement.objects.filter(campaign=good).exists()
        assert not Settlement.objects.filter(campaign=bad).exists()

    def test_what_people_joined_for_is_not_taken_back(self) -> None:
        now = timezone.now()
        campaign = cast.live_campaign(ends_at=now + timedelta(days=9), charity_name="Libraries")
        organizer, path = Caller(cast.organizer_of(campaign)), f"/campaigns/{campaign.slug}/"
        assert organizer.refused("PATCH", path, {"charity_name": "Mine"}) == (409, "rules_are_locked")
        assert organizer.refused("PATCH", path, {"ledger_public": False}) == (409, "rules_are_locked")
        sooner = {"ends_at": (now + timedelta(days=8)).isoformat()}
        assert organizer.refused("PATCH", path, sooner) == (409, "promise_is_never_lowered")
        organizer.patch(path, {"ends_at": (now + timedelta(days=10)).isoformat()})

    def test_a_raise_may_leave_the_remainder_unsaid(self) -> None:
        campaign = cast.draft_campaign(remainder_to="charity")
        objective, organizer = cast.objective_of(campaign), Caller(cast.organizer_of(campaign))
        path, half = (
            f"/objectives/{objective.public_id}/contract/",
            {"mechanism": "recursive", "terms": {"ratio": "1/2"}},
        )
        organizer.post(path, {**half, "remainder_to": "budget"}, status=201)
        cast.funded(campaign, spare_minor=100_000)
        organizer.post(f"/campaigns/{campaign.slug}/launch/")
        assert organizer.post(path, {**half, "prize_minor": 500_000}, status=201)["remainder_to"] == "budget"

    def test_a_prize_is_not_lowered_where_no_share_would_fall(self) -> None:
        campaign = cast.live_campaign(mechanism="levels", terms={"levels": [10, 5]})
        said = {"mechanism": "levels", "terms": {"levels": [10, 5]}, "prize_minor": 15}
        answer = Caller(cast.organizer_of(campaign)).call(
            "POST", f"/objectives/{cast.objective_of(campaign).public_id}/contract/", said
        )
        assert answer.status_code == 409
        assert answer.json()["errors"][0]["pointer"] == "#/prize_minor"

    def test_a_prize_that_its_contract_cannot_split_is_named_at_the_launch(self) -> None:
        campaign = cast.draft_campaign(mechanism="levels", terms={"levels": [300_000, 100_000]})
        organizer, objective = Caller(cast.organizer_of(campaign)), cast.objective_of(campaign)
        organizer.patch(f"/objectives/{objective.public_id}/", {"prize_minor": 500})
        cast.fund(campaign, 500)
        answer = organizer.call("POST", f"/campaigns/{campaign.slug}/launch/")
        assert answer.status_code == 409
        assert answer.json()["objective"] == str(objective.public_id)


@pytest.mark.django_db
class TestReview:
    def test_duplicates_form_no_circle_and_name_what_stands(self) -> None:
        campaign = cast.live_campaign(prizes=[(1_000, 3)])
        alice, bob = cast.join_in_turn(campaign, "alice", "bob")
        organizer = cast.organizer_of(campaign)
        first, second, third = cast.report(alice), cast.report(bob), cast.report(alice)
        with pytest.raises(InvalidInput, match="received later"):
            reject_finding(finding=first, reviewer=organizer, at=cast.MOMENT, duplicate_of=second)
        reject_finding(finding=second, reviewer=organizer, at=cast.MOMENT, duplicate_of=first)
        with pytest.raises(InvalidInput, match="is duplicate itself"):
            reject_finding(finding=third, reviewer=organizer, at=cast.MOMENT, duplicate_of=second)

    def test_the_time_to_decide_ends(self) -> None:
        campaign = cast.live_campaign()
        finding = cast.report(cast.join_in_turn(campaign, "dave")[0])
        decide_by = cast.MOMENT + timedelta(days=1)
        Campaign.objects.filter(pk=campaign.pk).update(state="closed", decide_by=decide_by)
        with pytest.raises(NotPossibleNow, match="could be decided until"):
            verify_finding(finding=finding, reviewer=cast.organizer_of(campaign), at=decide_by)

    def test_what_was_imported_unpaid_is_not_called_too_late(self) -> None:
        from campaigns.findings.models import Verdict

        campaign = cast.live_campaign()
        (dave,) = cast.join_in_turn(campaign, "dave")
        finding = Finding.objects.create(
            campaign=campaign,
            objective=cast.objective_of(campaign),
            participant=dave,
            observed_at=cast.MOMENT,
            received_at=cast.MOMENT,
            state="verified",
            decided_at=cast.MOMENT,
        )
        Verdict.objects.create(finding=finding, kind=Verdict.Kind.IMPORTED, at=cast.MOMENT)
        assert finding.quota_filled is False


@pytest.mark.django_db
class TestPeople:
    @pytest.mark.parametrize("name", ["علی\u200cرضا", "അനിൽ\u200d", "👩\u200d👧"])
    def test_names_are_written_as_their_languages_write_them(self, name: str) -> None:
        campaign = cast.live_campaign()
        said = {"display_name": name, "consent": True}
        assert (
            Caller(cast.make_user()).post(f"/campaigns/{campaign.slug}/join/", said, status=201)["display_name"] == name
        )

    def test_unseen_characters_alone_are_no_name(self) -> None:
        campaign = cast.live_campaign()
        eve, path = Caller(cast.make_user("eve")), f"/campaigns/{campaign.slug}/join/"
        said = {"consent": True, "display_name": "\u200d\u200c"}
        assert eve.refused("POST", path, said) == (400, "display_name_missing")
        assert eve.refused("POST", path, {**said, "display_name": "Ev\u202ee"}) == (400, "display_name_unusable")

    def test_whoever_has_a_place_gets_it_whatever_the_code(self) -> None:
        campaign = cast.live_campaign()
        (alice,) = cast.join_in_turn(campaign, "alice")
        said = {"display_name": "Alice", "consent": True, "referral_code": "ZZZZZZZZZZ"}
        assert Caller(alice.user).post(f"/campaigns/{campaign.slug}/join/", said)["id"] == str(alice.public_id)

    def test_no_link_is_made_after_the_end(self) -> None:
        campaign = cast.live_campaign(referral_link_days=1)
        (alice,) = cast.join_in_turn(campaign, "alice")
        later = cast.MOMENT + timedelta(days=2)
        assert current_link(participant=alice, at=later) != cast.link_of(alice)
        alice.campaign.state = Campaign.State.CLOSED
        before = ReferralLink.objects.count()
        current_link(participant=alice, at=later + timedelta(days=2))
        assert ReferralLink.objects.count() == before

    def test_the_operator_finds_what_to_confirm(self) -> None:
        campaign = cast.draft_campaign()
        Caller(cast.organizer_of(campaign)).post(
            f"/campaigns/{campaign.slug}/fundings/", {"amount_minor": 5}, status=201
        )
        operator = Caller(cast.make_user("opal", operator=True))
        (funding,) = operator.get(f"/campaigns/{campaign.slug}/fundings/")["results"]
        assert operator.post(f"/campaigns/{campaign.slug}/fundings/{funding['id']}/confirm/")["state"] == "received"


@pytest.mark.django_db
class TestLeaks:
    def test_cursors_tell_nothing(self) -> None:
        organizer = Caller(cast.make_user("olga"))
        for _ in range(2):
            organizer.post("/campaigns/", {"title": "x", "currency": "USD"}, status=201)
        cursor = organizer.get("/campaigns/", limit=1)["next"].partition("cursor=")[2]
        sealed = base64.urlsafe_b64decode(cursor.replace("%3D", "=") + "==")
        assert b"campaigns" not in sealed

    def test_the_public_ledger_leads_to_nobody(self) -> None:
        campaign = cast.live_campaign()
        dave = cast.full_cast(campaign).dave
        cast.verify(cast.report(dave))
        settle_due(at=cast.MOMENT)
        path = f"/campaigns/{campaign.slug}/ledger/"
        seen = Caller(dave.user).get(path)["results"]
        assert {line["settlement"] for line in seen} == {None}
        assert {line["settlement"] for line in Caller(cast.organizer_of(campaign)).get(path)["results"]} != {None}

    def test_a_forged_address_does_not_lift_the_limit(self) -> None:
        said = {"prize_minor": 4, "terms": {}, "chain": ["a"]}
        anyone = stranger()
        statuses = []
        for number in range(62):
            anyone.client.credentials(HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
            statuses.append(anyone.call("POST", "/mechanisms/recursive/preview/", said).status_code)
        assert statuses == [200] * 60 + [429] * 2

    def test_pictures_come_to_whoever_asks_for_pictures(self) -> None:
        (alice,) = cast.join_in_turn(cast.live_campaign(), "alice")
        caller = Caller(alice.user)
        answer = caller.client.get(
            f"/api/v1/campaigns/{alice.campaign.slug}/me/qr.png/", headers={"Accept": "image/png"}
        )
        assert answer.status_code == 200

    def test_people_with_many_roles_cost_no_more_to_look_up(self, django_assert_max_num_queries: Any) -> None:
        olga = cast.make_user("olga")
        for _ in range(5):
            cast.draft_campaign(organizer=olga)
        caller = Caller(olga)
        with django_assert_max_num_queries(6):
            assert len(caller.get("/me/")["roles"]) == 5


def test_a_join_that_waits_for_a_close_finds_it_closed(committed: None) -> None:
    campaign = cast.live_campaign()
    link, eve = cast.open_link(campaign), cast.make_user("eve")
    told: list[str] = []

    def join() -> None:
        try:
            join_campaign(campaign=campaign, user=eve, display_name="Eve", link=link, at=cast.MOMENT)
        except DomainError as refusal:
            told.append(refusal.code)
        finally:
            connections.close_all()

    _ = link.campaign.state
    with transaction.atomic():
        pause_campaign(campaign=campaign, actor=cast.organizer_of(campaign), at=cast.MOMENT)
        waiting = threading.Thread(target=join)
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive(), "the join did not wait for the pause"
    waiting.join(10)
    assert told == ["campaign_paused"]


def test_pausing_does_not_wait_for_a_stream_of_joins(committed: None) -> None:
    """Joins hold the campaign one after the other, overlapping all the time; a pause has its turn all the same."""
    campaign = cast.live_campaign()
    stop = threading.Event()

    def keep_holding() -> None:
        while not stop.is_set():
            with transaction.atomic():
                hold_campaign(campaign.pk)
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_sleep(0.03)")
        connections.close_all()

    holders = [threading.Thread(target=keep_holding) for _ in range(6)]
    for holder in holders:
        holder.start()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout TO '8s'")
        paused = pause_campaign(campaign=campaign, actor=cast.organizer_of(campaign), at=cast.MOMENT)
    finally:
        stop.set()
        for holder in holders:
            holder.join()
    assert paused.state == "paused"
