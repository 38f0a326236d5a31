"""Account, Transfer, Funding, Refund, Pledge: money is conserved (law 3).

Money moves only as a Transfer: from one account (debit) to another (credit), a positive whole number of minor
units, for one reason. Transfers are append-only; the accounts' totals are kept by a trigger over the rows just
inserted, and a check forbids every account but `world` to go below zero, so no code path can overspend.

The chart of accounts is complete from the start, because transfers can't be migrated. Balances are
credits − debits; `owed_by` is the one account whose balance is a debt and therefore debits − credits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campaigns.identifiers import Identified

MOST_FUNDING_MINOR = 10**15


class AccountQuerySet(models.QuerySet["Account"]):
    def of_campaign(self, campaign_id: int) -> Self:
        # Naming the kinds keeps the planner from going through everybody's accounts.
        return self.filter(campaign_id=campaign_id, participant__isnull=True, kind__in=Account.OF_CAMPAIGN)

    def of_user(self, user_id: int) -> Self:
        return self.filter(participant__user_id=user_id)


class Account(models.Model):
    """A place where money stands; a campaign's, or one participant's in a campaign."""

    class Kind(models.TextChoices):
        ESCROW = "escrow", "the campaign's money, promised or free"
        WORLD = "world", "where money comes from and goes to"
        CHARITY = "charity", "remainders for the charity"
        SOLIDARITY = "solidarity", "remainders for the solidarity pool"
        OWED_BACK = "owed_back", "what will be repaid out of later rewards"
        HELD = "held", "earned, not payable yet"
        PAYABLE = "payable", "earned, can be paid out"
        IN_PAYOUT = "in_payout", "on its way"
        PAID = "paid", "paid out"
        OWED_BY = "owed_by", "to be repaid out of later rewards"

    # Opened in this order, so that locking accounts by id is locking escrow first.
    OF_CAMPAIGN = (Kind.ESCROW, Kind.WORLD, Kind.CHARITY, Kind.SOLIDARITY, Kind.OWED_BACK)
    OF_PARTICIPANT = (Kind.HELD, Kind.PAYABLE, Kind.IN_PAYOUT, Kind.PAID, Kind.OWED_BY)

    # Both are there, by the trigger that looks at all accounts opened by a statement.
    campaign = models.ForeignKey(
        "campaigns.Campaign", models.PROTECT, related_name="accounts", db_constraint=False, db_index=False
    )
    participant = models.ForeignKey(
        "campaigns.Participant",
        models.PROTECT,
        related_name="accounts",
        null=True,
        db_constraint=False,
        db_index=False,
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    debits_minor = models.BigIntegerField(db_default=0, editable=False)
    credits_minor = models.BigIntegerField(db_default=0, editable=False)

    objects: ClassVar[AccountQuerySet] = AccountQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind"],
                condition=Q(participant__isnull=True),
                name="campaign_has_one_account_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["participant", "kind"],
                condition=Q(participant__isnull=False),
                name="participant_has_one_account_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(
                    participant__isnull=True,
                    kind__in=["escrow", "world", "charity", "solidarity", "owed_back"],
                )
                | Q(participant__isnull=False, kind__in=["held", "payable", "in_payout", "paid", "owed_by"]),
                name="account_kind_fits_its_owner",
            ),
            models.CheckConstraint(
                condition=~Q(kind="escrow") | Q(credits_minor__gte=F("debits_minor")),
                name="escrow_never_goes_below_zero",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["escrow", "world", "owed_by"]) | Q(credits_minor__gte=F("debits_minor")),
                name="account_never_goes_below_zero",
            ),
            models.CheckConstraint(
                condition=~Q(kind="owed_by") | Q(debits_minor__gte=F("credits_minor")),
                name="debt_is_never_repaid_twice",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "kind"], name="accounts_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def balance_minor(self) -> int:
        """What stands on the account; for `owed_by` what is owed."""
        difference = self.credits_minor - self.debits_minor
        return -difference if self.kind == self.Kind.OWED_BY else difference


class Funding(Identified):
    """Money that an organizer pledges; it counts once the operator confirms that it was received."""

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="fundings")
    amount_minor = models.BigIntegerField()
    reference = models.CharField(max_length=140, blank=True)
    pledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    pledged_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    received_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, amount_minor__lte=MOST_FUNDING_MINOR),
                name="funding_is_within_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} for campaign {self.campaign_id}"


class Refund(Identified):
    """Free escrow that went back to where it came from."""

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="refunds")
    amount_minor = models.BigIntegerField()
    reference = models.CharField(max_length=140, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_minor__gt=0), name="refund_is_positive")]

    def __str__(self) -> str:
        return f"{self.amount_minor} of campaign {self.campaign_id}"


class Transfer(models.Model):
    """Money moving from one account to another, once and for ever. Only `ledger.operations` writes it."""

    class Reason(models.TextChoices):
        FUNDING = "funding", _("money received")
        REFUND = "refund", _("free escrow given back")
        SHARE = "share", _("a share of a prize")
        REMAINDER = "remainder", _("what the shares left of a prize")
        RELEASE = "release", _("a share whose hold is over")
        FORFEIT = "forfeit", _("a held share of somebody who was removed")
        PLEDGE = "pledge", _("what its earner gives of a share")
        REVERSAL = "reversal", _("what comes back of a finding that was found wrong")
        DEBT = "debt", _("what could not come back, because it was paid")
        REPAYMENT = "repayment", _("a debt repaid out of what was earned or came back")
        DEBT_REPAID = "debt_repaid", _("a debt made less by its repayment")
        PAYOUT_STARTED = "payout_started", _("a payout approved")
        PAYOUT_PAID = "payout_paid", _("a payout that arrived")
        PAYOUT_FAILED = "payout_failed", _("a payout that did not leave")
        PAYOUT_RETURNED = "payout_returned", _("a payout that came back")

    # What a transfer is about, by its reason; repayments are about what arrived, a settlement or a payout.
    OF_SETTLEMENT = (
        Reason.SHARE, Reason.REMAINDER, Reason.RELEASE, Reason.FORFEIT, Reason.PLEDGE, Reason.REVERSAL, Reason.DEBT,
    )  # fmt: skip
    OF_PAYOUT = (Reason.PAYOUT_STARTED, Reason.PAYOUT_PAID, Reason.PAYOUT_FAILED, Reason.PAYOUT_RETURNED)
    OF_EITHER = (Reason.REPAYMENT, Reason.DEBT_REPAID)

    campaign = models.ForeignKey(
        "campaigns.Campaign", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    # Both accounts and the settlement are there, in the transfer's campaign: by the triggers that keep the totals and
    # the books, which look at all transfers of a statement at once.
    debit = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    credit = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    amount_minor = models.BigIntegerField()
    reason = models.CharField(max_length=16, choices=Reason.choices)
    settlement = models.ForeignKey(
        "rewards.Settlement",
        models.PROTECT,
        related_name="transfers",
        null=True,
        db_constraint=False,
        db_index=False,
    )
    # All three are there, and their money moved as they say, by the trigger that looks through the books; none is ever
    # removed. Once each, by the conditional laws below: an index over all the rows that have none would be most of its
    # cost.
    funding = models.ForeignKey(
        Funding, models.PROTECT, related_name="transfers", null=True, db_constraint=False, db_index=False
    )
    refund = models.ForeignKey(
        Refund, models.PROTECT, related_name="transfers", null=True, db_constraint=False, db_index=False
    )
    payout = models.ForeignKey(
        "rewards.Payout", models.PROTECT, related_name="transfers", null=True, db_constraint=False, db_index=False
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            # Also the way to all that a settlement moved, so no condition on the reason: it would be of no use to those
            # who do not name the same reasons.
            models.UniqueConstraint(
                fields=["settlement", "credit", "debit", "reason"],
                condition=Q(settlement__isnull=False),
                name="settlement_moves_money_once_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["payout", "reason"],
                condition=Q(payout__isnull=False),
                name="payout_takes_every_step_once",
            ),
            models.UniqueConstraint(
                fields=["funding"], condition=Q(funding__isnull=False), name="funding_is_booked_once"
            ),
            models.UniqueConstraint(fields=["refund"], condition=Q(refund__isnull=False), name="refund_is_booked_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="transfer_is_positive"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="transfer_moves_between_two_accounts"),
            models.CheckConstraint(
                condition=Q(
                    reason__in=["share", "remainder", "release", "forfeit", "pledge", "reversal", "debt"],
                    settlement__isnull=False,
                    funding__isnull=True,
                    refund__isnull=True,
                    payout__isnull=True,
                )
                | Q(
                    reason__in=["payout_started", "payout_paid", "payout_failed", "payout_returned"],
                    settlement__isnull=True,
                    funding__isnull=True,
                    refund__isnull=True,
                    payout__isnull=False,
                )
                | (
                    Q(reason__in=["repayment", "debt_repaid"], funding__isnull=True, refund__isnull=True)
                    & (
                        Q(settlement__isnull=False, payout__isnull=True)
                        | Q(settlement__isnull=True, payout__isnull=False)
                    )
                )
                | Q(
                    reason="funding",
                    settlement__isnull=True,
                    funding__isnull=False,
                    refund__isnull=True,
                    payout__isnull=True,
                )
                | Q(
                    reason="refund",
                    settlement__isnull=True,
                    funding__isnull=True,
                    refund__isnull=False,
                    payout__isnull=True,
                ),
                name="transfer_says_where_it_comes_from",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "id"], name="transfers_of_a_campaign"),
            models.Index(fields=["credit", "id"], name="transfers_into_an_account"),
            # Shares and remainders leave escrow; nobody looks for them there, and they are nearly all there is.
            models.Index(
                fields=["debit", "id"],
                condition=~Q(reason__in=["share", "remainder"]),
                name="transfers_out_of_an_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} from {self.debit_id} to {self.credit_id} ({self.reason})"


class PledgeQuerySet(models.QuerySet["Pledge"]):
    def in_force(self, participant_ids: Sequence[int]) -> Self:
        """The last word of each of these people, whatever it says."""
        return self.filter(participant__in=participant_ids).order_by("participant", "-id").distinct("participant")


class Pledge(Identified):
    """What somebody gives of the rewards that are settled after it: a percentage, 0 to end an earlier one.

    Append-only by trigger: which pledge a reward was earned under can be read for ever.
    """

    class To(models.TextChoices):
        CHARITY = "charity", "the campaign's charity"
        SOLIDARITY = "solidarity", "the solidarity pool"

    participant = models.ForeignKey("campaigns.Participant", models.PROTECT, related_name="pledges")
    percent = models.PositiveSmallIntegerField()
    to = models.CharField(max_length=10, choices=To.choices)
    made_at = models.DateTimeField()

    objects: ClassVar[PledgeQuerySet] = PledgeQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="pledge_is_at_most_everything"),
            models.CheckConstraint(condition=Q(to__in=["charity", "solidarity"]), name="pledge_goes_somewhere_known"),
        ]

    def __str__(self) -> str:
        return f"{self.percent} % to {self.to}"
