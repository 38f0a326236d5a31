"""Honest people who look like attackers: what a rule has to leave alone. PURE."""

from __future__ import annotations

from datetime import timedelta

from mobilize.red_team.plan import PLACES, Plan, PlannedAttempt


def plant_look_alikes(plan: Plan, each: int) -> None:
    """Plant so many groups of each kind."""
    for number in range(each):
        _plant_family(plan)
        _plant_class(plan, number)
        _plant_viral_day(plan)
        _plant_conference(plan)
        _plant_friends(plan)
        _plant_travellers(plan)
        _plant_quiet_person(plan, number)
        _plant_parent(plan, number)
        _plant_lent_phone(plan)
        _plant_own_link(plan)


def _plant_family(plan: Plan) -> None:
    """On one Wi-Fi, brought in one by another; two of them may have the same phone, and one saw it first."""
    at = plan.moment(first=0.5, last=7.0)
    wifi, phone = plan.connection() + " of a family", plan.agent()
    people = [plan.join(plan.somebody(at), at, address=wifi, agent=phone)]
    for _ in range(plan.draw.randint(2, 4)):
        at += timedelta(hours=plan.draw.uniform(0.3, 20))
        under = people[-1] if plan.draw.random() < 0.4 else people[0]
        same_phone = plan.draw.random() < 0.3
        people.append(plan.join(under, at, address=wifi, agent=phone if same_phone else plan.agent()))
    if plan.draw.random() < 0.5:
        plan.report(people[-1], plan.people[people[-1]].joined_at + timedelta(minutes=plan.draw.uniform(20, 600)))
    plan.plant("family", people)


def _plant_class(plan: Plan, number: int) -> None:
    """Pupils under their teacher within the hour, from the school's one address; every third school has tablets."""
    at = plan.moment(first=0.5, last=7.0)
    school = plan.connection() + " of a school"
    tablet = plan.agent() if number % 3 == 0 else ""
    teacher = plan.join(plan.somebody(at), at, address=school)
    people = [teacher]
    for _ in range(plan.draw.randint(18, 28)):
        under = teacher if plan.draw.random() < 0.85 else plan.draw.choice(people)
        joined = at + timedelta(minutes=plan.draw.uniform(2, 50))
        people.append(plan.join(under, joined, address=school, agent=tablet))
    for pupil in plan.draw.sample(people[1:], 4):
        plan.report(pupil, plan.people[pupil].joined_at + timedelta(days=plan.draw.uniform(0.2, 2)))
    plan.plant("school_class", people)


def _plant_viral_day(plan: Plan) -> None:
    """Somebody's post is passed on, and strangers join by it all afternoon."""
    at = plan.moment(first=0.5, last=7.0)
    hub = plan.join(plan.somebody(at), at)
    people = [hub, *(plan.join(hub, at + timedelta(hours=3 * plan.draw.random() ** 2)) for _ in range(60))]
    for person in people[1:]:
        if plan.draw.random() < 0.1:
            plan.report(person, plan.people[person].joined_at + timedelta(hours=plan.draw.uniform(1, 40)))
    plan.plant("viral_day", people)


def _plant_conference(plan: Plan) -> None:
    """People of many branches, and some whom they brought along, on one Wi-Fi."""
    at = plan.moment(first=0.5, last=7.0)
    hall = plan.connection() + " of a hall"
    people: list[int] = []
    for _ in range(25):
        joined = at + timedelta(hours=plan.draw.uniform(0, 8))
        under = plan.draw.choice(people) if people and plan.draw.random() < 0.5 else plan.somebody(joined)
        people.append(plan.join(under, joined, address=hall))
    plan.plant("conference", people)


def _plant_friends(plan: Plan) -> None:
    """Two who stand side by side: one sends on the other's photograph, or both take one, a few metres apart."""
    at = plan.moment(first=0.5, last=7.0)
    objective = plan.draw.randrange(len(PLACES))
    spot = (PLACES[objective][0] + 0.002 * plan.draw.random(), PLACES[objective][1] + 0.002 * plan.draw.random())
    first = plan.join(plan.somebody(at), at)
    second = plan.join(plan.somebody(at), at + timedelta(minutes=30))
    picture = plan.picture()
    other = picture if plan.draw.random() < 0.4 else (plan.picture()[0], f"{int(picture[1], 16) ^ 0b10010:016x}")
    joined = plan.people[second].joined_at + timedelta(hours=2)
    plan.report(first, joined, objective=objective, spot=spot, pictures=(picture,))
    beside = (spot[0] + 0.0002, spot[1] - 0.0001)
    plan.report(second, joined + timedelta(minutes=9), objective=objective, spot=beside, pictures=(other,))
    plan.plant("friends", [first, second])


def _plant_travellers(plan: Plan) -> None:
    """One flies and reports at both ends; another points out on the map what a friend far away told them."""
    at = plan.moment(first=0.5, last=6.0)
    flying = plan.join(plan.somebody(at), at)
    plan.report(flying, at + timedelta(hours=1), objective=0)
    plan.report(flying, at + timedelta(hours=15), objective=4)
    telling = plan.join(plan.somebody(at), at)
    plan.report(telling, at + timedelta(hours=2), objective=0)
    plan.report(telling, at + timedelta(hours=3), objective=3, source="map")
    plan.plant("travellers", [flying, telling])


def _plant_quiet_person(plan: Plan, number: int) -> None:
    """Keeps their address to themselves."""
    at = plan.moment(first=0.5, last=7.0)
    plan.plant("disposable_address", [plan.join(plan.somebody(at), at, email=f"quiet{number}@mailinator.com")])


def _plant_parent(plan: Plan, number: int) -> None:
    """Signs a child up below themselves, with a tag behind their own address."""
    at = plan.moment(first=0.5, last=7.0)
    parent = plan.join(plan.somebody(at), at, email=f"parent{number}@example.org")
    child = plan.join(parent, at + timedelta(hours=4), email=f"parent{number}+mia@example.org")
    plan.plant("parent_and_child", [parent, child])


def _plant_lent_phone(plan: Plan) -> None:
    """Friends join on the phone of whoever told them."""
    at = plan.moment(first=0.5, last=7.0)
    line, phone = plan.connection() + " of a phone", plan.agent()
    people = [plan.join(plan.somebody(at), at, address=line, agent=phone)]
    for minutes in (5, 11, 18):
        people.append(plan.join(people[0], at + timedelta(minutes=minutes), address=line, agent=phone))
    plan.report(people[1], at + timedelta(minutes=50))
    plan.plant("lent_phone", people)


def _plant_own_link(plan: Plan) -> None:
    """Tries their own link out, once."""
    at = plan.moment(first=0.5, last=7.0)
    person = plan.join(plan.somebody(at), at)
    plan.attempts.append(PlannedAttempt(person, plan.people[person].email, at + timedelta(hours=1)))
    plan.plant("own_link", [person])
