"""Summary: what came of the hunt, read back from the database and never from the story.

Nouns: the *shown chain* is that of the balloon that was found through four people; the *totals* are people,
reports by what became of them, and money.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max

from campaigns.findings.models import Finding
from campaigns.people.models import User
from campaigns.planning.currency import format_minor
from campaigns.planning.models import Campaign, Objective
from campaigns.recruiting.models import Participant
from mobilize.demo.errors import DemoError
from mobilize.demo.stage import Stage
from rewards.contracts.budget import Budget, read_budget
from rewards.settlement.explanation import Explanation
from rewards.settlement.models import Settlement


@dataclass(frozen=True, kw_only=True)
class ShownChain:
    """One balloon's prize: `members` and `shares_minor` run side by side, the finder first."""

    objective: Objective
    members: tuple[Participant, ...]
    shares_minor: tuple[int, ...]
    remainder_minor: int

    @property
    def connector(self) -> User:
        """The person above the finder, who has both: somebody whom they brought in, and a share of the find."""
        user = self.members[1].user
        if user is None:
            raise DemoError(
                f"{self.members[1].display_name}, whom the demo lets you sign in as, has left this campaign. "
                "`make clean-demo` removes the demo's data; then start again."
            )
        return user


@dataclass(frozen=True, kw_only=True)
class Totals:
    people: int
    longest_chain: int
    reports: int
    paid: int
    quota_filled: int
    duplicates: int
    rejected: int
    undecided: int
    budget: Budget

    @property
    def earned_minor(self) -> int:
        """What people have been given, wherever it stands now."""
        return self.budget.held + self.budget.payable + self.budget.in_payout + self.budget.paid


def read_shown_chain(stage: Stage) -> ShownChain:
    """Read the shown balloon's chain from the explanation of its settlement."""
    objective = stage.campaign.objectives.order_by("pk")[stage.shown_balloon]
    settlement = Settlement.objects.get(finding__objective=objective, finding__paid_rank=1)
    explanation = Explanation.from_json(settlement.explanation)
    members = Participant.objects.select_related("user").in_bulk(explanation.chain)
    return ShownChain(
        objective=objective,
        members=tuple(members[pk] for pk in explanation.chain),
        shares_minor=explanation.shares_minor,
        remainder_minor=explanation.remainder_minor,
    )


def read_totals(campaign: Campaign) -> Totals:
    places = Participant.objects.filter(campaign=campaign)
    findings = Finding.objects.filter(campaign=campaign)
    states: Counter[str] = Counter(findings.values_list("state", flat=True))
    paid = findings.ranked().count()
    return Totals(
        people=places.count(),
        longest_chain=(places.aggregate(deepest=Max("depth"))["deepest"] or 0) + 1,
        reports=sum(states.values()),
        paid=paid,
        quota_filled=states[Finding.State.VERIFIED] - paid,
        duplicates=states[Finding.State.DUPLICATE],
        rejected=states[Finding.State.REJECTED],
        undecided=sum(states[state] for state in Finding.UNDECIDED),
        budget=read_budget(campaign_id=campaign.pk),
    )


def tell_chain(chain: ShownChain, *, campaign: Campaign) -> Iterator[str]:
    """Say in lines who got what for the shown balloon, and for what."""
    members, currency = chain.members, campaign.currency
    yield f"{chain.objective.title}: how its prize was split, in {currency}"
    for distance, (member, amount_minor) in enumerate(zip(members, chain.shares_minor, strict=True)):
        did = "found it" if distance == 0 else f"invited {members[distance - 1].display_name}"
        # Amounts first: a name written from right to left would turn what follows it around.
        yield f"  {_plain(amount_minor, currency):>8}  {member.display_name}, who {did}"
    yield f"  {_plain(chain.remainder_minor, currency):>8}  to charity ({campaign.charity_name})"


def tell_totals(totals: Totals, *, campaign: Campaign) -> Iterator[str]:
    """Say in lines what came of the campaign so far."""
    currency = campaign.currency
    yield f"{totals.people:,} people joined; the longest chain counts {totals.longest_chain}."
    undecided = f", {totals.undecided} to be decided" if totals.undecided else ""
    yield (
        f"{totals.reports:,} reports: {totals.paid} paid, {totals.quota_filled} true with the quota filled, "
        f"{totals.duplicates} duplicates, {totals.rejected} rejected{undecided}."
    )
    yield (
        f"{format_minor(totals.earned_minor, currency)} {currency} earned by people, "
        f"{format_minor(totals.budget.charity, currency)} to charity, "
        f"{format_minor(totals.budget.escrow, currency)} left of {format_minor(totals.budget.received, currency)}."
    )


def _plain(amount_minor: int, currency: str) -> str:
    """Write an amount for a column of figures."""
    return format_minor(amount_minor, currency).replace(",", "")
