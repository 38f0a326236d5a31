"""The database keeps the laws by itself: each forbidden statement is refused, and by the law it breaks."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from campaigns.exchange.models import Job
from campaigns.exchange.operations import ask_export, cancel_job
from campaigns.exchange.tables import table_named
from campaigns.participation.activities import Told, report_activity
from campaigns.people.keys import make_key, revoke_key
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from rewards.contracts.operations import close_campaign, refund_free
from rewards.ledger.models import Account, Funding, Transfer
from rewards.ledger.operations import open_participant_accounts, pledge_funding
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_finding
from tests import cast
from tests.cast import MOMENT
from tests.laws.activity_refusals import ACTIVITY_REFUSALS, HARMLESS_ACTIVITIES
from tests.laws.damage import lawless, read, run
from tests.laws.exchange_refusals import EXCHANGE_REFUSALS, HARMLESS_EXCHANGE
from tests.laws.fact_refusals import FACT_REFUSALS, HARMLESS_FACTS
from tests.laws.forecast_refusals import FORECAST_REFUSALS, HARMLESS_FORECASTS
from tests.laws.key_refusals import HARMLESS_KEYS, KEY_REFUSALS
from tests.laws.money_refusals import HARMLESS_MONEY, MONEY_REFUSALS
from tests.laws.privacy_refusals import HARMLESS_PRIVACY, PRIVACY_REFUSALS
from tests.laws.refusal import Refusal
from tests.laws.report_refusals import HARMLESS_REPORTS, REPORT_REFUSALS
from tests.laws.role_refusals import HARMLESS_ROLES, ROLE_REFUSALS
from tests.laws.two_phase_refusals import HARMLESS_TWO_PHASE, TWO_PHASE_REFUSALS

Stage = dict[str, Any]
REFUSALS = (
    *FACT_REFUSALS,
    *KEY_REFUSALS,
    *PRIVACY_REFUSALS,
    *ROLE_REFUSALS,
    *MONEY_REFUSALS,
    *TWO_PHASE_REFUSALS,
    *FORECAST_REFUSALS,
    *ACTIVITY_REFUSALS,
    *REPORT_REFUSALS,
    *EXCHANGE_REFUSALS,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    """Give the ids that the statements name.

    In the campaign two of three places of the objective's quota are given, one of them is settled, and Bob waits
    for his verdict; 1,000 are free. Beside it stand a draft, another with a pledge, a closed campaign and one of
    strangers.
    """
    campaign = cast.live_campaign([(400_000, 3)], spare_minor=1_000)
    people = cast.full_cast(campaign)
    (root,) = cast.join_in_turn(campaign, "rosa")
    settled = cast.verify(cast.report(people.dave))
    assert settle_finding(finding_id=settled.pk, at=MOMENT) == 1
    settlement = Settlement.objects.get(finding=settled)
    payable = people.bob.accounts.get(kind="payable")
    rosa = [(root.pk, "payable"), (root.pk, "paid")]
    opened = open_participant_accounts(campaign_id=campaign.pk, wanted=[(people.bob.pk, "owed_by"), *rosa])
    other, closed = cast.live_campaign(), cast.live_campaign()
    stranger = cast.join(cast.make_user("sam"), cast.open_link(other))
    strange = open_participant_accounts(campaign_id=other.pk, wanted=[(stranger.pk, "payable")])
    draft, pledged = cast.draft_campaign(), cast.draft_campaign()
    received_draft = cast.draft_campaign()
    cast.fund(received_draft, 1)
    organizer = cast.organizer_of(pledged)
    pledge = pledge_funding(campaign=pledged, organizer=organizer, amount_minor=1, at=MOMENT)
    closed = close_campaign(campaign=closed, actor=cast.organizer_of(closed), at=MOMENT)
    told = Told(people.alice.public_id, "attended", MOMENT, "known")
    activity, _ = report_activity(campaign=campaign, told=told, reporter=organizer, at=MOMENT)
    keys = [
        make_key(owner=organizer, name="Field", kind="secret", scopes=["findings:write"], at=MOMENT)[0]
        for _ in range(2)
    ]
    revoke_key(key=keys[1], actor=organizer, at=MOMENT)
    refund = refund_free(campaign=closed, actor=cast.organizer_of(closed), at=MOMENT)
    of_campaign = dict(Account.objects.of_campaign(campaign.pk).values_list("kind", "pk"))
    return {
        **of_campaign,
        "alice": people.alice.pk,
        "bob": people.bob.pk,
        "carol": people.carol.pk,
        "dave": people.dave.pk,
        "root": root.pk,
        "stranger": stranger.pk,
        "alice_user": people.alice.user_id,
        "dave_user": people.dave.user_id,
        "by_alice": cast.report(people.alice).pk,
        "own_link": cast.open_link(campaign).pk,
        "eve_user": cast.make_user("eve").pk,
        "key": keys[0].pk,
        "revoked_key": keys[1].pk,
        "free": 1_000_000_000,
        "campaign": campaign.pk,
        "draft": draft.pk,
        "draft_objective": cast.objective_of(draft).pk,
        "pledged": pledged.pk,
        "received_draft": received_draft.pk,
        "closed": closed.pk,
        "other": other.pk,
        "other_objective": cast.objective_of(other).pk,
        "other_contract": cast.objective_of(other).contracts.get().pk,
        "other_escrow": Account.objects.of_campaign(other.pk).get(kind="escrow").pk,
        "other_charity": Account.objects.of_campaign(other.pk).get(kind="charity").pk,
        "stranger_payable": strange[stranger.pk, "payable"],
        "activity": activity.pk,
        "job": ended_job(campaign).pk,
        "link": cast.link_of(people.alice).pk,
        "strange_link": cast.link_of(stranger).pk,
        "objective": settled.objective_id,
        "contract": settlement.contract_id,
        "settled": settled.pk,
        "unsettled": cast.verify(cast.report(people.carol)).pk,
        "undecided": cast.report(people.bob).pk,
        "settlement": settlement.pk,
        "payable": payable.pk,
        "owed_by": opened[people.bob.pk, "owed_by"],
        "root_payable": opened[root.pk, "payable"],
        "root_paid": opened[root.pk, "paid"],
        "pledge": pledge.pk,
        "funding": Funding.objects.get(campaign=campaign).pk,
        "refund": refund.pk,
        # Under the tables' own names: the row that ON CONFLICT and MERGE go for.
        "campaigns_participant": people.carol.pk,
        "campaigns_activity": activity.pk,
        "rewards_account": of_campaign["escrow"],
        "rewards_transfer": Transfer.objects.get(credit=payable).pk,
    }


def ended_job(campaign: Campaign) -> Job:
    """Cancel an export before it was begun."""
    organizer = cast.organizer_of(campaign)
    job = ask_export(campaign=campaign, table=table_named("ledger"), form="csv", bom=False, actor=organizer, at=MOMENT)
    return cancel_job(job=job, actor=organizer, at=MOMENT)


def refused_by(refusal: Refusal, stage: Stage, *, role: str) -> str | None:
    """Try the statement, undo it, and tell which law refused it; None when it went through."""
    try:
        with transaction.atomic():
            # Foreign keys checked at the end of the transaction would keep TRUNCATE from getting to its trigger.
            run("SET CONSTRAINTS ALL IMMEDIATE")
            run(f"SET LOCAL session_replication_role = {role}")
            run_named(refusal.statement, stage)
            transaction.set_rollback(True)
    except IntegrityError as refused:
        return str(refused.__cause__.diag.constraint_name)  # type: ignore[union-attr]  # psycopg2's own error
    return None


def run_named(statement: str, stage: Stage) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, stage)
        assert cursor.rowcount != 0, "a statement that touches nothing shows nothing"


def test_each_is_refused_by_its_law(stage: Stage, subtests: pytest.Subtests) -> None:
    for refusal in REFUSALS:
        with subtests.test(refusal.what):
            assert refused_by(refusal, stage, role="origin") == refusal.law


def test_a_replication_session_is_refused_as_well(stage: Stage, subtests: pytest.Subtests) -> None:
    """Triggers are ENABLE ALWAYS. Foreign keys are not: who may set this role may also drop them."""
    for refusal in REFUSALS:
        if not refusal.by_key:
            with subtests.test(refusal.what):
                assert refused_by(refusal, stage, role="replica") == refusal.law


def test_the_statements_are_otherwise_in_order(stage: Stage, subtests: pytest.Subtests) -> None:
    """What is refused above is refused for the words changed, not for a slip in the rest."""
    harmless = (
        *HARMLESS_FACTS,
        *HARMLESS_KEYS,
        *HARMLESS_PRIVACY,
        *HARMLESS_ROLES,
        *HARMLESS_MONEY,
        *HARMLESS_TWO_PHASE,
        *HARMLESS_FORECASTS,
        *HARMLESS_REPORTS,
        *HARMLESS_EXCHANGE,
    )
    for statement in (*harmless, *HARMLESS_ACTIVITIES):
        with subtests.test(statement.split("(")[0]):
            assert refused_by(Refusal("", "", statement), stage, role="origin") is None


def test_a_wrong_depth_is_corrected(stage: Stage) -> None:
    run(
        """INSERT INTO campaigns_participant (campaign_id, invited_by_id, depth, display_name, joined_at)
           VALUES (%s, %s, 99, 'Eve', now())""",
        stage["campaign"],
        stage["dave"],
    )
    assert read("SELECT depth FROM campaigns_participant WHERE display_name = 'Eve' ORDER BY id DESC") == 4


def test_a_place_may_be_given_up_and_claimed(stage: Stage) -> None:
    place = Participant.objects.filter(pk=stage["alice"])
    assert place.update(user=None) == 1
    assert place.update(user=stage["eve_user"]) == 1


def test_a_promise_may_be_raised_and_a_draft_changed(stage: Stage) -> None:
    cast.fund(Campaign.objects.get(pk=stage["campaign"]), 400_000)
    assert run("UPDATE campaigns_objective SET quota = 4, prize_minor = 400333 WHERE id = %s", stage["objective"]) == 1
    draft = stage["draft"]
    assert run("UPDATE campaigns_objective SET prize_minor = 1 WHERE campaign_id = %s", draft) == 1
    assert run("UPDATE campaigns_campaign SET currency = 'EUR', hold_days = 3 WHERE id = %s", draft) == 1


def test_a_version_made_twice_at_once(stage: Stage) -> None:
    """Two at the same time do not see each other, as if no trigger asked; the key tells them apart."""
    with lawless(), pytest.raises(IntegrityError, match="contract_version_is_made_once"), transaction.atomic():
        run(
            """INSERT INTO rewards_contract
                   (objective_id, version, mechanism, terms, prize_minor, remainder_to, in_force_from)
               SELECT objective_id, version, mechanism, terms, prize_minor, remainder_to, in_force_from
                 FROM rewards_contract WHERE id = %s""",
            stage["contract"],
        )


def test_totals_follow_every_transfer(stage: Stage) -> None:
    """One statement of many transfers, one account many times on either side."""
    before = {kind: Account.objects.get(pk=stage[kind]) for kind in ("escrow", "world")}
    run_named(
        """WITH funding AS (
               INSERT INTO rewards_funding (campaign_id, amount_minor, reference, pledged_at, received_at)
               SELECT %(campaign)s, n, '', now(), now() FROM generate_series(1, 100) n RETURNING id, amount_minor),
           refund AS (
               INSERT INTO rewards_refund (campaign_id, amount_minor, reference, at)
               SELECT %(campaign)s, n, '', now() FROM generate_series(1, 10) n RETURNING id, amount_minor)
           INSERT INTO rewards_transfer
               (campaign_id, debit_id, credit_id, amount_minor, reason, funding_id, refund_id)
           SELECT %(campaign)s, %(world)s, %(escrow)s, amount_minor, 'funding', id, NULL FROM funding
           UNION ALL SELECT %(campaign)s, %(escrow)s, %(world)s, amount_minor, 'refund', NULL, id FROM refund""",
        stage,
    )
    for kind, debited, credited in (("escrow", 55, 5_050), ("world", 5_050, 55)):
        after = Account.objects.get(pk=stage[kind])
        assert after.debits_minor - before[kind].debits_minor == debited
        assert after.credits_minor - before[kind].credits_minor == credited
