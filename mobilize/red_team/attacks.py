"""The attacks that are planted, each careless at times and careful at others. PURE.

Who is careful enough leaves nothing to be told from: no rule finds these, and the figures say how many there are.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from mobilize.red_team.plan import PLACES, Plan, PlannedAttempt

_CARELESS, _HALF_CAREFUL = 0.6, 0.85
_THROWAWAY = ("mailinator.com", "yopmail.com", "guerrillamail.com")


def plant_attacks(plan: Plan, each: int) -> None:
    """Plant so many attacks of each kind."""
    for number in range(each):
        _plant_chain(plan, number)
        _plant_star(plan, number, slow=number % 2 == 1)
        _plant_aliases(plan, number)
        _plant_disposables(plan, number)
        _plant_self_referral(plan, number)
        _plant_ring(plan, number)
        _plant_plagiarist(plan)
        _plant_forged_positions(plan, number)
        _plant_insertion(plan, number)


def _begin(plan: Plan) -> tuple[int | None, datetime]:
    at = plan.moment(first=0.5, last=7.0)
    return plan.somebody(at), at


def _plant_chain(plan: Plan, number: int) -> None:
    """Fakes in a line, the last of which reports: the chain's shares come back to one person."""
    inviter, at = _begin(plan)
    care = plan.draw.random()
    address, agent = plan.connection() + " at home", plan.agent()
    line: list[int] = []
    for step in range(plan.draw.randint(4, 8)):
        at += timedelta(minutes=plan.draw.uniform(2, 25))
        own = plan.connection() if care >= _HALF_CAREFUL else address
        line.append(
            plan.join(
                line[-1] if line else inviter,
                at,
                email=f"chain{number}.{step}@example.org",
                address=own,
                agent=agent if care < _CARELESS else plan.agent(),
            )
        )
    plan.report(line[-1], at + timedelta(hours=1))
    plan.plant("sybil_chain", line, "shared_connection")


def _plant_star(plan: Plan, number: int, *, slow: bool) -> None:
    """Accounts under one node, made for its numbers: in half an hour, or a few a day."""
    inviter, at = _begin(plan)
    at = min(at, plan.moment(first=0.5, last=4.0))
    care = plan.draw.random()
    address, agent = plan.connection() + " of a star", plan.agent()
    hub = plan.join(inviter, at, address=address, agent=agent)
    leaves: list[int] = []
    for leaf in range(plan.draw.randint(12, 24)):
        at += timedelta(hours=plan.draw.uniform(2, 6)) if slow else timedelta(minutes=plan.draw.uniform(0.5, 2))
        domain = plan.draw.choice(_THROWAWAY) if care < _CARELESS else "example.org"
        careful = care >= _HALF_CAREFUL
        leaves.append(
            plan.join(
                hub,
                at,
                email=f"star{number}.{leaf}@{domain}",
                address=plan.connection() if careful else address,
                agent=plan.agent() if careful else agent,
            )
        )
    plan.plant("star", [hub, *leaves], "one_day_star", *(() if slow else ("join_burst",)))


def _plant_aliases(plan: Plan, number: int) -> None:
    """One mailbox with several places, one below the other."""
    inviter, at = _begin(plan)
    people: list[int] = []
    for tag in range(plan.draw.randint(2, 5)):
        name = f"aliasof{number}"
        dotted = f"{name[: tag + 1]}.{name[tag + 1 :]}@gmail.com"
        email = dotted if number % 2 else f"{name}+{tag}@example.org"
        at += timedelta(hours=plan.draw.uniform(0.2, 8))
        people.append(plan.join(people[-1] if people else inviter, at, email=email))
    plan.plant("aliases", people, "address_aliases")


def _plant_disposables(plan: Plan, number: int) -> None:
    inviter, at = _begin(plan)
    hub = plan.join(inviter, at)
    known = plan.draw.random() < _HALF_CAREFUL
    people = [
        plan.join(
            hub,
            at + timedelta(hours=5 * step + 1),
            email=f"gone{number}.{step}@{plan.draw.choice(_THROWAWAY) if known else 'fresh-domain.example.org'}",
        )
        for step in range(plan.draw.randint(3, 6))
    ]
    plan.plant("disposable_branch", people, "disposable_address")


def _plant_self_referral(plan: Plan, number: int) -> None:
    inviter, at = _begin(plan)
    person = plan.join(inviter, at, email=f"self{number}@example.org")
    another = f"self{number}+again@example.org" if plan.draw.random() < _HALF_CAREFUL else f"else{number}@example.org"
    plan.attempts.append(PlannedAttempt(person, another, at + timedelta(hours=1)))
    plan.plant("self_referral", [person], "self_referral")


def _plant_ring(plan: Plan, number: int) -> None:
    """People of different branches who back each other up with the same made-up spot, some with the same file."""
    at = plan.moment(first=1.0, last=7.0)
    objective = plan.draw.randrange(len(PLACES))
    care = plan.draw.random()
    spot = (PLACES[objective][0] + 0.01 * plan.draw.random(), PLACES[objective][1] + 0.01 * plan.draw.random())
    file = plan.picture()
    people: list[int] = []
    for member in range(plan.draw.randint(4, 6)):
        person = plan.join(
            plan.somebody(at), at + timedelta(minutes=20 * member), email=f"ring{number}.{member}@example.org"
        )
        joined = plan.people[person].joined_at
        pictures = (file,) if care < _CARELESS and member % 2 == 0 else ()
        own = spot if care < _HALF_CAREFUL else None
        plan.report(person, joined + timedelta(hours=2), objective=objective, spot=own, pictures=pictures)
        people.append(person)
    plan.plant("collusion_ring", people, "same_spot")


def _plant_plagiarist(plan: Plan) -> None:
    """Somebody takes an honest report's picture: as it is, saved anew, or cropped until it looks like another."""
    honest = [report for report in plan.reports if report.pictures]
    if not honest:
        return
    taken = plan.draw.choice(honest)
    care = plan.draw.random()
    at = max(taken.at, plan.people[taken.person].joined_at) + timedelta(hours=plan.draw.uniform(1, 12))
    thief = plan.join(plan.somebody(at), at)
    flips = 0 if care < _CARELESS else plan.draw.randint(1, 5) if care < _HALF_CAREFUL else plan.draw.randint(12, 24)
    sha256, near = taken.pictures[0]
    if flips:
        bits = int(near, 16)
        for bit in plan.draw.sample(range(64), flips):
            bits ^= 1 << bit
        sha256, near = plan.picture()[0], f"{bits:016x}"
    elsewhere = (taken.objective + 1) % len(PLACES)
    plan.report(thief, at + timedelta(minutes=40), objective=elsewhere, pictures=((sha256, near),))
    plan.plant("plagiarised_report", [thief], "same_evidence")


def _plant_forged_positions(plan: Plan, number: int) -> None:
    """One phone in several countries within the hour; the careful let a day pass between them."""
    inviter, at = _begin(plan)
    person = plan.join(inviter, at)
    careful = plan.draw.random() >= _HALF_CAREFUL
    for stop in range(3):
        at += timedelta(hours=30 if careful else plan.draw.uniform(0.3, 0.9))
        plan.report(person, at, objective=(number + stop) % len(PLACES))
    plan.plant("forged_positions", [person], "impossible_travel")


def _plant_insertion(plan: Plan, number: int) -> None:
    """A finder about to join puts one or two people who do not exist between themselves and whoever told them."""
    inviter, at = _begin(plan)
    care = plan.draw.random()
    told = plan.join(inviter, at)
    at = plan.people[told].joined_at + timedelta(hours=3)
    address, agent = plan.connection() + " of a finder", plan.agent()
    between: list[int] = []
    for fake in range(plan.draw.randint(1, 2)):
        at += timedelta(minutes=plan.draw.uniform(3, 30))
        between.append(
            plan.join(
                between[-1] if between else told,
                at,
                email=f"between{number}.{fake}@example.org",
                address=plan.connection() if care >= _HALF_CAREFUL else address,
                agent=agent if care < _CARELESS else plan.agent(),
            )
        )
    finder = plan.join(between[-1], at + timedelta(minutes=10), address=address, agent=agent)
    plan.report(finder, plan.people[finder].joined_at + timedelta(minutes=plan.draw.uniform(5, 60)))
    plan.plant("chain_insertion", [*between, finder], "chain_insertion")
