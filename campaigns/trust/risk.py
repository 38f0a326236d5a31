"""The rules of trust: each named, explained in a sentence, and with what is to be thought of before acting on it. PURE.

A rule tells; it never punishes. Severity 1 is to know of, 2 to look at, 3 puts rewards on hold until a person decides.
To add a rule: a function in one of the files of risks, a line in RULES, a section in docs/TRUST.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from campaigns.saying import all_of, decimal, said, said_of
from campaigns.trust.risk_branches import chain_insertion, join_burst, one_day_star, shared_connection
from campaigns.trust.risk_facts import Facts, Noticed
from campaigns.trust.risk_people import address_aliases, disposable_addresses, self_referral
from campaigns.trust.risk_reports import impossible_travel, same_evidence, same_spot

Numbers = Mapping[str, Any]


@dataclass(frozen=True)
class Rule:
    """One rule: what it is called, how it looks, what it says with its numbers, and what may be behind it."""

    name: str
    title: str
    find: Callable[[Facts], Iterable[Noticed]]
    say: Callable[[Numbers], str]
    innocent: str


def _say_connection(told: Numbers) -> str:
    if not told["in_a_line"]:
        return said(
            "%(people)s people, an inviter and direct recruits, were seen on one connection.", people=told["people"]
        )
    if told["one_device"]:
        return said(
            "%(in_a_line)s people, each brought in by the one before and nobody else beside them, were seen on one"
            " device; %(on_connection)s people of the campaign were seen on it in all.",
            **told,
        )
    return said(
        "%(in_a_line)s people, each brought in by the one before and nobody else beside them, were seen on one"
        " connection; %(on_connection)s people of the campaign were seen on it in all.",
        **told,
    )


def _say_burst(told: Numbers) -> str:
    return said(
        "%(joins)s direct recruits joined within %(minutes)s minutes; %(shared)s.", **told, shared=_shared(told)
    )


def _say_star(told: Numbers) -> str:
    return said(
        "%(accounts)s of %(recruits)s direct recruits did nothing but join and were not seen after a day; %(shared)s.",
        **told,
        shared=_shared(told),
    )


def _shared(told: Numbers) -> str:
    parts = ("on_one_connection", "on_one_device", "throwaway_addresses")
    return said(
        "%(on_one_connection)s %% share a connection, %(on_one_device)s %% a device, %(throwaway_addresses)s %% have"
        " throwaway addresses",
        **{part: round(100 * told[part]) for part in parts},
    )


def _say_disposable(told: Numbers) -> str:
    domains = ", ".join(told["domains"])
    if told["people"] == 1:
        return said(
            "The address is of a domain that gives addresses away for a short time (%(domains)s).", domains=domains
        )
    return said(
        "%(people)s direct recruits of one person have addresses of disposable domains (%(domains)s).",
        people=told["people"],
        domains=domains,
    )


def _say_aliases(told: Numbers) -> str:
    if told["on_one_chain"] > 1:
        return said(
            "%(places)s places have addresses that reach one mailbox; %(on_one_chain)s of them stand on one chain.",
            **told,
        )
    return said("%(places)s places have addresses that reach one mailbox.", **told)


def _say_self_referral(told: Numbers) -> str:
    if told["under_another_address"]:
        return said_of(
            told["attempts"],
            "Tried once to join below themselves, %(under_another_address)s of these with another address that reaches"
            " the same mailbox.",
            "Tried %(n)s times to join below themselves, %(under_another_address)s of these with another address that"
            " reaches the same mailbox.",
            under_another_address=told["under_another_address"],
        )
    return said_of(
        told["attempts"], "Tried once to join below themselves.", "Tried %(n)s times to join below themselves."
    )


def _say_evidence(told: Numbers) -> str:
    km = decimal(told["km_apart"], 1)
    if told["identical"]:
        return said(
            "%(reporters)s reporters sent the same file; the places they gave are up to %(km)s km apart.",
            reporters=told["reporters"],
            km=km,
        )
    return said(
        "Pictures of two reporters differ in %(bits)s of 64 bits; the places they gave are %(km)s km apart.",
        bits=told["bits_apart"],
        km=km,
    )


def _say_spot(told: Numbers) -> str:
    return said(
        "The devices of %(reporters)s reporters gave exactly the same position, to about a metre.",
        reporters=told["reporters"],
    )


def _say_travel(told: Numbers) -> str:
    return said(
        "%(legs)s journeys between this person's reports are faster than an aircraft, the longest %(km)s km in"
        " %(minutes)s minutes; in %(by_device)s of them both positions came from a device.",
        **told,
    )


def _say_insertion(told: Numbers) -> str:
    shared = said("one device") if told["one_device"] else said("one connection")
    if told["throwaway_address"]:
        shared = said("%(shared)s and a throwaway address", shared=shared)
    return said(
        "%(between)s people with nothing but one recruit each stand above a finder who joined %(minutes_before)s"
        " minutes after the nearest and reported %(minutes_to_report)s minutes later; they share %(shared)s.",
        **{**told, "shared": shared},
    )


RULES: Mapping[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(
            "shared_connection",
            said("Same device or connection along one chain"),
            shared_connection,
            _say_connection,
            said(
                "Families, schools, offices and carriers put many people behind one address; relatives lend each other "
                "phones."
            ),
        ),
        Rule(
            "join_burst",
            said("Burst of joins under one node"),
            join_burst,
            _say_burst,
            said("A class, a meeting, or a post that was passed on."),
        ),
        Rule(
            "one_day_star",
            said("Star of one-day accounts"),
            one_day_star,
            _say_star,
            said("Most people who join do nothing more; a class joins from one place."),
        ),
        Rule(
            "disposable_address",
            said("Disposable e-mail domain"),
            disposable_addresses,
            _say_disposable,
            said("Careful people keep their address to themselves."),
        ),
        Rule(
            "address_aliases",
            said("Aliases of one e-mail address"),
            address_aliases,
            _say_aliases,
            said("Parents sign children up with a tag behind their own address."),
        ),
        Rule(
            "self_referral",
            said("Self-referral attempts"),
            self_referral,
            _say_self_referral,
            said("People try their own link out."),
        ),
        Rule(
            "same_evidence",
            said("Same or nearly the same evidence across reporters"),
            same_evidence,
            _say_evidence,
            said("Friends pass a photograph on, and two who stand side by side take the same picture."),
        ),
        Rule(
            "same_spot",
            said("Same spot to the metre across reporters"),
            same_spot,
            _say_spot,
            said("Browsers on desks and some Wi-Fi networks give one position to all."),
        ),
        Rule(
            "impossible_travel",
            said("Impossible travel between reports"),
            impossible_travel,
            _say_travel,
            said("Somebody reports what a friend elsewhere saw, or a phone held on to an old position."),
        ),
        Rule(
            "chain_insertion",
            said("Chain insertion just before a report"),
            chain_insertion,
            _say_insertion,
            said("Somebody joins, shows it to whoever sits beside them, and that one had seen it."),
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


def sentence(kind: str, told: Numbers) -> str:
    """Say what was noticed, with its numbers."""
    return RULES[kind].say(told)


def reason(kind: str, told: Numbers) -> str:
    """Say why rewards wait: which rule noticed something, and what."""
    return all_of([said("%(title)s.", title=RULES[kind].title), sentence(kind, told)])
