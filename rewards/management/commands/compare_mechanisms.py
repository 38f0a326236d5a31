"""This will say what each chain mechanism would have paid on a campaign's tree and its verified findings."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaigns.errors import DomainError
from campaigns.planning.currency import format_minor
from campaigns.planning.models import Campaign
from rewards.settlement.api import ComparisonSerializer
from rewards.settlement.comparing import Compared, Comparison, compare_mechanisms, read_rule, written_gini

HEADS = ("Mechanism", "Terms", "Paid", "Left", "People", "Gini paid", "Gini all", "Sybil gain", "Of")
_NUMBERS = range(2, 8)


class Command(BaseCommand):
    help = (
        "Compare the campaign's own rules, an example of every chain mechanism, and those given by --terms, on the "
        "campaign's real tree and verified findings: totals, the best paid, Gini, and the Sybil gain of the most "
        "exposed person. Nothing is changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument(
            "--terms",
            action="append",
            default=[],
            metavar="NAME={...}",
            help='another rule, such as recursive={"ratio":"1/3"}; may be given several times',
        )
        parser.add_argument("--best", type=int, default=3, help="how many of the best paid to name (default: 3)")
        parser.add_argument("--json", action="store_true", help="everything as JSON, as the API answers")

    def handle(self, *args: Any, **options: Any) -> None:
        campaign = Campaign.objects.filter(slug=options["slug"]).first()
        if campaign is None:
            raise CommandError(f"No campaign has the address “{options['slug']}”.")
        try:
            asked = [read_rule(_read_terms(given), field="--terms") for given in options["terms"]]
            compared = compare_mechanisms(campaign=campaign, asked=asked, best=max(options["best"], 0))
        except DomainError as refused:
            raise CommandError(refused.message) from None
        if options["json"]:
            shown = ComparisonSerializer(compared, context={"currency": campaign.currency, "compared": compared}).data
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2))
            return
        for line in _tell(compared, campaign):
            self.stdout.write(line)


def _read_terms(given: str) -> dict[str, Any]:
    name, _, terms = given.partition("=")
    try:
        return {"mechanism": name.strip(), "terms": json.loads(terms or "{}")}
    except ValueError as refused:
        raise CommandError(f"The terms in “{given}” are no JSON ({refused}). Write NAME='{{…}}'.") from None


def _tell(compared: Comparison, campaign: Campaign) -> Iterator[str]:
    """Say it in lines: what was compared, a table, and who would have got most under each rule."""
    currency = campaign.currency
    some = (
        f"the first {compared.findings:,} of {compared.verified:,}" if compared.is_partial else f"{compared.findings:,}"
    )
    prizes = f"{format_minor(compared.prizes_minor, currency)} {currency}"
    yield f"{campaign.title}: {compared.members:,} people, {some} verified findings, {prizes} in prizes."
    yield f"Amounts in {currency}; * is a rule of the campaign's own."
    yield ""
    table = [HEADS, *(_cells(row, compared, currency) for row in compared.rows)]
    # A refusal is a sentence in place of the numbers, and takes no part in how wide they are.
    widths = [max(len(cells[k]) for cells in table if k < 2 or len(cells) == len(HEADS)) for k in range(len(HEADS))]
    for cells in table:
        aligned = zip(cells, widths, strict=False)
        is_row = len(cells) == len(HEADS)
        yield "  ".join(
            cell.rjust(width) if is_row and k in _NUMBERS else cell.ljust(width)
            for k, (cell, width) in enumerate(aligned)
        ).rstrip()
    yield ""
    yield "Best paid:"
    for row in compared.rows:
        best = [f"{compared.people[who][1]} {format_minor(minor, currency)}" for who, minor in row.outcome.best_paid]
        if best:
            yield f"  {row.rule.name} {json.dumps(row.rule.to_json())}: {', '.join(best)}"


def _cells(row: Compared, compared: Comparison, currency: str) -> tuple[str, ...]:
    outcome, exposure = row.outcome, row.outcome.exposure
    rule = (f"{'*' if row.is_own else ' '}{row.rule.name}", json.dumps(row.rule.to_json()))
    if outcome.refusal:
        return (*rule, outcome.refusal)
    return (
        *rule,
        format_minor(outcome.total_paid_minor, currency),
        format_minor(outcome.remainder_minor, currency),
        f"{len(outcome.paid_minor):,}",
        written_gini(outcome.gini_of_paid) or "none",
        written_gini(outcome.gini_of_members) or "none",
        format_minor(exposure.attack.gain_minor, currency) if exposure else "none",
        compared.people[exposure.person][1] if exposure else "",
    )
