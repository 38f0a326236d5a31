"""The rules about people's addresses: disposable ones, aliases of one, and joining below oneself. PURE."""

from __future__ import annotations

from collections.abc import Iterator

from campaigns.trust.addresses import domain_of, is_disposable, mailbox
from campaigns.trust.risk_facts import HOLD, KNOW, LOOK, Facts, Noticed, Person


def disposable_addresses(facts: Facts) -> Iterator[Noticed]:
    """Addresses of domains that give them away by the hour: one is somebody's privacy, several under one node not."""
    by_inviter: dict[int | None, list[Person]] = {}
    for person in _in_order(facts):
        if person.email and is_disposable(person.email, facts.disposable):
            by_inviter.setdefault(person.inviter_id, []).append(person)
    for inviter, group in by_inviter.items():
        if inviter is not None and len(group) >= facts.thresholds.disposable_to_look:
            yield Noticed(
                kind="disposable_address",
                severity=LOOK,
                subject=f"under:{inviter}",
                people=tuple(person.id for person in group),
                suspects=tuple(person.id for person in group),
                facts={"people": len(group), "domains": sorted({domain_of(person.email) for person in group})},
            )
            continue
        for person in group:
            yield Noticed(
                kind="disposable_address",
                severity=KNOW,
                subject=f"person:{person.id}",
                people=(person.id,),
                facts={"people": 1, "domains": [domain_of(person.email)]},
            )


def address_aliases(facts: Facts) -> Iterator[Noticed]:
    """Several places whose addresses reach one mailbox; a parent who signs up a child does that too."""
    by_mailbox: dict[str, list[Person]] = {}
    for person in _in_order(facts):
        if person.email:
            by_mailbox.setdefault(mailbox(person.email), []).append(person)
    for group in by_mailbox.values():
        if len(group) < 2:
            continue
        ids = {person.id for person in group}
        # How many of them stand on one chain: only these are paid for the same finding.
        on_chain = max(1 + sum(above.id in ids for above in facts.above(person.id)) for person in group)
        grave = on_chain >= facts.thresholds.aliases_to_hold
        yield Noticed(
            kind="address_aliases",
            severity=HOLD if grave else LOOK,
            # By whoever came first: the address itself is nobody's to read here.
            subject=f"mailbox:{group[0].id}",
            people=tuple(person.id for person in group),
            suspects=tuple(person.id for person in group),
            facts={"places": len(group), "on_one_chain": on_chain},
        )


def self_referral(facts: Facts) -> Iterator[Noticed]:
    """Attempts to join below oneself; people try their own link out, so one alone says little."""
    by_person: dict[int, list[str]] = {}
    for attempt in facts.attempts:
        by_person.setdefault(attempt.participant_id, []).append(attempt.address)
    for participant_id, addresses in by_person.items():
        person = facts.people.get(participant_id)
        own = person.email if person else ""
        under_another = sum(bool(address) and address != own for address in addresses)
        look = under_another or len(addresses) >= facts.thresholds.attempts_to_look
        yield Noticed(
            kind="self_referral",
            severity=LOOK if look else KNOW,
            subject=f"person:{participant_id}",
            people=(participant_id,),
            suspects=(participant_id,),
            facts={"attempts": len(addresses), "under_another_address": under_another},
        )


def uses_throwaway(person: Person, facts: Facts, *, beside: Person | None = None) -> bool:
    """Tell whether the address is disposable, or reaches the same mailbox as this other person's."""
    if not person.email:
        return False
    if is_disposable(person.email, facts.disposable):
        return True
    return beside is not None and bool(beside.email) and mailbox(person.email) == mailbox(beside.email)


def _in_order(facts: Facts) -> list[Person]:
    return sorted(facts.people.values(), key=lambda person: person.id)
