"""The rules of trust: each named, explained in a sentence, and with what is to be thought of before acting on it. PURE.

A rule tells; it never punishes. Severity 1 is to know of, 2 to look at, 3 puts rewards on hold until a person decides.
To add a rule: a function in one of the files of risks, a line in RULES, a section in docs/TRUST.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from campaigns.trust.risk_branches import chain_insertion, join_burst, one_day_star, shared_connection
from campaigns.trust.risk_facts import Facts, Noticed
from campaigns.trust.risk_people import address_aliases, disposable_addresses, self_referral
from campaigns.trust.risk_reports import impossible_travel, same_evidence, same_spot


@dataclass(frozen=True)
class Rule:
    """One rule: what it is called, how it looks, what it says with its numbers, and what may be behind it."""

    name: str
    title: str
    find: Callable[[Facts], Iterable[Noticed]]
    say: Callable[[Mapping[str, Any]], str]
    innocent: str


def _say_connection(told: Mapping[str, Any]) -> str:
    if told["in_a_line"]:
        where = "one device" if told["one_device"] else "one connection"
        return (
            f"{told['in_a_line']} people, each brought in by the one before and nobody else beside them, were seen on "
            f"{where}; {told['on_connection']} people of the campaign were seen on it in all."
        )
    return f"{told['people']} people, an inviter and direct recruits, were seen on one connection."


def _say_burst(told: Mapping[str, Any]) -> str:
    return f"{told['joins']} direct recruits joined within {told['minutes']} minutes; {_shared(told)}."


def _say_star(told: Mapping[str, Any]) -> str:
    return (
        f"{told['accounts']} of {told['recruits']} direct recruits did nothing but join and were not seen after a day; "
        f"{_shared(told)}."
    )


def _shared(told: Mapping[str, Any]) -> str:
    return (
        f"{told['on_one_connection']:.0%} share a connection, {told['on_one_device']:.0%} a device, "
        f"{told['throwaway_addresses']:.0%} have throwaway addresses"
    )


def _say_disposable(told: Mapping[str, Any]) -> str:
    domains = ", ".join(told["domains"])
    if told["people"] == 1:
        return f"The address is of a domain that gives addresses away for a short time ({domains})."
    return f"{told['people']} direct recruits of one person have addresses of disposable domains ({domains})."


def _say_aliases(told: Mapping[str, Any]) -> str:
    chain = told["on_one_chain"]
    return f"{told['places']} places have addresses that reach one mailbox" + (
        f"; {chain} of them stand on one chain." if chain > 1 else "."
    )


def _say_self_referral(told: Mapping[str, Any]) -> str:
    times = "once" if told["attempts"] == 1 else f"{told['attempts']} times"
    by_another = told["under_another_address"]
    return f"Tried {times} to join below themselves" + (
        f", {by_another} of these with another address that reaches the same mailbox." if by_another else "."
    )


def _say_evidence(told: Mapping[str, Any]) -> str:
    if told["identical"]:
        return (
            f"{told['reporters']} reporters sent the same file; the places they gave are up to "
            f"{told['km_apart']} km apart."
        )
    return (
        f"Pictures of two reporters differ in {told['bits_apart']} of 64 bits; the places they gave are "
        f"{told['km_apart']} km apart."
    )


def _say_spot(told: Mapping[str, Any]) -> str:
    return f"The devices of {told['reporters']} reporters gave exactly the same position, to about a metre."


def _say_travel(told: Mapping[str, Any]) -> str:
    return (
        f"{told['legs']} journeys between this person's reports are faster than an aircraft, the longest {told['km']} "
        f"km in {told['minutes']} minutes; in {told['by_device']} of them both positions came from a device."
    )


def _say_insertion(told: Mapping[str, Any]) -> str:
    shared = "one device" if told["one_device"] else "one connection"
    mail = " and a throwaway address" if told["throwaway_address"] else ""
    return (
        f"{told['between']} people with nothing but one recruit each stand above a finder who joined "
        f"{told['minutes_before']} minutes after the nearest and reported {told['minutes_to_report']} minutes later; "
        f"they share {shared}{mail}."
    )


RULES: Mapping[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(
            "shared_connection",
            "Same device or connection along one chain",
            shared_connection,
            _say_connection,
            "Families, schools, offices and carriers put many people behind one address; relatives lend each other "
            "phones.",
        ),
        Rule(
            "join_burst",
            "Burst of joins under one node",
            join_burst,
            _say_burst,
            "A class, a meeting, or a post that was passed on.",
        ),
        Rule(
            "one_day_star",
            "Star of one-day accounts",
            one_day_star,
            _say_star,
            "Most people who join do nothing more; a class joins from one place.",
        ),
        Rule(
            "disposable_address",
            "Disposable e-mail domain",
            disposable_addresses,
            _say_disposable,
            "Careful people keep their address to themselves.",
        ),
        Rule(
            "address_aliases",
            "Aliases of one e-mail address",
            address_aliases,
            _say_aliases,
            "Parents sign children up with a tag behind their own address.",
        ),
        Rule(
            "self_referral",
            "Self-referral attempts",
            self_referral,
            _say_self_referral,
            "People try their own link out.",
        ),
        Rule(
            "same_evidence",
            "Same or nearly the same evidence across reporters",
            same_evidence,
            _say_evidence,
            "Friends pass a photograph on, and two who stand side by side take the same picture.",
        ),
        Rule(
            "same_spot",
            "Same spot to the metre across reporters",
            same_spot,
            _say_spot,
            "Browsers on desks and some Wi-Fi networks give one position to all.",
        ),
        Rule(
            "impossible_travel",
            "Impossible travel between reports",
            impossible_travel,
            _say_travel,
            "Somebody reports what a friend elsewhere saw, or a phone held on to an old position.",
        ),
        Rule(
            "chain_insertion",
            "Chain insertion just before a report",
            chain_insertion,
            _say_insertion,
            "Somebody joins, shows it to whoever sits beside them, and that one had seen it.",
        ),
    )
}


def find_risks(facts: Facts) -> list[Noticed]:
    """Apply every rule; of several about one subject the gravest is told."""
    gravest: dict[tuple[str, str], Noticed] = {}
    for rule in RULES.values():
        for noticed in rule.find(facts):
            known = gravest.get((noticed.kind, noticed.subject))
            if known is None or (noticed.severity, len(noticed.people)) > (known.severity, len(known.people)):
                gravest[noticed.kind, noticed.subject] = noticed
    return sorted(gravest.values(), key=lambda noticed: (-noticed.severity, noticed.kind, noticed.subject))


def sentence(kind: str, told: Mapping[str, Any]) -> str:
    """Say what was noticed, with its numbers."""
    return RULES[kind].say(told)
