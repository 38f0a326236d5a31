"""The rules about branches: chains on one connection, bursts, stars, and people put in between. PURE.

One connection is shared by families, schools, conferences and whole towns behind one carrier, so it never holds
anybody's rewards by itself: what does is a shape that friends do not have, on one device or with throwaway addresses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from campaigns.trust.addresses import is_disposable, mailbox
from campaigns.trust.risk_facts import HOLD, KNOW, LOOK, Connection, Facts, Noticed, Person
from campaigns.trust.risk_people import uses_throwaway


def shared_connection(facts: Facts) -> Iterator[Noticed]:
    """People of one chain on one connection; graver where each brought in exactly one, from one device, in a rush."""
    limits = facts.thresholds
    for connection, members in facts.people_on.items():
        lines = [line for line in _straight_lines(facts, members) if len(line) > 1]
        long = [line for line in lines if len(line) >= limits.line_to_look]
        is_theirs = sum(map(len, long)) >= limits.line_part_of_connection * len(members)
        told: set[int] = set()
        for line in long if is_theirs else ():
            severity = _severity_of_line(facts, line, connection)
            told.update(person.id for person in line)
            yield _noticed_line(line, severity, members, facts, connection)
        # Whoever is on a connection with their inviter and stands in no such line: a family, a class, a café.
        for inviter_id in sorted({facts.people[m].inviter_id or 0 for m in members if m in facts.people}):
            if inviter_id not in members or inviter_id in told:
                continue
            beside = [person for person in facts.recruits_of.get(inviter_id, ()) if person.id in members]
            ids = (inviter_id, *(person.id for person in beside))
            yield Noticed(
                kind="shared_connection",
                severity=KNOW,
                subject=f"beside:{inviter_id}",
                people=ids,
                facts={"people": len(ids), "in_a_line": 0, "one_device": False, "on_connection": len(members)},
            )


def join_burst(facts: Facts) -> Iterator[Noticed]:
    """Many direct recruits of one node within an hour: a class or a good post does that, so look at what they share."""
    limits = facts.thresholds
    for hub_id, recruits in facts.recruits_of.items():
        group = _densest(recruits, limits.burst_within)
        if len(group) < limits.burst_joins:
            continue
        connection_part, device_part = _shared_parts(facts, group)
        throwaway_part = _throwaway_part(facts, group)
        if throwaway_part >= limits.throwaway_part and connection_part >= limits.same_device_part:
            severity = HOLD
        elif throwaway_part >= limits.throwaway_part or device_part >= limits.same_device_part:
            severity = LOOK
        else:
            severity = KNOW
        yield Noticed(
            kind="join_burst",
            severity=severity,
            subject=f"under:{hub_id}:{group[0].joined_at:%Y-%m-%d}",
            people=(hub_id, *(person.id for person in group)),
            suspects=tuple(person.id for person in group) if severity > KNOW else (),
            facts={
                "joins": len(group),
                "minutes": _minutes(group[-1].joined_at - group[0].joined_at),
                "on_one_connection": round(connection_part, 2),
                "on_one_device": round(device_part, 2),
                "throwaway_addresses": round(throwaway_part, 2),
            },
        )


def one_day_star(facts: Facts) -> Iterator[Noticed]:
    """A node whose recruits were made, joined and were never heard of again within a day."""
    limits = facts.thresholds
    if facts.at is None:
        return
    for hub_id, recruits in facts.recruits_of.items():
        hub = facts.people.get(hub_id)
        idle = [
            person
            for person in recruits
            if person.recruits == 0
            and person.reports == 0
            and facts.at - person.joined_at >= limits.one_day
            and (person.account_since is None or person.joined_at - person.account_since <= limits.one_day)
            and not _came_back(facts, person, limits.one_day)
        ]
        if hub is None or len(idle) < max(limits.star_accounts, limits.star_part * hub.recruits):
            continue
        connection_part, device_part = _shared_parts(facts, [hub, *idle])
        throwaway_part = _throwaway_part(facts, idle)
        if throwaway_part >= limits.throwaway_part and connection_part >= limits.same_device_part:
            severity = HOLD
        elif throwaway_part >= limits.throwaway_part or device_part >= limits.same_device_part:
            severity = LOOK
        else:
            severity = KNOW
        yield Noticed(
            kind="one_day_star",
            severity=severity,
            subject=f"under:{hub_id}",
            people=(hub_id, *(person.id for person in idle)),
            # Whoever brought them in is the one whom they are for.
            suspects=(hub_id, *(person.id for person in idle)) if severity > KNOW else (),
            facts={
                "accounts": len(idle),
                "recruits": hub.recruits,
                "on_one_connection": round(connection_part, 2),
                "on_one_device": round(device_part, 2),
                "throwaway_addresses": round(throwaway_part, 2),
            },
        )


def chain_insertion(facts: Facts) -> Iterator[Noticed]:
    """Somebody with one recruit and nothing else, who joined just before that recruit joined and reported."""
    limits = facts.thresholds
    for finder_id, reports in facts.reports_of.items():
        finder = facts.people.get(finder_id)
        if finder is None:
            continue
        report = min(reports, key=lambda report: (report.received_at, report.finding_id))
        if not timedelta(0) <= report.received_at - finder.joined_at <= limits.report_after_joining:
            continue
        between: list[Person] = []
        below = finder
        for person in facts.above(finder_id):
            gap = below.joined_at - person.joined_at
            if person.recruits != 1 or person.reports or gap > limits.insertion_before_recruit:
                break
            if not facts.share_connection(person.id, finder_id) and (
                person.inviter_id is None or not facts.share_connection(person.id, person.inviter_id)
            ):
                break
            between.append(person)
            below = person
        if not between:
            continue
        device = any(facts.share_device(person.id, finder_id) for person in between)
        throwaway = any(uses_throwaway(person, facts, beside=finder) for person in between)
        # A root between nobody and the finder takes nothing away from anybody above.
        grave = (device or throwaway) and between[-1].inviter_id is not None
        yield Noticed(
            kind="chain_insertion",
            severity=HOLD if grave else LOOK,
            subject=f"above:{finder_id}",
            people=(*(person.id for person in between), finder_id),
            suspects=tuple(person.id for person in between),
            finding_id=report.finding_id,
            facts={
                "between": len(between),
                "minutes_before": _minutes(finder.joined_at - between[0].joined_at),
                "minutes_to_report": _minutes(report.received_at - finder.joined_at),
                "one_device": device,
                "throwaway_address": throwaway,
            },
        )


def _straight_lines(facts: Facts, members: set[int]) -> Iterator[list[Person]]:
    """Cut those of the connection into lines in which everybody but the last brought in exactly one person."""
    for member in sorted(members):
        person = facts.people.get(member)
        if person is None:
            continue
        inviter = facts.people.get(person.inviter_id) if person.inviter_id in members else None
        if inviter is not None and inviter.recruits == 1:
            continue  # not the top of a line
        line = [person]
        while line[-1].recruits == 1:
            next_one = next((each for each in facts.recruits_of.get(line[-1].id, ()) if each.id in members), None)
            if next_one is None:
                break
            line.append(next_one)
        yield line


def _severity_of_line(facts: Facts, line: Sequence[Person], connection: Connection) -> int:
    limits = facts.thresholds
    device = _is_one_device(facts, line, connection)
    throwaway = _throwaway_part(facts, line) >= limits.throwaway_part
    in_a_rush = line[-1].joined_at - line[0].joined_at <= limits.line_within
    if len(line) >= limits.line_to_hold:
        return HOLD if in_a_rush and (device or throwaway) else LOOK
    return LOOK if device or throwaway else KNOW


def _noticed_line(
    line: Sequence[Person], severity: int, members: set[int], facts: Facts, connection: Connection
) -> Noticed:
    ids = tuple(person.id for person in line)
    return Noticed(
        kind="shared_connection",
        severity=severity,
        subject=f"line:{ids[0]}",
        people=ids,
        suspects=ids if severity > KNOW else (),
        facts={
            "people": len(ids),
            "in_a_line": len(ids),
            "one_device": _is_one_device(facts, line, connection),
            "on_connection": len(members),
        },
    )


def _is_one_device(facts: Facts, people: Sequence[Person], connection: Connection) -> bool:
    devices = [{d for d in facts.devices_of.get(person.id, ()) if d[:2] == connection} for person in people]
    return bool(set.intersection(*devices))


def _shared_parts(facts: Facts, group: Sequence[Person]) -> tuple[float, float]:
    """Give which part of a group was seen on its commonest connection, and on its commonest device."""
    connections = Counter(each for person in group for each in facts.connections_of.get(person.id, ()))
    devices = Counter(each for person in group for each in facts.devices_of.get(person.id, ()))
    commonest = [counted.most_common(1)[0][1] if counted else 0 for counted in (connections, devices)]
    return commonest[0] / len(group), commonest[1] / len(group)


def _throwaway_part(facts: Facts, group: Sequence[Person]) -> float:
    """Give which part has disposable addresses, or aliases of the mailbox of somebody else in the group."""
    mailboxes = Counter(mailbox(person.email) for person in group if person.email)
    return sum(
        is_disposable(person.email, facts.disposable) or mailboxes[mailbox(person.email)] > 1
        for person in group
        if person.email
    ) / len(group)


def _densest(people: Sequence[Person], within: timedelta) -> Sequence[Person]:
    """Give the most people who joined within such a time; they come in the order of joining."""
    best: Sequence[Person] = ()
    start = 0
    for end in range(len(people)):
        while people[end].joined_at - people[start].joined_at > within:
            start += 1
        if end - start + 1 > len(best):
            best = people[start : end + 1]
    return best


def _came_back(facts: Facts, person: Person, within: timedelta) -> bool:
    last = facts.last_seen.get(person.id)
    return last is not None and last - person.joined_at > within


def _minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)
